import type { Consistency } from "../../../core/scoring/weighing/weighing-kind.ts";
import { Alert } from "../../ui/display.tsx";
import { listed } from "../../ui/punctuation.ts";
import { useWeightsText } from "./text.ts";

/** A number of times as people say it: 3, or 1/3. */
function timesText(times: number): string {
  const nearest = times >= 1 ? times : 1 / times;
  const text = String(Math.round(nearest * 10) / 10);
  return times >= 1 || text === "1" ? text : `1/${text}`;
}

/** Names the comparisons that contradict one another most, so that they can be mended. */
export function Doubts({
  doubt,
  titles,
}: {
  doubt: NonNullable<Consistency["doubt"]>;
  titles: ReadonlyMap<string, string>;
}) {
  const t = useWeightsText();
  const { first, second, given, implied, triple } = doubt;
  return (
    <Alert tone="warn" title={t("sheet.contradictory")}>
      <ul>
        <li>
          {t("sheet.doubtPair", {
            a: titles.get(first) ?? first,
            b: titles.get(second) ?? second,
            given: timesText(given),
            implied: timesText(implied),
          })}
        </li>
        <li>{t("sheet.doubtTriple", { items: listed(triple.map((id) => titles.get(id) ?? id)) })}</li>
      </ul>
    </Alert>
  );
}
