import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "wouter";
import type { AttachedDetail } from "../../../core/contracts/attached.ts";
import { useGet } from "../../api/queries.ts";
import { AttachedSheet } from "../../attached-kit/attached-sheet.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useText } from "./text.ts";

/** One summary or report: filled in by its author, read and judged by the level it is handed to. */
export default function AttachedPage() {
  const t = useText();
  const locale = useLocale();
  const cache = useQueryClient();
  const { id } = useParams<{ id: string }>();
  const path = `/api/attached/${id}`;
  const detail = useGet<AttachedDetail>(path);
  if (detail.isPending) return <Skeleton lines={8} />;
  if (detail.isError) return <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />;
  const { item } = detail.data;
  const isSummary = item.declarationId === null;
  const back = isSummary
    ? { to: `/summaries/${item.roundId}`, label: t("summaries.title") }
    : { to: "/reports", label: t("reports.title") };
  const changed = (next: AttachedDetail) => {
    cache.setQueryData([path], next);
    void cache.invalidateQueries({ queryKey: ["/api/reports"] });
    void cache.invalidateQueries({ queryKey: [`/api/rounds/${item.roundId}/attached`] });
  };
  return (
    <PageFrame>
      <PageHead title={item.title[locale]} lead={item.programmeTitle[locale]} back={back} />
      <AttachedSheet detail={detail.data} onChanged={changed} />
    </PageFrame>
  );
}
