import { useParams } from "wouter";
import type { ResultExplanation } from "../../../core/contracts/scoring.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Explanation } from "./explanation.tsx";
import { useProvinceText } from "./text.ts";

/** The explanation of one result of a run, on screen and as a printable sheet. */
export default function ExplanationPage() {
  const t = useProvinceText();
  const locale = useLocale();
  const { id, declarationId } = useParams<{ id: string; declarationId: string }>();
  const found = useGet<ResultExplanation>(`/api/scoring-runs/${id}/results/${declarationId}`);
  return (
    <PageFrame>
      {found.isPending && <Skeleton lines={12} />}
      {found.isError && <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <>
          <PageHead
            title={t("explain.title", { name: found.data.result.applicantName })}
            back={{ to: `/manage/runs/${id}`, label: t("explain.back") }}
            lead={`${found.data.result.number ?? ""} · ${found.data.result.city}${found.data.result.county ?? ""}`}
            actions={<Button onClick={() => window.print()}>{t("explain.print")}</Button>}
          />
          <Explanation data={found.data} />
        </>
      )}
    </PageFrame>
  );
}
