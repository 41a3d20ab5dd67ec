import { useState } from "react";
import type { Expert, ExpertProfile } from "../../../core/contracts/experts.ts";
import { put } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { EmployerFields, readEmployer, typeEmployer } from "../../ui/employer-fields.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";

/** Where an expert works and whether the expert is drawn. */
export function ProfileDialog({
  expert,
  onClose,
  onSaved,
}: {
  expert: Expert;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useText();
  const [typed, setTyped] = useState({
    ...typeEmployer(expert.profile),
    active: expert.profile?.active ?? true,
  });
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const command = useOnce();
  const submit = async () => {
    const body: ExpertProfile = { ...readEmployer(typed), active: typed.active };
    if (!(await command.run(() => put<Expert>(`/api/experts/${expert.id}`, body)))) return;
    showToast(t("pool.saved"));
    onSaved();
  };
  return (
    <FormDialog
      title={t("pool.editTitle", { name: expert.name })}
      submitText={t("pool.save")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <EmployerFields typed={typed} onType={set} />
      <Checkbox checked={typed.active} onChange={(event) => set({ active: event.target.checked })}>
        {t("pool.isActive")}
      </Checkbox>
    </FormDialog>
  );
}
