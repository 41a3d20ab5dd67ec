import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { StudioList } from "../../../core/contracts/studio.ts";
import type { AbandonStudy, StudyDetail, TakenOver, WeightOptions } from "../../../core/contracts/weights.ts";
import { post, put } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { useUiText } from "../../ui/text.ts";
import { showToast } from "../../ui/toast.tsx";
import { PeopleChoice } from "./people-choice.tsx";
import { useWeightsText } from "./text.ts";

type Step = "invite" | "open" | "close" | "freeze" | "takeOver" | "abandon";

/** What can be done with a study now; each step asks once more and is taken on the revision that is shown. */
export function StudyActions({ detail }: { detail: StudyDetail }) {
  const t = useWeightsText();
  const [step, setStep] = useState<Step | null>(null);
  const { status, round } = detail.study;
  const dialogs: Record<Step, (close: () => void) => ReactNode> = {
    invite: (close) => <InviteDialog detail={detail} close={close} />,
    open: (close) => <OpenDialog detail={detail} close={close} />,
    close: (close) => <CloseDialog detail={detail} close={close} />,
    freeze: (close) => <FreezeDialog detail={detail} close={close} />,
    takeOver: (close) => <TakeOverDialog detail={detail} close={close} />,
    abandon: (close) => <AbandonDialog detail={detail} close={close} />,
  };
  return (
    <>
      {status !== "frozen" && status !== "abandoned" && (
        <Button tone="danger" onClick={() => setStep("abandon")}>
          {t("study.abandon")}
        </Button>
      )}
      {(status === "preparing" || status === "closed") && (
        <>
          <Button onClick={() => setStep("invite")}>{t("study.invite")}</Button>
          <Button tone={status === "preparing" ? "primary" : "default"} onClick={() => setStep("open")}>
            {t("study.openRound", { number: round + 1 })}
          </Button>
        </>
      )}
      {status === "open" && (
        <Button tone="primary" onClick={() => setStep("close")}>
          {t("study.closeRound")}
        </Button>
      )}
      {status === "closed" && (
        <Button tone="primary" onClick={() => setStep("freeze")}>
          {t("study.freeze")}
        </Button>
      )}
      {status === "frozen" && (
        <>
          <LinkButton to={`/studio/${detail.study.programmeId}`}>{t("study.openStudio")}</LinkButton>
          <Button tone="primary" onClick={() => setStep("takeOver")}>
            {t("study.takeOver")}
          </Button>
        </>
      )}
      {step !== null && dialogs[step](() => setStep(null))}
    </>
  );
}

interface DialogProps {
  detail: StudyDetail;
  close: () => void;
}

/** One step: sends it once however often it is tried, refreshes the page, or says why not. */
function useStep(detail: StudyDetail, close: () => void) {
  const cache = useQueryClient();
  const { busy, problem, run } = useOnce();
  return {
    busy,
    problem,
    run: async (send: (path: string, idempotencyKey: string) => Promise<string>) => {
      const done = await run(async (idempotencyKey) => {
        const said = await send(`/api/weight-studies/${detail.study.id}`, idempotencyKey);
        await cache.invalidateQueries();
        return said;
      });
      if (done === null) return;
      showToast(done);
      close();
    },
  };
}

function StepDialog({
  detail,
  close,
  title,
  text,
  confirm,
  path,
  body,
  children,
}: DialogProps & {
  title: string;
  text: string;
  confirm: string;
  path: string;
  body: Record<string, unknown>;
  children?: ReactNode;
}) {
  const t = useWeightsText();
  const { busy, problem, run } = useStep(detail, close);
  return (
    <FormDialog
      title={title}
      submitText={confirm}
      busy={busy}
      problem={problem}
      onClose={close}
      onSubmit={() =>
        void run(async (study, idempotencyKey) => {
          await post(study + path, { revision: detail.study.revision, ...body }, { idempotencyKey });
          return t("study.saved");
        })
      }
    >
      <p>{text}</p>
      {children}
    </FormDialog>
  );
}

function OpenDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const number = detail.study.round + 1;
  return (
    <StepDialog
      detail={detail}
      close={close}
      title={t("study.openTitle")}
      text={t("study.openText", { number, count: detail.participants.length })}
      confirm={t("study.openRound", { number })}
      path="/rounds"
      body={{}}
    />
  );
}

function CloseDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const answered = detail.participants.filter((participant) => participant.answered).length;
  return (
    <StepDialog
      detail={detail}
      close={close}
      title={t("study.closeTitle", { number: detail.study.round })}
      text={t("study.closeText", { answered, count: detail.participants.length })}
      confirm={t("study.closeRound")}
      path="/rounds/close"
      body={{}}
    />
  );
}

function FreezeDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const locale = useLocale();
  const [basis, setBasis] = useState("");
  const { round, ruleTitle } = detail.study;
  return (
    <StepDialog
      detail={detail}
      close={close}
      title={t("study.freezeTitle")}
      text={t("study.freezeText", { number: round, rule: ruleTitle[locale] })}
      confirm={t("study.freeze")}
      path="/freeze"
      body={{ basis: basis.trim() }}
    >
      <TextField label={t("study.basis")} marked maxLength={400} value={basis} onChange={setBasis} />
    </StepDialog>
  );
}

/** Gives the study up for a reason that stays on its page. */
function AbandonDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useStep(detail, close);
  return (
    <FormDialog
      title={t("study.abandonTitle")}
      submitText={t("study.abandon")}
      danger
      ready={reason.trim().length >= 2}
      busy={busy}
      problem={problem}
      onClose={close}
      onSubmit={() =>
        void run(async (study, idempotencyKey) => {
          const body: AbandonStudy = { revision: detail.study.revision, reason: reason.trim() };
          await post(`${study}/abandon`, body, { idempotencyKey });
          return t("study.saved");
        })
      }
    >
      <p>{t("study.abandonText")}</p>
      <TextField label={t("study.reason")} required maxLength={400} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

function InviteDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const ui = useUiText();
  const { programmeId, revision } = detail.study;
  const options = useGet<WeightOptions>(`/api/programmes/${programmeId}/weight-options`, { source: "latest" });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(detail.participants.map(({ accountId }) => accountId)),
  );
  const { busy, problem, run } = useStep(detail, close);
  return (
    <FormDialog
      title={t("study.invite")}
      submitText={ui("confirm")}
      busy={busy}
      problem={problem}
      onClose={close}
      onSubmit={() =>
        void run(async (study) => {
          await put(`${study}/participants`, { revision, participants: [...chosen] });
          return t("study.saved");
        })
      }
    >
      {options.isSuccess && <PeopleChoice candidates={options.data.candidates} chosen={chosen} onChange={setChosen} />}
    </FormDialog>
  );
}

function TakeOverDialog({ detail, close }: DialogProps) {
  const t = useWeightsText();
  const locale = useLocale();
  const { programmeId, programmeTitle } = detail.study;
  const programmes = useGet<StudioList>("/api/studio/programmes", undefined, { staleTimeMs: 0 });
  const draftRevision = programmes.data?.items.find(({ id }) => id === programmeId)?.draftRevision ?? 0;
  const { busy, problem, run } = useStep(detail, close);
  return (
    <FormDialog
      title={t("study.takeOverTitle")}
      submitText={t("study.takeOver")}
      busy={busy || programmes.isFetching}
      problem={problem}
      onClose={close}
      onSubmit={() =>
        void run(async (study, idempotencyKey) => {
          const taken = await post<TakenOver>(`${study}/take-over`, { draftRevision }, { idempotencyKey });
          return t("study.taken", { revision: taken.draftRevision, errors: taken.errors });
        })
      }
    >
      <p>{t("study.takeOverText", { programme: programmeTitle[locale] })}</p>
    </FormDialog>
  );
}
