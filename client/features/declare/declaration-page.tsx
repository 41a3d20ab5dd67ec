import { lazy, Suspense } from "react";
import { useLocation, useParams } from "wouter";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import { queryClient, useGet } from "../../api/queries.ts";
import { useDraft } from "../../draft-kit/use-draft.ts";
import { FormProvider } from "../../form-kit/index.ts";
import { Deadline } from "../../ui/deadline.tsx";
import { Alert, LoadError, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead, TaskFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { FillPart } from "./fill-part.tsx";
import { PartNavigation } from "./part-navigation.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useText } from "./text.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import "./declare.css";

// Beyond the form itself: not part of the first download.
const AttachedPart = lazy(() => import("./attached-part.tsx").then((part) => ({ default: part.AttachedPart })));
const CheckPart = lazy(() => import("./check-part.tsx").then((part) => ({ default: part.CheckPart })));
const EvidencePart = lazy(() => import("./evidence-part.tsx").then((part) => ({ default: part.EvidencePart })));
const OverviewPart = lazy(() => import("./overview-part.tsx").then((part) => ({ default: part.OverviewPart })));
const ReceiptPart = lazy(() => import("./receipt-part.tsx").then((part) => ({ default: part.ReceiptPart })));

/** Opens the work on a declaration once its data is there, and anew after it changed hands. */
function useWorkspace(detail: DeclarationDetail | undefined, form: RoundForm | undefined): Workspace | null {
  const stage =
    detail && form ? `${detail.summary.id} ${detail.summary.state} ${detail.steps.length} ${form.editionHash}` : null;
  const workspace = useDraft(stage, (viewerId) =>
    openWorkspace(detail as DeclarationDetail, form as RoundForm, viewerId),
  );
  return workspace && workspace.detail.summary.id === detail?.summary.id ? workspace : null;
}

function Notice({ detail }: { detail: DeclarationDetail }) {
  const t = useText();
  const locale = useLocale();
  if (detail.editable === "flagged") return <Alert tone="accent">{t("fill.returned")}</Alert>;
  if (detail.editable === "all") return null;
  return <Alert>{t("fill.locked", { who: detail.summary.holder[locale] })}</Alert>;
}

function Opened({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const { part, section } = useParams<{ part?: string; section?: string }>();
  const { summary } = workspace.detail;
  const base = `/declarations/${summary.id}`;
  const changed = (detail: DeclarationDetail) => {
    queryClient.setQueryData([`/api/declarations/${summary.id}`], detail);
    void queryClient.invalidateQueries({ queryKey: ["/api/declarations"] });
  };
  if (part === "receipt") {
    return (
      <Suspense fallback={<Skeleton lines={8} />}>
        <ReceiptPart detail={workspace.detail} />
      </Suspense>
    );
  }
  return (
    <FormProvider value={workspace.shared}>
      <TaskFrame
        head={
          <>
            <PageHead
              title={summary.roundTitle[locale]}
              lead={
                <>
                  {summary.applicantName} · {summary.kind[locale]} ·{" "}
                  <Deadline at={summary.closesAt} prefix={t("list.closes")} />
                </>
              }
              back={{ to: "/declarations", label: t("list.title") }}
            />
            <SaveBar workspace={workspace} />
          </>
        }
        leftLabel={t("nav.label")}
        left={<PartNavigation workspace={workspace} part={part} section={section} />}
      >
        {part === "fill" || part === "evidence" || part === "attached" ? <Notice detail={workspace.detail} /> : null}
        {/* A boundary of its own for each part: what was there before must not linger hidden while one loads. */}
        <Suspense key={part} fallback={<Skeleton lines={8} />}>
          {part === "fill" ? (
            <FillPart workspace={workspace} section={section} />
          ) : part === "evidence" ? (
            <EvidencePart workspace={workspace} />
          ) : part === "attached" && section ? (
            <AttachedPart key={section} workspace={workspace} attached={section} />
          ) : part === "check" ? (
            <CheckPart
              workspace={workspace}
              onSubmitted={(detail) => {
                changed(detail);
                navigate(detail.receipt ? `${base}/receipt` : base);
              }}
            />
          ) : (
            <OverviewPart workspace={workspace} onChanged={changed} />
          )}
        </Suspense>
      </TaskFrame>
    </FormProvider>
  );
}

/** One declaration of the applicant: progress, form, evidence, check, receipt. */
export default function DeclarationPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<DeclarationDetail>(`/api/declarations/${id}`);
  const form = useGet<RoundForm>(`/api/declarations/${id}/form`, undefined, { staleTimeMs: Number.POSITIVE_INFINITY });
  const workspace = useWorkspace(detail.data, form.data);
  const failed = detail.error ?? form.error;
  if (failed && !workspace) {
    return (
      <LoadError
        message={failed.text[locale]}
        onRetry={() => {
          void detail.refetch();
          void form.refetch();
        }}
      />
    );
  }
  if (!workspace) {
    return (
      <PageFrame>
        <Skeleton lines={8} />
      </PageFrame>
    );
  }
  return <Opened workspace={workspace} />;
}
