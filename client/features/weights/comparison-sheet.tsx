import { ahp, pairsOf, readJudgement, SCALE } from "../../../core/scoring/weighing/ahp-kind.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { Doubts } from "./doubts.tsx";
import type { GroupSheetProps } from "./group-sheet.ts";
import { useWeightsText } from "./text.ts";

/** Compares every pair of a group on Saaty's scale: one row of choices a pair, arrow keys move along it. */
export function ComparisonSheet({ group, values, disabled, onValue }: GroupSheetProps) {
  const t = useWeightsText();
  const locale = useLocale();
  const pairs = pairsOf(group);
  const titles = new Map(group.items.map(({ id, title }) => [id, title[locale]]));
  const name = (at: number) => group.items[at]?.title[locale] ?? "";
  const done = pairs.filter(({ key }) => readJudgement(values[key]) !== undefined).length;
  const consistency = ahp.consistencyOf(group, values);
  const doubt = consistency?.consistent === false ? consistency.doubt : null;
  const words = (value: string, a: string, b: string) => {
    if (value === "1") return t("sheet.equal", { a, b });
    const [top, bottom] = value.split("/");
    return bottom === undefined ? t("sheet.more", { a, b, n: top ?? "" }) : t("sheet.more", { a: b, b: a, n: bottom });
  };
  return (
    <>
      <p>
        {t("sheet.compare")} <span className="sb-muted">{t("sheet.compareHint")}</span>
      </p>
      {pairs.map(({ key, first, second }) => {
        const [a, b] = [name(first), name(second)];
        const isDoubt = doubt !== null && key === `${doubt.first}:${doubt.second}`;
        return (
          <fieldset key={key} className={`weights-pair${isDoubt ? " weights-pair--doubt" : ""}`}>
            <legend>
              {a} ↔ {b}
            </legend>
            <div className="weights-scale">
              <span className="weights-scale__side">{a}</span>
              {SCALE.map((value) => (
                <label key={value}>
                  <input
                    type="radio"
                    name={`${group.id} ${key}`}
                    aria-label={words(value, a, b)}
                    value={value}
                    disabled={disabled}
                    checked={values[key] === value}
                    onChange={() => onValue(key, value)}
                  />
                  <span aria-hidden="true">{value.replace("1/", "")}</span>
                </label>
              ))}
              <span className="weights-scale__side">{b}</span>
            </div>
          </fieldset>
        );
      })}
      <div role="status">
        <p>
          {t("sheet.judged", { done, all: pairs.length })}
          {consistency && ` · ${t("sheet.ratio", { ratio: consistency.ratio ?? "—" })}`}
          {consistency?.consistent && ` · ${t("sheet.consistent")}`}
        </p>
        {doubt && <Doubts doubt={doubt} titles={titles} />}
      </div>
      {consistency && <OwnWeights group={group} values={values} />}
    </>
  );
}

/** What follows from one's own comparisons, by every rule. */
function OwnWeights({ group, values }: Pick<GroupSheetProps, "group" | "values">) {
  const t = useWeightsText();
  const locale = useLocale();
  const { shares } = ahp.summarise(group, [values]);
  return (
    <Table
      caption={t("sheet.weights")}
      rows={group.items.map((item, at) => ({ ...item, at }))}
      rowKey={({ id }) => id}
      columns={[
        { key: "item", title: t("feedback.item"), rowHeader: true, render: ({ title }) => title[locale] },
        ...ahp.rules.map(({ id, title }) => ({
          key: id,
          title: title[locale],
          numeric: true,
          render: ({ at }: { at: number }) => {
            const share = shares[id]?.[at];
            return share === undefined ? "—" : `${Math.round(Number(share) * 100) / 100}%`;
          },
        })),
      ]}
    />
  );
}
