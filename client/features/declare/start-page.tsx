import { useState } from "react";
import { useLocation, useParams } from "wouter";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import type { RoundDetail } from "../../../core/contracts/programmes.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { queryClient, useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Alert, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useText } from "./text.ts";

/** Opens the one draft of this applicant in a round; opening it twice gives the same draft. */
export default function StartPage() {
  const t = useText();
  const locale = useLocale();
  const { roundId } = useParams<{ roundId: string }>();
  const [, navigate] = useLocation();
  const { user } = useSession();
  const detail = useGet<RoundDetail>(`/api/public/rounds/${roundId}`);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const start = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const declaration = await post<DeclarationDetail>("/api/declarations", { roundId });
      await queryClient.invalidateQueries({ queryKey: ["/api/declarations"] });
      navigate(`/declarations/${declaration.summary.id}/fill`, { replace: true });
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  if (detail.isPending) return <Skeleton />;
  if (detail.isError) return <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />;
  const { round, guide } = detail.data;
  const kind = user?.organisation ? "organisation" : "person";
  return (
    <PageFrame width="form">
      <PageHead
        title={round.title[locale]}
        lead={<Deadline at={round.closesAt} prefix={t("list.closes")} />}
        back={{ to: "/declarations", label: t("list.title") }}
      />
      <ProblemAlert problem={problem} />
      <Panel>
        <p>{t("start.lead")}</p>
        <ul>
          {guide.materials.map((material) => (
            <li key={material.zh}>{material[locale]}</li>
          ))}
        </ul>
        {round.applicant === kind ? (
          <Button tone="primary" busy={busy} disabled={!round.accepting} onClick={() => void start()}>
            {t("start.title")}
          </Button>
        ) : (
          <Alert tone="warn">{t("start.wrongKind", { who: t(`start.${round.applicant}`) })}</Alert>
        )}
      </Panel>
    </PageFrame>
  );
}
