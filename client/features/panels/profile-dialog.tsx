import { useState } from "react";
import type { Expert, ExpertProfile } from "../../../core/contracts/experts.ts";
import { put } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Checkbox, Field, Input } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { readTags, tagsText } from "../../ui/tags-text.ts";
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
    employerName: expert.profile?.employerName ?? "",
    employerCreditCode: expert.profile?.employerCreditCode ?? "",
    fields: tagsText(expert.profile?.fields ?? []),
    active: expert.profile?.active ?? true,
  });
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const command = useOnce();
  const submit = async () => {
    const body: ExpertProfile = {
      employerName: typed.employerName.trim() || null,
      employerCreditCode: typed.employerCreditCode.trim().toUpperCase() || null,
      fields: readTags(typed.fields),
      active: typed.active,
    };
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
      <Field label={t("pool.employer")} hint={t("pool.employerHint")} required>
        {(control) => (
          <Input
            {...control}
            required
            minLength={2}
            maxLength={120}
            value={typed.employerName}
            onChange={(event) => set({ employerName: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("pool.creditCode")} hint={t("pool.creditCodeHint")}>
        {(control) => (
          <Input
            {...control}
            minLength={18}
            maxLength={18}
            autoComplete="off"
            value={typed.employerCreditCode}
            onChange={(event) => set({ employerCreditCode: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("pool.fields")} hint={t("pool.fieldsHint")}>
        {(control) => (
          <Input {...control} value={typed.fields} onChange={(event) => set({ fields: event.target.value })} />
        )}
      </Field>
      <Checkbox checked={typed.active} onChange={(event) => set({ active: event.target.checked })}>
        {t("pool.isActive")}
      </Checkbox>
    </FormDialog>
  );
}
