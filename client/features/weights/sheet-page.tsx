import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useParams } from "wouter";
import type { HandIn, Sheet } from "../../../core/contracts/weights.ts";
import { findWeighingKind } from "../../../core/scoring/weighing/weighing-kinds.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Alert, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead, TaskFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { SaveStateNote } from "../../ui/save-state.tsx";
import { FeedbackTable } from "./feedback.tsx";
import { groupSheets } from "./group-sheet.ts";
import { ResultPanel } from "./result-panel.tsx";
import { useWeightsText } from "./text.ts";
import { useAnswer } from "./use-answer.ts";
import "./weights.css";
import { labelled } from "../../ui/punctuation.ts";

function Head({ sheet, actions }: { sheet: Sheet; actions?: ReactNode }) {
  const t = useWeightsText();
  const locale = useLocale();
  const { title, programmeTitle, kindTitle, round } = sheet.invitation;
  return (
    <PageHead
      title={title[locale]}
      back={{ to: "/weights", label: t("sheet.back") }}
      lead={`${programmeTitle[locale]} · ${kindTitle[locale]}${round > 0 ? ` · ${t("sheet.round", { number: round })}` : ""}`}
      actions={actions}
    />
  );
}

/** What the last closed round said about every group. */
function Previous({ sheet, only }: { sheet: Sheet; only?: string }) {
  const t = useWeightsText();
  const { previous, groups } = sheet;
  if (previous === null) return null;
  return (
    <Panel title={t("sheet.previous", { number: previous.round, count: previous.answers })} id="previous">
      {groups
        .filter(({ id }) => only === undefined || id === only)
        .map((group) => {
          const feedback = previous.groups.find(({ id }) => id === group.id);
          return (
            feedback && (
              <FeedbackTable
                key={group.id}
                kind={sheet.kind}
                group={group}
                feedback={feedback}
                own={sheet.kind === "delphi" ? previous.own?.values[group.id] : undefined}
              />
            )
          );
        })}
    </Panel>
  );
}

