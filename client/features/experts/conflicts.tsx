import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ConflictList, ConflictRequest } from "../../../core/contracts/expert-sheets.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { CreditCodeField, readCreditCode } from "../../ui/employer-fields.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField, TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";
import "./sheet.css";

const path = "/api/expert/conflicts";
const nothing = { name: "", creditCode: "", reason: "" };

/** Declares a conflict with an organisation; it cannot be taken back, so it is asked once more. */
function DeclareConflict() {
  const t = useText();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(nothing);
  const [asking, setAsking] = useState(false);
  const command = useOnce();
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  const declare = async () => {
    const creditCode = readCreditCode(typed.creditCode);
    const body: ConflictRequest = {
      name: typed.name.trim(),
      reason: typed.reason.trim(),
      ...(creditCode !== "" && { creditCode }),
    };
    const list = await command.run((idempotencyKey) => post<ConflictList>(path, body, { idempotencyKey }));
    setAsking(false);
    if (!list) return;
    cache.setQueryData([path], list);
    void cache.invalidateQueries({ queryKey: ["/api/expert/assignments"] });
    setTyped(nothing);
    showToast(t("conflicts.declared"));
  };
  return (
    <form className="sb-xp-declare" onSubmit={ask}>
      <h3>{t("conflicts.declare")}</h3>
      <ProblemAlert problem={command.problem} />
      <TextField
        label={t("conflicts.organisation")}
        required
        minLength={2}
        maxLength={120}
        value={typed.name}
        onChange={(value) => set({ name: value })}
      />
      <CreditCodeField
        label={t("conflicts.creditCode")}
        hint={t("conflicts.creditCodeHint")}
        value={typed.creditCode}
        onType={(creditCode) => set({ creditCode })}
      />
      <TextAreaField
        label={t("reason")}
        hint={t("conflicts.reasonHint")}
        required
        minLength={2}
        maxLength={1000}
        rows={2}
        value={typed.reason}
        onChange={(value) => set({ reason: value })}
      />
      <Button type="submit">{t("conflicts.declare")}</Button>
      <ConfirmDialog
        open={asking}
        title={t("conflicts.declare")}
        busy={command.busy}
        onCancel={() => setAsking(false)}
        onConfirm={() => void declare()}
      >
        {t("conflicts.confirm", { name: typed.name })}
      </ConfirmDialog>
    </form>
  );
}

/** Conflicts the expert declared, by organisation or on a sheet. */
export function Conflicts() {
  const t = useText();
  const locale = useLocale();
  const list = useGet<ConflictList>(path);
  return (
    <Panel title={t("conflicts.title")} id="conflicts">
      <p className="sb-muted">{t("conflicts.lead")}</p>
      {list.isPending && <Skeleton lines={3} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.data && (
        <Table
          caption={t("conflicts.title")}
          captionHidden
          rows={list.data.items}
          rowKey={(row) => row.id}
          empty={<Empty title={t("conflicts.none")}>{t("conflicts.noneHint")}</Empty>}
          columns={[
            {
              key: "with",
              title: t("conflicts.with"),
              rowHeader: true,
              render: (row) =>
                row.organisation ? (
                  <>
                    {row.organisation.name}
                    <div className="sb-muted">{row.organisation.creditCode}</div>
                  </>
                ) : (
                  t("sheet.title", { code: row.code ?? "" })
                ),
            },
            { key: "reason", title: t("reason"), render: (row) => row.reason },
            { key: "at", title: t("conflicts.declaredAt"), render: (row) => formatInstant(row.declaredAt, locale) },
          ]}
        />
      )}
      <DeclareConflict />
    </Panel>
  );
}
