import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useParams } from "wouter";
import type { PublicityNotice } from "../../../core/contracts/programmes.ts";
import type { Objection, ObjectionList } from "../../../core/contracts/scoring.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Alert, Empty, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { todayInChina } from "./start-publicity-dialog.tsx";
import { useProvinceText } from "./text.ts";

function ObjectionCard({ objection, onAnswered }: { objection: Objection; onAnswered: () => void }) {
  const t = useProvinceText();
  const locale = useLocale();
  const [answer, setAnswer] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const decide = async (verdict: "upheld" | "dismissed") => {
    setBusy(true);
    setProblem(null);
    try {
      await post(`/api/objections/${objection.id}/answer`, { verdict, answer });
      showToast(t("publicity.answered"));
      onAnswered();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel>
      <Facts
        items={[
          { label: t("publicity.about"), value: objection.applicantName },
          { label: t("publicity.fact"), value: objection.fact },
          { label: t("publicity.contact"), value: objection.contact },
          {
            label: t("publicity.status"),
            value: (
              <Tag tone={objection.status === "open" ? "accent" : "neutral"}>
                {t(`publicity.${objection.status}State`)}
              </Tag>
            ),
          },
        ]}
      />
      <p>{objection.text}</p>
      <p className="sb-muted">{formatInstant(objection.receivedAt, locale)}</p>
      {objection.answer && <p>{labelled(t("publicity.answer"), objection.answer)}</p>}
      {objection.status === "open" && (
        <>
          <ProblemAlert problem={problem} />
          <TextAreaField
            label={t("publicity.answer")}
            hint={t("publicity.answerHint")}
            marked
            rows={3}
            maxLength={4000}
            value={answer}
            onChange={setAnswer}
          />
          <Button tone="danger" busy={busy} disabled={answer.trim().length < 5} onClick={() => void decide("upheld")}>
            {t("publicity.upheld")}
          </Button>{" "}
          <Button busy={busy} disabled={answer.trim().length < 5} onClick={() => void decide("dismissed")}>
            {t("publicity.dismissed")}
          </Button>
        </>
      )}
    </Panel>
  );
}

/** The owner's side of a public notice: objections, publishing the list, withdrawing. */
export default function PublicityPage() {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const { id } = useParams<{ id: string }>();
  const path = `/api/public/publicity/${id}`;
  const notice = useGet<PublicityNotice>(path);
  const objections = useGet<ObjectionList>(`/api/publicity/${id}/objections`);
  const [asking, setAsking] = useState<"publish" | "withdraw" | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const ask = (what: "publish" | "withdraw" | null) => {
    setProblem(null);
    setAsking(what);
  };
  const run = async (command: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await command();
      showToast(done);
      setAsking(null);
      await cache.invalidateQueries();
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  if (notice.isPending || notice.isError)
    return (
      <PageFrame>
        {notice.isPending ? (
          <Skeleton lines={8} />
        ) : (
          <LoadError message={notice.error.text[locale]} onRetry={() => void notice.refetch()} />
        )}
      </PageFrame>
    );
  const { data } = notice;
  const open = (objections.data?.items ?? []).filter((objection) => objection.status === "open").length;
  // What the server would refuse anyway, said before anybody presses.
  const waits = [
    ...(data.status === "public" && data.endsOn >= todayInChina()
      ? [t("publicity.notOver", { to: formatDay(data.endsOn, locale) })]
      : []),
    ...(data.status === "public" && open > 0 ? [t("publicity.openObjections", { count: open })] : []),
  ];
  return (
    <PageFrame>
      <PageHead
        title={data.title[locale]}
        back={{ to: `/manage/rounds/${data.roundId}`, label: t("publicity.back") }}
        lead={<Tag tone={data.status === "public" ? "accent" : "neutral"}>{t(`publicity.${data.status}`)}</Tag>}
        actions={
          <>
            <LinkButton to={`/publicity/${data.id}`}>{t("publicity.open")}</LinkButton>
            {data.status === "public" && (
              <>
                <Button tone="danger" onClick={() => ask("withdraw")}>
                  {t("publicity.withdraw")}
                </Button>
                <Button tone="primary" onClick={() => ask("publish")}>
                  {t("publicity.publish")}
                </Button>
              </>
            )}
          </>
        }
      />
      {waits.map((reason) => (
        <Alert key={reason} tone="info">
          {reason}
        </Alert>
      ))}
      {data.status === "public" && waits.length === 0 && <Alert tone="accent">{t("publicity.ready")}</Alert>}
      <Panel>
        <Facts
          items={[
            {
              label: t("publicity.period"),
              value: t("publicity.periodValue", {
                from: formatDay(data.startsOn, locale),
                to: formatDay(data.endsOn, locale),
                days: data.workingDays,
              }),
            },
          ]}
        />
        <Table
          caption={t("publicity.list")}
          rows={data.items.map((item, at) => ({ ...item, no: at + 1 }))}
          rowKey={(item) => item.declarationId}
          columns={[
            { key: "no", title: t("publicity.no"), numeric: true, render: (item) => item.no },
            {
              key: "name",
              title: t("publicity.name"),
              rowHeader: true,
              render: (item) => <Link href={`/review/${item.declarationId}`}>{item.applicantName}</Link>,
            },
            { key: "region", title: t("publicity.region"), render: (item) => `${item.city}${item.county ?? ""}` },
            { key: "number", title: t("publicity.number"), render: (item) => item.titleNumber ?? "—" },
          ]}
        />
      </Panel>
      <h2>{t("publicity.objections")}</h2>
      {objections.isPending && <Skeleton lines={3} />}
      {objections.isError && (
        <LoadError message={objections.error.text[locale]} onRetry={() => void objections.refetch()} />
      )}
      {objections.data?.items.length === 0 && <Empty title={t("publicity.noObjections")} />}
      {objections.data?.items.map((objection) => (
        <ObjectionCard key={objection.id} objection={objection} onAnswered={() => void cache.invalidateQueries()} />
      ))}
      <ConfirmDialog
        open={asking === "publish"}
        title={t("publicity.publish")}
        busy={busy}
        onCancel={() => ask(null)}
        onConfirm={() =>
          void run(
            () => post(`/api/publicity/${id}/publish`, {}, { idempotencyKey: key.current }),
            t("publicity.published2"),
          )
        }
      >
        <ProblemAlert problem={problem} />
        {waits.map((reason) => (
          <Alert key={reason} tone="warn">
            {reason}
          </Alert>
        ))}
        <p>{t("publicity.publishConfirm", { count: data.items.length })}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "withdraw"}
        title={t("publicity.withdraw")}
        danger
        busy={busy}
        onCancel={() => ask(null)}
        onConfirm={() => {
          if (reason.trim().length >= 5)
            void run(() => post(`/api/publicity/${id}/withdraw`, { reason: reason.trim() }), t("publicity.withdrawn2"));
        }}
      >
        <ProblemAlert problem={problem} />
        <p>{t("publicity.withdrawLead")}</p>
        <TextAreaField
          label={t("publicity.withdrawReason")}
          hint={t("publicity.answerHint")}
          marked
          rows={3}
          value={reason}
          onChange={setReason}
        />
      </ConfirmDialog>
    </PageFrame>
  );
}
