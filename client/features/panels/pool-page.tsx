import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Expert, ExpertList } from "../../../core/contracts/experts.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { Table } from "../../ui/table.tsx";
import { tagsText } from "../../ui/tags-text.ts";
import { ProfileDialog } from "./profile-dialog.tsx";
import { useText } from "./text.ts";
import "./panels.css";
import { labelled } from "../../ui/punctuation.ts";

/** Whether an expert can be drawn, and if not, why. */
function ActiveTag({ expert }: { expert: Expert }) {
  const t = useText();
  if (!expert.profile) return <Tag tone="accent">{t("pool.noProfile")}</Tag>;
  return expert.profile.active ? <Tag tone="ok">{t("pool.active")}</Tag> : <Tag>{t("pool.paused")}</Tag>;
}

/** Every expert of the owner's region: who can be drawn, where each one works, what each one has to do. */
export default function PoolPage() {
  const t = useText();
  const locale = useLocale();
  const cache = useQueryClient();
  const list = useGet<ExpertList>("/api/experts");
  const [editing, setEditing] = useState<Expert | null>(null);
  const [sought, setSought] = useState("");
  const rows = (list.data?.items ?? []).filter((expert) =>
    [expert.name, expert.login, expert.profile?.employerName, ...(expert.profile?.fields ?? [])].some((text) =>
      text?.includes(sought.trim()),
    ),
  );
  return (
    <PageFrame>
      <PageHead title={t("pool.title")} lead={t("pool.lead")} />
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Panel>
          {list.data.items.length > 0 && (
            <div className="sb-pn-search sb-no-print">
              <TextField label={t("pool.search")} type="search" value={sought} onChange={setSought} />
            </div>
          )}
          <Table
            caption={t("pool.title")}
            captionHidden
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              list.data.items.length === 0 ? (
                <Empty title={t("pool.none")}>{t("pool.noneHint")}</Empty>
              ) : (
                <Empty title={t("pool.noneFits")} />
              )
            }
            columns={[
              {
                key: "name",
                title: t("pool.name"),
                rowHeader: true,
                render: (row) => (
                  <>
                    {row.name}
                    <div className="sb-muted">{row.login}</div>
                  </>
                ),
              },
              {
                key: "employer",
                title: t("pool.employer"),
                render: (row) => (
                  <>
                    {row.profile?.employerName ?? "—"}
                    <div className="sb-muted">{row.profile?.employerCreditCode}</div>
                  </>
                ),
              },
              { key: "fields", title: t("pool.fields"), render: (row) => tagsText(row.profile?.fields ?? []) || "—" },
              { key: "active", title: t("pool.state"), render: (row) => <ActiveTag expert={row} /> },
              { key: "conflicts", title: t("pool.conflicts"), numeric: true, render: (row) => row.conflicts },
              { key: "open", title: t("pool.open"), numeric: true, render: (row) => row.open },
              {
                key: "edit",
                title: t("pool.action"),
                render: (row) => (
                  <Button size="small" aria-label={labelled(t("pool.edit"), row.name)} onClick={() => setEditing(row)}>
                    {t("pool.edit")}
                  </Button>
                ),
              },
            ]}
          />
        </Panel>
      )}
      {editing && (
        <ProfileDialog
          expert={editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            void cache.invalidateQueries({ queryKey: ["/api/experts"] });
          }}
        />
      )}
    </PageFrame>
  );
}
