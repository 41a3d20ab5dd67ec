import type { Finding, LocalText } from "../../core/problems/finding.ts";
import { Alert } from "./display.tsx";
import { useLocale } from "./i18n.ts";

/** A refusal of the server in the person's language, announced, with the places it is about. */
export function ProblemAlert({
  problem,
}: {
  problem: { text: LocalText; findings: readonly Finding[]; requestId: string | null } | null;
}) {
  const locale = useLocale();
  if (!problem) return null;
  return (
    <Alert tone="bad" live="assertive" title={problem.text[locale]}>
      {problem.findings.length > 0 && (
        <ul>
          {problem.findings.map((finding) => (
            <li key={`${finding.pointer} ${finding.code}`}>{finding.message[locale]}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
