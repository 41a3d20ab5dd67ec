import { useEffect, useSyncExternalStore } from "react";
import { requiredFiles } from "../../../core/forms/check-answers.ts";
import { formState } from "../../../core/forms/form-state.ts";
import { EvidenceRequirementPanel } from "../../evidence-kit/evidence-requirement.tsx";
import { focusEvidence } from "../../evidence-kit/focus-evidence.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/display.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

/** Every paper of evidence the form asks for, those needed now first in the form's own order. */
export function EvidencePart({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const { engine, store, uploads, detail } = workspace;
  const snapshot = useSyncExternalStore(
    (listener) => uploads.subscribe(listener),
    () => uploads.snapshot(),
  );
  useEffect(() => {
    if (location.hash.startsWith("#evidence-")) focusEvidence(`/evidence/${location.hash.slice("#evidence-".length)}`);
  }, []);
  const state = formState(engine.form, store.answers());
  const mayChange = (id: string) =>
    detail.editable === "all" || (detail.editable === "flagged" && detail.editableEvidence.includes(id));
  const base = `/declarations/${detail.summary.id}`;
  return (
    <div className="sb-dc-form">
      <h2>{t("evidence.title")}</h2>
      <p className="sb-muted">{t("evidence.lead")}</p>
      {engine.form.evidence.length === 0 && <Empty title={t("evidence.none")} />}
      {engine.form.evidence.map(({ requirement }) => (
        <EvidenceRequirementPanel
          key={requirement.id}
          requirement={requirement}
          needed={requiredFiles(engine.form, requirement.id, state)}
          fields={workspace.shared.fields}
          files={snapshot.evidence.filter((item) => item.requirementId === requirement.id)}
          jobs={snapshot.jobs.filter((job) => job.requirementId === requirement.id)}
          flags={detail.flags.filter((flag) => flag.pointer === `/evidence/${requirement.id}`)}
          uploads={uploads}
          locked={!mayChange(requirement.id)}
        />
      ))}
      {detail.editable !== "none" && (
        <div className="sb-dc-steps sb-no-print">
          <LinkButton to={`${base}/check`} tone="primary">
            {t("fill.toCheck")} →
          </LinkButton>
        </div>
      )}
    </div>
  );
}
