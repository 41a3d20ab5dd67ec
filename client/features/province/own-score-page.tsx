import { useParams } from "wouter";
import type { ResultExplanation } from "../../../core/contracts/scoring.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Explanation } from "./explanation.tsx";
import { useProvinceText } from "./text.ts";

/** An applicant's own points, where the programme shows them once the list is published. */
export default function OwnScorePage() {
  const t = useProvinceText();
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const found = useGet<ResultExplanation>(`/api/declarations/${id}/score`);
  return (
    <PageFrame>
      {found.isPending && <Skeleton lines={12} />}
      {found.isError && <LoadError isPage message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <>
          <PageHead
            title={t("explain.title", { name: found.data.result.applicantName })}
            actions={<Button onClick={() => window.print()}>{t("explain.print")}</Button>}
          />
          <Explanation data={found.data} />
        </>
      )}
    </PageFrame>
  );
}
