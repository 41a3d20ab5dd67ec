import { useState } from "react";
import type { DrawRequest, PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Alert } from "../../ui/display.tsx";
import { Checkbox, Field, Input, TextArea } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
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
    <Field label={label} hint={hint} required>
      {(control) => (
        <Input
          {...control}
          required
          type="number"
          min={1}
          max={most}
          value={typed[key]}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Field>
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
      <Field label={t("draw.fields")} hint={t("draw.fieldsHint")}>
        {(control) => (
          <Input {...control} value={typed.fields} onChange={(event) => set({ fields: event.target.value })} />
        )}
      </Field>
      <Field label={t("draw.seedGivenLabel")} hint={t("draw.seedHint")}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={typed.publicLot}
            onChange={(event) => set({ publicLot: event.target.value })}
          />
        )}
      </Field>
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
          <Field label={t("reason")} hint={t("draw.reasonHint")} required>
            {(control) => (
              <TextArea
                {...control}
                required
                rows={2}
                maxLength={1000}
                value={typed.reason}
                onChange={(event) => set({ reason: event.target.value })}
              />
            )}
          </Field>
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
