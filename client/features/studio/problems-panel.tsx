import type { FileFinding } from "../../../core/contracts/studio.ts";
import { Button } from "../../ui/button.tsx";
import { Panel, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { useStudioText } from "./text.ts";

const tones = { error: "bad", warning: "warn", info: "info" } as const;

/** Findings of all documents; each leads to its place. */
export function ProblemsPanel({
  findings,
  onGo,
}: {
  findings: readonly FileFinding[];
  onGo: (finding: FileFinding) => void;
}) {
  const t = useStudioText();
  const locale = useLocale();
  return (
    <Panel title={remarked(t("editor.problems"), findings.length)} id="problems">
      {findings.length === 0 ? (
        <p>{t("editor.noProblems")}</p>
      ) : (
        <ul className="studio-problems studio-problems--list">
          {findings.map((finding, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one check gives one list
            <li key={at}>
              <Tag tone={tones[finding.level]}>{t(`level.${finding.level}`)}</Tag> {finding.message[locale]}
              <div>
                <Button size="small" tone="text" onClick={() => onGo(finding)}>
                  {finding.file}#{finding.pointer || "/"}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
