import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { TitlePage, TitleRow, TitleRules } from "../../../core/contracts/titles.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { Pager, Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ImportTitlesDialog } from "./import-titles-dialog.tsx";
import { RecordTitleDialog } from "./record-title-dialog.tsx";
import { useTitlesText } from "./text.ts";

const pageSize = 20;
export const statusTones = { valid: "ok", expired: "warn", cancelled: "bad" } as const;

/** Every title of the authority, narrowed by programme, status and words; the way to record and import others. */
export default function RegisterPage() {
  const t = useTitlesText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [filter, setFilter] = useState({ programmeId: "", status: "", q: "", page: 1 });
  const [typed, setTyped] = useState("");
  const [adding, setAdding] = useState<"record" | "import" | null>(null);
  const { programmeId, status, q, page } = filter;
  const list = useGet<TitlePage>("/api/titles", {
    ...(programmeId && { programmeId }),
    ...(status && { status }),
    ...(q && { q }),
    page,
    pageSize,
  });
  const rules = useGet<TitleRules>("/api/titles/rules");
  const programmes = rules.data?.programmes ?? [];
  const titleOf = (id: string) => programmes.find((programme) => programme.id === id)?.title[locale] ?? id;
  const added = (count: number) => {
    setAdding(null);
    showToast(t("record.saved", { count }));
    void cache.invalidateQueries({ queryKey: ["/api/titles"] });
  };
  const find = (event: FormEvent) => {
    event.preventDefault();
    setFilter({ ...filter, q: typed.trim(), page: 1 });
  };
  return (
    <QueueFrame
      head={
        <PageHead
          title={t("register.title")}
          lead={t("register.lead")}
          actions={
            programmes.length > 0 && (
              <>
                <Button onClick={() => setAdding("import")}>{t("register.import")}</Button>
                <Button tone="primary" onClick={() => setAdding("record")}>
                  {t("register.record")}
                </Button>
              </>
            )
          }
        />
      }
      filters={
        <form className="sb-filters" aria-label={t("register.filters")} onSubmit={find}>
          <SelectField
            label={t("register.programme")}
            value={programmeId}
            placeholder={t("register.anyProgramme")}
            onChange={(value) => setFilter({ ...filter, programmeId: value, page: 1 })}
            options={programmes.map((programme) => ({ value: programme.id, label: programme.title[locale] }))}
          />
          <SelectField
            label={t("register.status")}
            value={status}
            placeholder={t("register.anyStatus")}
            onChange={(value) => setFilter({ ...filter, status: value, page: 1 })}
            options={(["valid", "expired", "cancelled"] as const).map((value) => ({
              value,
              label: t(`status.${value}`),
            }))}
          />
          <TextField label={t("register.search")} type="search" value={typed} onChange={setTyped} />
          <Button type="submit">{t("register.find")}</Button>
        </form>
      }
    >
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Panel>
          <Table
            caption={t("register.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={(row: TitleRow) => row.id}
            empty={<Empty title={t("register.none")}>{t("register.noneHint")}</Empty>}
            columns={[
              {
                key: "number",
                title: t("field.number"),
                rowHeader: true,
                render: (row) => <Link href={`/manage/titles/${row.id}`}>{row.number}</Link>,
              },
              {
                key: "holder",
                title: t("field.holder"),
                render: (row) => (
                  <>
                    {row.holder}
                    <div className="sb-muted">{titleOf(row.programmeId)}</div>
                  </>
                ),
              },
              { key: "region", title: t("field.region"), render: (row) => row.region },
              { key: "awarded", title: t("field.awardedOn"), render: (row) => formatDay(row.awardedOn, locale) },
              {
                key: "until",
                title: t("field.validUntil"),
                render: (row) => (row.validUntil ? formatDay(row.validUntil, locale) : t("field.noEnd")),
              },
              {
                key: "status",
                title: t("register.status"),
                render: (row) => <Tag tone={statusTones[row.status]}>{t(`status.${row.status}`)}</Tag>,
              },
            ]}
          />
          <Pager
            page={page}
            pageSize={pageSize}
            total={list.data.total}
            onPage={(next) => setFilter({ ...filter, page: next })}
          />
        </Panel>
      )}
      {adding === "record" && (
        <RecordTitleDialog programmes={programmes} onClose={() => setAdding(null)} onRecorded={() => added(1)} />
      )}
      {adding === "import" && (
        <ImportTitlesDialog programmes={programmes} onClose={() => setAdding(null)} onImported={added} />
      )}
    </QueueFrame>
  );
}
