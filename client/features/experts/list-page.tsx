import { Link } from "wouter";
import type { Assignment, AssignmentList, OwnExpert } from "../../../core/contracts/expert-sheets.ts";
import { useGet } from "../../api/queries.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Alert, Empty, LoadError, Panel, Progress, Skeleton, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useText } from "./text.ts";
import "./sheet.css";

/** How urgent a sheet is, as colour beside the word. */
export const statusTones = {
  reopened: "accent",
  assigned: "accent",
  draft: "accent",
  "handed-in": "ok",
  recused: "neutral",
  released: "neutral",
} as const;

const order = ["reopened", "draft", "assigned", "handed-in", "recused", "released"];

/** Sheets of one panel of one round together; panels and sheets with something to do first. */
function groupsOf(items: readonly Assignment[]): { id: string; items: Assignment[] }[] {
  const groups = new Map<string, Assignment[]>();
  for (const item of items) {
    const id = `${item.roundTitle.zh} · ${item.panelTitle.zh}`;
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  const isDone = (sheets: readonly Assignment[]) =>
    sheets.every(({ status, openedAt }) => order.indexOf(status) > 2 || openedAt !== null);
  return [...groups]
    .map(([id, sheets]) => ({
      id,
      items: sheets.toSorted(
        (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || a.code.localeCompare(b.code),
      ),
    }))
    .toSorted((a, b) => Number(isDone(a.items)) - Number(isDone(b.items)));
}

function PanelSheets({ items, id }: { items: readonly Assignment[]; id: string }) {
  const t = useText();
  const locale = useLocale();
  const own = items.filter(({ status }) => status !== "recused" && status !== "released");
  const done = own.filter(({ status }) => status === "handed-in").length;
  const [first] = items;
  if (!first) return null;
  const title = `${first.roundTitle[locale]} · ${first.panelTitle[locale]}`;
  const progress = t("list.progress", { done, of: own.length });
  return (
    <Panel id={id} title={title} actions={<Tag tone={done < own.length ? "accent" : "ok"}>{progress}</Tag>}>
      <Progress value={own.length === 0 ? 1 : done / own.length} label={progress} />
      <p className="sb-muted sb-small sb-xp-progress">
        {first.programmeTitle[locale]}
        {first.blind && ` · ${t("list.blind")}`}
        {first.openedAt && ` · ${t("list.opened", { at: formatInstant(first.openedAt, locale) })}`}
      </p>
      {first.dueAt && !first.openedAt && done < own.length && (
        <p className="sb-xp-progress">
          <Deadline at={first.dueAt} prefix={t("list.due")} />
        </p>
      )}
      <Table
        caption={title}
        captionHidden
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "declaration",
            title: t("list.declaration"),
            rowHeader: true,
            render: (row) => (
              <>
                <Link href={`/expert/sheets/${row.id}`}>{row.applicant?.name ?? row.code}</Link>
                {row.applicant && (
                  <div className="sb-muted">
                    {row.applicant.city}
                    {row.applicant.county} · {row.code}
                  </div>
                )}
              </>
            ),
          },
          {
            key: "status",
            title: t("list.status"),
            render: (row) => <Tag tone={statusTones[row.status]}>{t(`status.${row.status}`)}</Tag>,
          },
          {
            key: "marked",
            title: t("list.marked"),
            numeric: true,
            render: (row) => t("list.markedOf", { marked: row.marked, items: row.items }),
          },
          { key: "assigned", title: t("list.assignedAt"), render: (row) => formatInstant(row.assignedAt, locale) },
          {
            key: "handed-in",
            title: t("list.handedInAt"),
            render: (row) => (row.handedInAt ? formatInstant(row.handedInAt, locale) : "—"),
          },
        ]}
      />
    </Panel>
  );
}

/** The expert's sheets by round and panel. */
export default function ListPage() {
  const t = useText();
  const locale = useLocale();
  const list = useGet<AssignmentList>("/api/expert/assignments", undefined, { staleTimeMs: 0 });
  const own = useGet<OwnExpert>("/api/expert/profile");
  return (
    <PageFrame>
      <PageHead title={t("list.title")} lead={t("list.lead")} />
      {own.data?.profile === null && (
        <Alert
          tone="accent"
          title={t("list.noProfile")}
          action={<LinkButton to="/expert/profile">{t("list.toProfile")}</LinkButton>}
        >
          {t("list.noProfileHint")}
        </Alert>
      )}
      {list.isPending && <Skeleton lines={6} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <Panel>
          <Empty title={t("list.none")} actions={<LinkButton to="/expert/profile">{t("list.toProfile")}</LinkButton>}>
            {t("list.noneHint")}
          </Empty>
        </Panel>
      )}
      {list.data &&
        groupsOf(list.data.items).map((group, at) => (
          <PanelSheets key={group.id} id={`panel-${at}`} items={group.items} />
        ))}
    </PageFrame>
  );
}
