import { add, decimal, type Exact, equals, formatExact, HUNDRED, ZERO } from "../../../core/scoring/exact.ts";
import { apportion } from "../../../core/scoring/weighing/apportion.ts";
import { readShare } from "../../../core/scoring/weighing/delphi-kind.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { mostOf, SpreadBar } from "./feedback.tsx";
import type { GroupSheetProps } from "./group-sheet.ts";
import { useWeightsText } from "./text.ts";

/** Splits 100 over the items of a group, with how the others did in the round before. */
export function ShareSheet({ group, values, disabled, previous, onValue, onValues }: GroupSheetProps) {
  const t = useWeightsText();
  const locale = useLocale();
  const shares = group.items.map(({ id }) => readShare(values[id]));
  const sum = shares.reduce<Exact>((whole, share) => add(whole, share ?? ZERO), ZERO);
  const isWhole = equals(sum, HUNDRED);
  const normalise = () => {
    const parts = apportion(
      shares.map((share) => share ?? ZERO),
      HUNDRED,
      2,
    );
    if (parts)
      onValues(Object.fromEntries(group.items.map(({ id }, at) => [id, formatExact(decimal(parts[at] ?? "0"))])));
  };
  return (
    <>
      {previous && <p className="sb-muted">{t("sheet.legend")}</p>}
      <ul className="weights-items">
        {group.items.map(({ id, title, basis, weight }, at) => {
          const before = previous?.feedback.items.find((item) => item.id === id);
          const value = Number(values[id]);
          const typed = values[id] ?? "";
          const { lowerQuartile: low, upperQuartile: high } = before ?? { lowerQuartile: null, upperQuartile: null };
          const isOutside = low !== null && high !== null && typed !== "" && (value < low || value > high);
          const name = `${group.id}-${id}`;
          return (
            <li key={id} className="weights-item">
              <label htmlFor={name}>
                <strong>{title[locale]}</strong>
                <br />
                <span className="sb-muted">
                  {t("sheet.present", { weight })} · {basis}
                </span>
              </label>
              {before && previous ? (
                <SpreadBar item={before} most={mostOf(previous.feedback)} own={Number(previous.own?.[id])} />
              ) : (
                <span />
              )}
              <Input
                id={name}
                inputMode="decimal"
                autoComplete="off"
                disabled={disabled}
                aria-invalid={typed !== "" && shares[at] === undefined ? true : undefined}
                aria-describedby={isOutside ? `${name}-note` : undefined}
                value={typed}
                onChange={(event) => onValue(id, event.target.value.trim().slice(0, 10))}
              />
              {isOutside && (
                <span className="weights-item__note" id={`${name}-note`}>
                  {t("sheet.outside", { low, high })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="weights-sum">
        <span role="status">
          <Tag tone={isWhole ? "ok" : "warn"}>
            {isWhole ? t("sheet.sumRight") : t("sheet.sum", { sum: formatExact(sum) })}
          </Tag>
        </span>
        {!disabled && !isWhole && sum.n > 0n && (
          <Button size="small" onClick={normalise}>
            {t("sheet.normalise")}
          </Button>
        )}
      </div>
    </>
  );
}