function HandInDialog({ close, handIn }: { close: () => void; handIn: (key: string) => Promise<void> }) {
  const t = useWeightsText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const confirm = async () => {
    setBusy(true);
    try {
      await handIn(key.current);
      close();
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open
      title={t("sheet.handInTitle")}
      confirmText={t("sheet.handIn")}
      busy={busy}
      onCancel={close}
      onConfirm={() => void confirm()}
    >
      <ProblemAlert problem={problem} />
      <p>{t("sheet.handInText")}</p>
    </ConfirmDialog>
  );
}

function OpenSheet({ sheet, given }: { sheet: Sheet; given: NonNullable<Sheet["answer"]> }) {
  const t = useWeightsText();
  const locale = useLocale();
  const cache = useQueryClient();
  const { id } = sheet.invitation;
  const editing = useAnswer(id, given);
  const [at, setAt] = useState(0);
  const [handingIn, setHandingIn] = useState(false);
  const kind = findWeighingKind(sheet.kind);
  const { groups, previous } = sheet;
  const group = groups[at] as Sheet["groups"][number];
  const values = editing.answer.values[group.id] ?? {};
  const GroupSheet = groupSheets[sheet.kind];
  const feedback = previous?.groups.find((each) => each.id === group.id);
  const missing = (of: Sheet["groups"][number]) => kind?.checkAnswer(of, editing.answer.values[of.id] ?? {}) ?? [];
  const heading = useRef<HTMLHeadingElement>(null);
  const go = (place: number) => {
    setAt(place);
    heading.current?.focus();
  };
  const handIn = async (idempotencyKey: string) => {
    const revision = await editing.flush();
    if (revision === null) throw new Error("not saved");
    await post(`/api/weight-invitations/${id}/answer/hand-in`, { round: given.round, revision }, { idempotencyKey });
    await cache.invalidateQueries({ queryKey: [`/api/weight-invitations/${id}`] });
    void cache.invalidateQueries({ queryKey: ["/api/weight-invitations"] });
  };
  const wrong = groups.flatMap((each) =>
    missing(each)
      .slice(0, 1)
      .map((finding) => ({ group: each, finding })),
  );
  const earlier = previous?.own?.values[group.id];
  return (
    <TaskFrame
      head={
        <Head
          sheet={sheet}
          actions={
            <>
              <SaveStateNote state={editing.state} onRetry={() => void editing.flush()} />
              <Button tone="primary" disabled={wrong.length > 0} onClick={() => setHandingIn(true)}>
                {t("sheet.handIn")}
              </Button>
            </>
          }
        />
      }
      leftLabel={t("sheet.groups")}
      left={
        <ul className="weights-steps">
          {groups.map((each, place) => (
            <li key={each.id}>
              <Button tone="text" aria-current={place === at ? "step" : undefined} onClick={() => go(place)}>
                <span>{each.title[locale]}</span>
                {missing(each).length === 0 && <span title={t("sheet.done")}>✓</span>}
              </Button>
            </li>
          ))}
        </ul>
      }
    >
      <Alert>{t("sheet.anonymous")}</Alert>
      <section className="sb-panel" aria-labelledby="group-title">
        <div className="sb-panel__head">
          <h2 id="group-title" ref={heading} tabIndex={-1}>
            {group.title[locale]}
          </h2>
        </div>
        {earlier !== undefined && Object.keys(values).length === 0 && (
          <Button size="small" onClick={() => editing.setValues(group.id, earlier)}>
            {t("sheet.keepEarlier")}
          </Button>
        )}
        {GroupSheet && (
          <GroupSheet
            key={group.id}
            group={group}
            values={values}
            disabled={false}
            previous={feedback === undefined ? null : { feedback, own: earlier }}
            onValue={(key, value) => editing.setValue(group.id, key, value)}
            onValues={(next) => editing.setValues(group.id, next)}
          />
        )}
        <TextAreaField
          label={t("sheet.comment")}
          rows={3}
          maxLength={1000}
          value={editing.answer.comments[group.id] ?? ""}
          onChange={(value) => editing.setComment(group.id, value)}
        />
        {groups.length > 1 && (
          <div className="weights-sum">
            <Button disabled={at === 0} onClick={() => go(at - 1)}>
              {t("sheet.before")}
            </Button>
            <Button disabled={at === groups.length - 1} onClick={() => go(at + 1)}>
              {t("sheet.next")}
            </Button>
          </div>
        )}
      </section>
      {wrong.length > 0 && (
        <Alert tone="warn" title={t("sheet.problem")}>
          <ul>
            {wrong.map(({ group: { id: of, title }, finding }) => (
              <li key={of}>{labelled(title[locale], finding.message[locale])}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Previous sheet={sheet} only={group.id} />
      {handingIn && <HandInDialog close={() => setHandingIn(false)} handIn={handIn} />}
    </TaskFrame>
  );
}

/** What was handed in can be taken back and corrected until the round is closed. A refusal shows the study as it is now. */
function HandedIn({
  sheet,
  given,
  command,
}: {
  sheet: Sheet;
  given: NonNullable<Sheet["answer"]>;
  command: ReturnType<typeof useOnce>;
}) {
  const t = useWeightsText();
  const cache = useQueryClient();
  const path = `/api/weight-invitations/${sheet.invitation.id}`;
  const takeBack = async () => {
    const body: HandIn = { round: given.round, revision: given.revision };
    const open = await command.run((idempotencyKey) =>
      post<Sheet>(`${path}/answer/take-back`, body, { idempotencyKey }),
    );
    if (open) cache.setQueryData([path], open);
    else void cache.invalidateQueries({ queryKey: [path] });
    void cache.invalidateQueries({ queryKey: ["/api/weight-invitations"] });
  };
  return (
    <Alert
      tone="ok"
      action={
        <Button busy={command.busy} onClick={() => void takeBack()}>
          {t("sheet.takeBack")}
        </Button>
      }
    >
      {t("sheet.handedIn")}
    </Alert>
  );
}

/** The sheet of one study: the open round to answer, or what was said so far. */
export default function SheetPage() {
  const t = useWeightsText();
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const takingBack = useOnce();
  const found = useGet<Sheet>(`/api/weight-invitations/${id}`, undefined, { staleTimeMs: 0 });
  if (!found.data)
    return (
      <PageFrame>
        {found.isError ? (
          <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </PageFrame>
    );
  const sheet = found.data;
  const { handedIn, status } = sheet.invitation;
  if (sheet.answer !== null && !handedIn && found.isFetchedAfterMount)
    return <OpenSheet key={sheet.answer.round} sheet={sheet} given={sheet.answer} />;
  return (
    <PageFrame>
      <Head sheet={sheet} />
      <ProblemAlert problem={takingBack.problem} />
      {sheet.answer !== null && handedIn && <HandedIn sheet={sheet} given={sheet.answer} command={takingBack} />}
      {status === "abandoned" && <Alert>{t("sheet.abandoned")}</Alert>}
      {sheet.answer === null && status !== "frozen" && status !== "abandoned" && (
        <Alert>{t(sheet.previous === null ? "sheet.nothing" : "sheet.noRound")}</Alert>
      )}
      {sheet.result && <ResultPanel detail={sheet} result={sheet.result} />}
      <Previous sheet={sheet} />
    </PageFrame>
  );
}
