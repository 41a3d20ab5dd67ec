import { useState } from "react";
import { useLocation, useParams } from "wouter";
import type { AttachedDetail, AttachedItem, AttachedList } from "../../../core/contracts/attached.ts";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { AttachedStatus } from "../../attached-kit/attached-status.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";

/** Summaries of a round: one's own region's, and those handed in from below. */
export default function SummariesPage() {
  const t = useText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const { roundId } = useParams<{ roundId?: string }>();
  const rounds = useGet<RoundList>("/api/rounds");
  const chosen = roundId ?? (rounds.data?.items.length === 1 ? rounds.data.items[0]?.id : undefined);
  const list = useGet<AttachedList>(chosen ? `/api/rounds/${chosen}/attached` : null);
  const [busy, setBusy] = useState(false);
  const begin = async ({ attached }: AttachedItem) => {
    setBusy(true);
    try {
      const { item } = await post<AttachedDetail>(`/api/rounds/${chosen}/attached`, { attached });
      navigate(`/attached/${item.id}`);
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
      setBusy(false);
    }
  };
  return (
    <PageFrame>
      <PageHead title={t("summaries.title")} lead={t("summaries.lead")} />
      <Panel>
        <SelectField
          label={t("summaries.round")}
          value={chosen ?? ""}
          placeholder={t("summaries.choose")}
          onChange={(value) => navigate(`/summaries/${value}`)}
          options={(rounds.data?.items ?? []).map((round) => ({ value: round.id, label: round.title[locale] }))}
        />
      </Panel>
      {chosen && list.isPending && <Skeleton lines={4} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Table
          caption={t("summaries.title")}
          captionHidden
          rows={list.data.items}
          rowKey={(row) => `${row.regionCode} ${row.attached}`}
          empty={<Empty title={t("summaries.none")} />}
          columns={[
            { key: "region", title: t("summaries.region"), rowHeader: true, render: (row) => row.owner },
            { key: "form", title: t("summaries.form"), render: (row) => row.title[locale] },
            { key: "status", title: t("summaries.status"), render: (row) => <AttachedStatus item={row} /> },
            {
              key: "go",
              title: "",
              render: (row) =>
                row.id ? (
                  <LinkButton size="small" to={`/attached/${row.id}`}>
                    {t("summaries.open")}
                  </LinkButton>
                ) : (
                  <Button size="small" tone="primary" busy={busy} onClick={() => void begin(row)}>
                    {t("summaries.begin")}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </PageFrame>
  );
}
