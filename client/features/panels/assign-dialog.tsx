import { useState } from "react";
import type { AssignRequest, PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Alert } from "../../ui/display.tsx";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { replacements } from "./panel-counts.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

/** Gives a declaration to an expert by hand, for one who withdrew; the least loaded stand first. */
export function AssignDialog({
  detail,
  row,
  path,
  onClose,
  onDone,
}: {
  detail: PanelDetail;
  row: PanelDetail["declarations"][number];
  path: string;
  onClose: () => void;
  onDone: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const [expertId, setExpertId] = useState("");
  const command = useOnce();
  const experts = replacements(detail, row);
  const assign = async (reason: string) => {
    const body: AssignRequest = { declarationId: row.declarationId, expertId, reason };
    const done = await command.run((idempotencyKey) =>
      post<PanelDetail>(`${path}/assignments`, body, { idempotencyKey }),
    );
    if (!done) return;
    showToast(t("assign.done"));
    onDone(done);
  };
  return (
    <ReasonDialog
      title={t("assign.title", { code: row.code })}
      confirmText={t("assign.confirm")}
      hint={t("assign.reasonHint")}
      ready={expertId !== ""}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onConfirm={(reason) => void assign(reason)}
    >
      {experts.length === 0 ? (
        <Alert tone="warn">{t("assign.nobody")}</Alert>
      ) : (
        <SelectField
          label={t("assign.expert")}
          hint={t("assign.expertHint")}
          required
          value={expertId}
          placeholder={t("assign.choose")}
          onChange={setExpertId}
          options={experts.map((expert) => ({
            value: expert.id,
            label: t("assign.option", {
              name: expert.name,
              employer: expert.employer ?? "—",
              count: expert.assigned,
            }),
          }))}
        />
      )}
    </ReasonDialog>
  );
}
