import type { DeclarationPage } from "../../../core/contracts/declarations.ts";
import { useGet } from "../../api/queries.ts";
import { useReviewText } from "./text.ts";

const newDays = 3;

/** What a quick filter asks the server. */
export interface QuickQuery {
  view: "queue" | "all";
  overdue?: true;
  since?: string;
  stage?: "apply";
}

/** Start of the China day some days ago: stable over a day, so that answers can be cached. */
function daysAgo(days: number): string {
  const dayMs = 86_400_000;
  const offsetMs = 8 * 3_600_000;
  return new Date(Math.floor((Date.now() + offsetMs) / dayMs - days) * dayMs - offsetMs).toISOString();
}

export const quickNames = ["waiting", "new", "overdue", "returned", "all"] as const;
export type QuickName = (typeof quickNames)[number];

/** The quick filters of the desk. What was returned waits with its applicant, so it stands outside the queue. */
export function quickQuery(name: QuickName): QuickQuery {
  switch (name) {
    case "new":
      return { view: "queue", since: daysAgo(newDays) };
    case "overdue":
      return { view: "queue", overdue: true };
    case "returned":
      return { view: "all", stage: "apply" };
    case "all":
      return { view: "all" };
    case "waiting":
      return { view: "queue" };
  }
}

function QuickFilter({
  name,
  chosen,
  roundId,
  onChoose,
}: {
  name: QuickName;
  chosen: boolean;
  roundId: string | undefined;
  onChoose: () => void;
}) {
  const t = useReviewText();
  const counted = useGet<DeclarationPage>("/api/declarations", { ...quickQuery(name), roundId, pageSize: 1 });
  return (
    <button type="button" className="review-quick__filter" aria-pressed={chosen} onClick={onChoose}>
      {t(`quick.${name}`)} <span className="review-quick__count">{counted.data?.total ?? "…"}</span>
    </button>
  );
}

/** The usual questions of a morning, each with its number. */
export function QuickFilters({
  chosen,
  roundId,
  onChoose,
}: {
  chosen: QuickName;
  roundId: string | undefined;
  onChoose: (name: QuickName) => void;
}) {
  const t = useReviewText();
  return (
    <fieldset className="review-quick">
      <legend className="sb-visually-hidden">{t("quick.label")}</legend>
      {quickNames.map((name) => (
        <QuickFilter
          key={name}
          name={name}
          chosen={name === chosen}
          roundId={roundId}
          onChoose={() => onChoose(name)}
        />
      ))}
    </fieldset>
  );
}
