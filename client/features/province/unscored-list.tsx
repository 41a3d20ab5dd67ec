import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { DeclarationPage } from "../../../core/contracts/declarations.ts";
import type { RoundSummary } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { StartPublicityDialog } from "./start-publicity-dialog.tsx";
import { useProvinceText } from "./text.ts";

const most = 200;

/** The list of a round whose programme has no scheme: declarations that stand at the evaluation, chosen by people. */
export function UnscoredList({ round }: { round: RoundSummary }) {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [starting, setStarting] = useState(false);
  const query = { view: "all", roundId: round.id, stage: "scoring", pageSize: most };
  const list = useGet<DeclarationPage>("/api/declarations", query);
  const items = list.data?.items ?? [];
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Panel
      title={t("list.title")}
      id="list"
      actions={
        items.length > 0 && (
          <>
            <Button onClick={() => setChosen(new Set(items.map(({ id }) => id)))}>{t("list.all")}</Button>
            <Button tone="primary" disabled={chosen.size === 0} onClick={() => setStarting(true)}>
              {t("run.startPublicity")}
            </Button>
          </>
        )
      }
    >
      <p className="sb-muted">{t("list.lead")}</p>
      {list.isPending && <Skeleton lines={3} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {(list.data?.total ?? 0) > most && <Alert tone="warn">{t("list.more", { count: most })}</Alert>}
      {list.isSuccess && (
        <Table
          caption={t("list.caption")}
          captionHidden
          rows={items}
          rowKey={({ id }) => id}
          empty={<Empty title={t("list.none")}>{t("list.noneHint")}</Empty>}
          columns={[
            {
              key: "select",
              title: t("run.select"),
              render: (row) => (
                <Checkbox
                  aria-label={labelled(t("run.select"), row.applicantName)}
                  checked={chosen.has(row.id)}
                  onChange={(event) => toggle(row.id, event.target.checked)}
                >
                  {""}
                </Checkbox>
              ),
            },
            {
              key: "name",
              title: t("run.name"),
              rowHeader: true,
              render: (row) => (
                <>
                  <Link href={`/review/${row.id}`}>{row.applicantName}</Link>
                  <div className="sb-muted">{row.number}</div>
                </>
              ),
            },
            { key: "region", title: t("run.region"), render: (row) => `${row.city}${row.county ?? ""}` },
            { key: "state", title: t("publicity.status"), render: (row) => row.stateTitle[locale] },
          ]}
        />
      )}
      <p className="sb-muted" aria-live="polite">
        {t("run.selected", { count: chosen.size })}
      </p>
      {starting && (
        <StartPublicityDialog
          path={`/api/rounds/${round.id}/publicity`}
          declarationIds={[...chosen]}
          suggested={{
            zh: t("run.suggested", { round: round.title.zh, lng: "zh" }),
            en: t("run.suggested", { round: round.title.en, lng: "en" }),
          }}
          onClose={() => setStarting(false)}
          onStarted={(id) => {
            void cache.invalidateQueries();
            navigate(`/manage/publicity/${id}`);
          }}
        />
      )}
    </Panel>
  );
}
