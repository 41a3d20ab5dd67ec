import type { RunResult } from "../../../core/contracts/scoring.ts";
import { useLocale } from "../../ui/i18n.ts";

/** What follows for an applicant by the rules of the scheme, one sentence a rule; a dash when nothing does. */
export function Decisions({ decisions }: { decisions: RunResult["decisions"] }) {
  const locale = useLocale();
  if (decisions.length === 0) return "—";
  return (
    <ul className="province-decisions">
      {decisions.map(({ rule, sentence }) => (
        <li key={rule}>{sentence[locale]}</li>
      ))}
    </ul>
  );
}
