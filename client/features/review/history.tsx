import type { Step } from "../../../core/contracts/declarations.ts";
import { Empty } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { useReviewText } from "./text.ts";

/** The story of a declaration: every step with who took it, when, and what was said. */
export function History({ steps }: { steps: readonly Step[] }) {
  const t = useReviewText();
  const locale = useLocale();
  if (steps.length === 0) return <Empty title={t("record.noSteps")} />;
  return (
    <ol className="review-steps">
      {steps.map((step) => (
        <li key={step.seq}>
          <strong>{step.transition[locale]}</strong> · {step.actor[locale]} ·{" "}
          <time dateTime={step.at}>{formatInstant(step.at, locale)}</time>
          <div className="sb-muted">
            {step.fromState[locale]} → {step.toState[locale]}
          </div>
          {step.opinion && <div>{labelled(t("record.opinion"), step.opinion)}</div>}
          {step.reason && <div>{labelled(t("record.reason"), step.reason)}</div>}
          {step.sealEvidenceId && (
            <a href={`/api/evidence/${step.sealEvidenceId}/content`} download>
              {t("record.seal")}
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}
