import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import type { Consequence, ConsequenceList } from "../../../core/contracts/consequences.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Alert, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useProvinceText } from "./text.ts";

const keyOf = ({ declarationId, decision }: Consequence) => `${declarationId} ${decision.rule}`;
const isOpen = (item: Consequence) => item.settled === null;
const leastReason = 5;

/** What the rules of a run lead to beyond its list (who is proposed for that is chosen in the ranking): chosen, confirmed or declined with a reason. */
export function ConsequencesPanel({ runId }: { runId: string }) {
  const t = useProvinceText();
  const locale = useLocale();
  const path = `/api/scoring-runs/${runId}/consequences`;
  const list = useGet<ConsequenceList>(path);
  if (list.isPending) return <Skeleton lines={2} />;
  if (list.isError) return <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />;
  const items = list.data.items.filter(({ act }) => act !== "list");
  if (items.length === 0) return null;
  return (
    <Panel title={t("consequences.title")} id="consequences">
      <p className="sb-muted">{t("consequences.lead")}</p>
      {!list.data.counts && <Alert tone="info">{t("consequences.notCounting")}</Alert>}
      {list.data.caps.length > 0 && (
        <ul>
          {list.data.caps.map(({ id, text, used, places, source }) => (
            <li key={id}>{t("consequences.cap", { text: text[locale], used, places, source })}</li>
          ))}
        </ul>
      )}
      <Items path={path} list={{ ...list.data, items }} />
    </Panel>
  );
}

function Items({ path, list }: { path: string; list: ConsequenceList }) {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<"confirmed" | "declined" | null>(null);
  const [reason, setReason] = useState("");
  const [withRecognised, setWithRecognised] = useState(true);
  const [pressed, setPressed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const isReasonShort = asking === "declined" && reason.trim().length < leastReason;
  const picked = list.items.filter((item) => isOpen(item) && chosen.has(keyOf(item)));
  const recognised = picked.flatMap((item) => item.recognised);
  const toggle = (item: Consequence, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(keyOf(item));
    else next.delete(keyOf(item));
    setChosen(next);
  };
  const decide = async () => {
    setBusy(true);
    setProblem(null);
    const items = picked.map(({ declarationId, decision, recognised: resting }) => ({
      declarationId,
      rule: decision.rule,
      verdict: asking,
      ...(reason.trim() !== "" && { reason: reason.trim() }),
      ...(asking === "confirmed" && resting.length > 0 && { withRecognised }),
    }));
    try {
      await post<ConsequenceList>(path, { items }, { idempotencyKey: key.current });
      setChosen(new Set());
      setReason("");
      showToast(t("consequences.done"));
      await cache.invalidateQueries();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      key.current = newIdempotencyKey();
      setAsking(null);
      setPressed(false);
      setBusy(false);
    }
  };
  return (
    <>
      <ProblemAlert problem={problem} />
      <Table
        caption={t("consequences.caption")}
        captionHidden
        rows={list.items}
        rowKey={keyOf}
        columns={[
          {
            key: "choose",
            title: t("consequences.choose"),
            render: (item) => (
              <Checkbox
                aria-label={labelled(
                  t("consequences.choose"),
                  `${item.applicantName} ${item.decision.sentence[locale]}`,
                )}
                disabled={!list.counts || !isOpen(item)}
                checked={chosen.has(keyOf(item)) && isOpen(item)}
                onChange={(event) => toggle(item, event.target.checked)}
              >
                {""}
              </Checkbox>
            ),
          },
          { key: "name", title: t("run.name"), rowHeader: true, render: (item) => item.applicantName },
          { key: "what", title: t("consequences.what"), render: (item) => item.decision.sentence[locale] },
          { key: "state", title: t("consequences.state"), render: (item) => <Settled item={item} /> },
        ]}
      />
      <p className="province-consequences__actions">
        <Button
          disabled={!list.counts || !list.items.some(isOpen)}
          onClick={() => setChosen(new Set(list.items.filter(isOpen).map(keyOf)))}
        >
          {t("list.all")}
        </Button>
        <Button tone="primary" disabled={picked.length === 0} onClick={() => setAsking("confirmed")}>
          {t("consequences.confirm", { count: picked.length })}
        </Button>
        <Button disabled={picked.length === 0} onClick={() => setAsking("declined")}>
          {t("consequences.decline", { count: picked.length })}
        </Button>
      </p>
      <ConfirmDialog
        open={asking !== null}
        title={t("consequences.title")}
        danger={asking === "confirmed" && picked.some(({ act }) => act === "cancel")}
        busy={busy}
        onCancel={() => setAsking(null)}
        onConfirm={() => (isReasonShort ? setPressed(true) : void decide())}
      >
        <p>
          {asking === "declined"
            ? t("consequences.declineLead", { count: picked.length })
            : t("consequences.confirmLead", { count: picked.length })}
        </p>
        {asking === "confirmed" && recognised.length > 0 && (
          <>
            <p>{t("consequences.recognised", { numbers: recognised.join(t("consequences.join")) })}</p>
            <Checkbox checked={withRecognised} onChange={(event) => setWithRecognised(event.target.checked)}>
              {t("consequences.withRecognised")}
            </Checkbox>
          </>
        )}
        {asking === "declined" && (
          <TextAreaField
            label={t("consequences.reason")}
            error={pressed && isReasonShort ? t("consequences.reason") : undefined}
            required
            maxLength={1000}
            value={reason}
            onChange={setReason}
          />
        )}
      </ConfirmDialog>
    </>
  );
}

function Settled({ item: { settled } }: { item: Consequence }) {
  const t = useProvinceText();
  const locale = useLocale();
  if (settled === null) return <Tag tone="accent">{t("consequences.open")}</Tag>;
  return (
    <>
      <Tag tone={settled.verdict === "confirmed" ? "ok" : "neutral"}>{t(`consequences.${settled.verdict}`)}</Tag>{" "}
      {settled.titleNumber && (
        <Link href={`/verify/${encodeURIComponent(settled.titleNumber)}`}>
          {t("consequences.title2", { number: settled.titleNumber })}
        </Link>
      )}
      <div className="sb-muted">
        {settled.by} · {formatInstant(settled.at, locale)}
      </div>
      {settled.reason && <div>{settled.reason}</div>}
    </>
  );
}
