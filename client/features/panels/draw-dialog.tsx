import { useState } from "react";
import type { DrawRequest, PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Alert } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField, TextField } from "../../ui/labelled-controls.tsx";
import { readTags, tagsText } from "../../ui/tags-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { newestDraw } from "./panel-counts.ts";
import { useText } from "./text.ts";

/** Settings of a draw, started from those of the draw before; says beforehand whether the experts can suffice. */
export function DrawDialog({
  detail,
  path,
  onClose,
  onDone,
}: {
  detail: PanelDetail;
  path: string;
  onClose: () => void;
  onDone: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const { panel } = detail;
  const last = newestDraw(detail);
  const drawable = detail.experts.filter((expert) => expert.drawable);
  const per = last?.perDeclaration ?? panel.minimum;
  const [typed, setTyped] = useState({
    per: String(per),
    // A little above an even share, so that conflicts can be avoided.
    most: String(last?.maxLoad ?? Math.max(1, Math.ceil((panel.declarations * per * 1.2) / drawable.length))),
    fields: tagsText(last?.fields ?? []),
    publicLot: "",
    reason: "",
    keep: last !== undefined,
  });
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const command = useOnce();
  const fields = readTags(typed.fields);
  const chosen = drawable.filter((expert) => fields.length === 0 || expert.fields.some((tag) => fields.includes(tag)));
  const wanted = panel.declarations * Number(typed.per);
  const room = chosen.length * Number(typed.most);
  const short = chosen.length < Number(typed.per) || room < wanted;
  const replaces = last !== undefined && !typed.keep;
  const submit = async () => {
    const body: DrawRequest = {
      perDeclaration: Number(typed.per),
      maxLoad: Number(typed.most),
      fields,
      keep: typed.keep,
      ...(typed.publicLot.trim() !== "" && { publicLot: typed.publicLot.trim() }),
      ...(replaces && { reason: typed.reason.trim() }),
    };
    const done = await command.run((idempotencyKey) => post<PanelDetail>(`${path}/draws`, body, { idempotencyKey }));
    if (!done) return;
    showToast(t("draw.done"));
    onDone(done);
  };
  const count = (label: string, hint: string, key: "per" | "most", most: number) => (
    <TextField
      label={label}
      hint={hint}
      required
      type="number"
      min={1}
      max={most}
      value={typed[key]}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <FormDialog
      title={t("draw.dialog")}
      submitText={t("draw.start")}
      ready={!replaces || typed.reason.trim().length >= 2}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      {count(t("draw.per"), t("draw.perHint", { minimum: panel.minimum }), "per", 100)}
      {count(t("draw.most"), t("draw.mostHint"), "most", 5000)}
      <TextField
        label={t("draw.fields")}
        hint={t("draw.fieldsHint")}
        value={typed.fields}
        onChange={(value) => set({ fields: value })}
      />
      <TextField
        label={t("draw.seedGivenLabel")}
        hint={t("draw.seedHint")}
        maxLength={200}
        autoComplete="off"
        value={typed.publicLot}
        onChange={(value) => set({ publicLot: value })}
      />
      {last && (
        <div className="sb-pn-keep">
          <Checkbox
            checked={typed.keep}
            disabled={!detail.mayRedraw}
            onChange={(event) => set({ keep: event.target.checked })}
          >
            {t("draw.keep")}
          </Checkbox>
          {!detail.mayRedraw && <p className="sb-muted">{t("draw.mustKeep")}</p>}
        </div>
      )}
      {replaces && (
        <>
          <Alert tone="warn">{t("draw.anew")}</Alert>
          <TextAreaField
            label={t("reason")}
            hint={t("draw.reasonHint")}
            required
            rows={2}
            maxLength={1000}
            value={typed.reason}
            onChange={(value) => set({ reason: value })}
          />
        </>
      )}
      <div role="status">
        <Alert tone={short ? "warn" : "info"}>
          {t(short ? "draw.short" : "draw.enough", { wanted, experts: chosen.length, room })}
        </Alert>
      </div>
    </FormDialog>
  );
}
