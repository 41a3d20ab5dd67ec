import { Link, Redirect } from "wouter";
import type { DashboardList } from "../../../core/contracts/dashboards.ts";
import { useGet } from "../../api/queries.ts";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useBoardsText } from "./text.ts";

/** Dashboards the viewer may read; a single one opens at once. */
export default function BoardListPage() {
  const t = useBoardsText();
  const locale = useLocale();
  const list = useGet<DashboardList>("/api/dashboards");
  const only = list.data?.items.length === 1 ? list.data.items[0] : undefined;
  if (only) return <Redirect to={`/boards/${only.id}`} replace />;
  return (
    <PageFrame>
      <PageHead title={t("title")} lead={t("lead")} />
      {list.isPending && <Skeleton lines={4} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Empty title={t("none")}>{t("noneHint")}</Empty>}
      {list.data?.items.map((board) => (
        <Panel key={board.id}>
          <Link href={`/boards/${board.id}`}>{board.title[locale]}</Link>
          {board.summary && <p className="sb-muted">{board.summary[locale]}</p>}
        </Panel>
      ))}
    </PageFrame>
  );
}
