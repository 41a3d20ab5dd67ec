import { type ReactNode, useId } from "react";
import type { SheetItem, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { Input, TextArea } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { pointsOfMark, pointsText, readPoints, stepPoints } from "./mark-text.ts";
import type { TypedMark } from "./sheet-work.ts";
import { useText } from "./text.ts";

/** True when a mark on the scale is the points of the score, without being converted. */
export function isPlain(item: SheetItem, scale: readonly [string, string]): boolean {
  return Number(item.low) === Number(scale[0]) && Number(item.high) === Number(scale[1]);
}

function Versions({ item }: { item: SheetItem }) {
  const t = useText();
  const locale = useLocale();
  if (item.versions.length < 2) return null;
  return (
    <details className="sb-small">
      <summary>{t("item.versions", { count: item.versions.length })}</summary>
      <ol>
        {item.versions.map((version) => (
          <li key={version.at}>
            {t("item.version", { points: version.points, at: formatInstant(version.at, locale) })}
            {version.declarationVersion !== null && ` ${t("item.onVersion", { number: version.declarationVersion })}`}
            {version.reason && ` ${t("item.because", { reason: version.reason })}`}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The two inputs of an item. */
function Inputs({
  item,
  scale,
  typed,
  describedBy,
  inputId,
  onType,
}: {
  item: SheetItem;
  scale: SheetView["scale"];
  typed: TypedMark;
  describedBy: string;
  inputId: string;
  onType: (change: Partial<TypedMark>) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const title = item.title[locale];
  const points = readPoints(typed.points, scale);
  const error =
    points.kind === "wrong"
      ? t(`item.wrong.${points.why}`, { low: scale[0], high: scale[1] })
      : points.kind === "blank" && typed.comment.trim() !== ""
        ? t("item.remarkAlone")
        : null;
  const step = (direction: 1 | -1) => onType({ points: stepPoints(typed.points, scale, direction) });
  return (
    <>
      <div className="sb-xp-item__mark">
        {/* The keys Alt+↑ and Alt+↓ do the same from the input, so these are no stops of the Tab key. */}
        <Button size="small" tabIndex={-1} aria-label={labelled(t("item.less"), title)} onClick={() => step(-1)}>
          −
        </Button>
        <Input
          id={inputId}
          data-item={item.id}
          className="sb-input--number"
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={`${describedBy}${error ? ` ${inputId}-error` : ""}`}
          aria-invalid={error ? true : undefined}
          value={typed.points}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onType({ points: event.target.value })}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
            event.preventDefault();
            step(event.key === "ArrowUp" ? 1 : -1);
          }}
        />
        <Button size="small" tabIndex={-1} aria-label={labelled(t("item.more"), title)} onClick={() => step(1)}>
          +
        </Button>
        <span className="sb-muted">/ {scale[1]}</span>
        {!isPlain(item, scale) && points.kind === "mark" && (
          <span className="sb-muted">
            {t("item.becomes", { points: pointsText(pointsOfMark(points.text, scale, item)) })}
          </span>
        )}
      </div>
      {error && (
        <div className="sb-field__error" id={`${inputId}-error`}>
          {error}
        </div>
      )}
      <TextArea
        className="sb-xp-item__comment"
        rows={1}
        maxLength={2000}
        aria-label={t("item.commentOn", { item: title })}
        placeholder={t("item.comment")}
        value={typed.comment}
        onChange={(event) => onType({ comment: event.target.value })}
      />
    </>
  );
}

/** One indicator of the sheet: what it is worth, the clause, the mark. */
export function SheetItemRow({
  item,
  sheet,
  typed,
  active,
  onActivate,
  onType,
  onChange,
  reading,
}: {
  item: SheetItem;
  sheet: SheetView;
  typed: TypedMark | undefined;
  active: boolean;
  /** The person turns to this item: its evidence is shown. */
  onActivate: () => void;
  onType: (change: Partial<TypedMark>) => void;
  /** Asks for the change of a mark that was handed in. */
  onChange: () => void;
  /** The evidence of the item, where there is no room for it beside; null where there is. */
  reading: ((open: boolean) => ReactNode) | null;
}) {
  const t = useText();
  const locale = useLocale();
  const id = useId();
  const { may, scale } = sheet;
  const title = item.title[locale];
  const worth = isPlain(item, scale)
    ? t("item.worth", { high: item.high })
    : t("item.worthOnScale", { low: scale[0], high: scale[1], points: item.high });
  const readAction = reading !== null && active ? t("item.closeReading") : t("item.read");
  const readButton = (
    <Button
      size="small"
      tone="text"
      {...(reading === null ? { "aria-pressed": active } : { "aria-expanded": active })}
      aria-label={labelled(readAction, title)}
      onClick={onActivate}
    >
      {readAction}
    </Button>
  );
  return (
    <li
      id={`item-${item.id}`}
      tabIndex={-1}
      className={`sb-xp-item${active ? " sb-xp-item--active" : ""}`}
      onFocus={reading === null ? onActivate : undefined}
    >
      <div className="sb-xp-item__head">
        {may.mark ? (
          <label htmlFor={`${id}-mark`} className="sb-xp-item__title">
            {title}
          </label>
        ) : (
          <span className="sb-xp-item__title">{title}</span>
        )}
        <span className="sb-muted sb-small" id={`${id}-worth`}>
          {worth} · {t("item.basis", { basis: item.basis })}
        </span>
      </div>
      {may.mark ? (
        <Inputs
          item={item}
          scale={scale}
          typed={typed ?? { points: "", comment: "" }}
          describedBy={`${id}-worth`}
          inputId={`${id}-mark`}
          onType={onType}
        />
      ) : (
        <>
          <div className="sb-xp-item__mark">
            {item.mark ? <strong>{item.mark.points}</strong> : <Tag>{t("item.none")}</Tag>}
            {item.mark && !isPlain(item, scale) && (
              <span className="sb-muted">
                {t("item.becomes", { points: pointsText(pointsOfMark(item.mark.points, scale, item)) })}
              </span>
            )}
            {may.change && (
              <Button size="small" aria-label={labelled(t("item.change"), title)} onClick={onChange}>
                {t("item.change")}
              </Button>
            )}
            {readButton}
          </div>
          {item.mark?.comment && <p className="sb-xp-item__said">{item.mark.comment}</p>}
          <Versions item={item} />
        </>
      )}
      {reading !== null && may.mark && readButton}
      {reading?.(active)}
    </li>
  );
}
