import type { AttachedDetail, AttachedItem } from "../../../core/contracts/attached.ts";
import type { DeclarationVersion } from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { FormChanges } from "../../record-kit/form-changes.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import type { Place } from "./places.ts";
import { useReviewText } from "./text.ts";

/** The last two submissions of a declaration; `null` numbers ask nothing. */
export function useLastSubmissions(id: string, latest: number | null) {
  const path = (number: number) => `/api/declarations/${id}/versions/${number}`;
  const once = { staleTimeMs: Number.POSITIVE_INFINITY };
  const isResubmission = latest !== null && latest > 1;
  const now = useGet<DeclarationVersion>(isResubmission ? path(latest) : null, undefined, once);
  const before = useGet<DeclarationVersion>(isResubmission ? path(latest - 1) : null, undefined, once);
  return { isResubmission, now, before };
}

/** What a resubmission changed in one form that went in with it. */
function AttachedChanges({ item }: { item: AttachedItem }) {
  const t = useReviewText();
  const locale = useLocale();
  const attached = useGet<AttachedDetail>(`/api/attached/${item.id}`);
  const { data, error } = attached;
  if (error) return <LoadError message={error.text[locale]} onRetry={() => void attached.refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  if (!data.before) return <p className="sb-muted">{t("changes.firstTime")}</p>;
  return (
    <FormChanges
      form={data.form.form as FormDocument}
      before={data.before}
      now={{ answers: data.answers, files: data.evidence }}
      hidden={data.before.hiddenChanges}
      times={{ before: data.before.handedInAt, now: data.item.handedInAt ?? "" }}
    />
  );
}

/** What a resubmission changed against the submission before: the declaration, and what went in with it. */
export function SubmissionChanges({
  form,
  submissions,
  attached,
  onGo,
}: {
  form: FormDocument;
  submissions: ReturnType<typeof useLastSubmissions>;
  attached: readonly AttachedItem[];
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const { now, before } = submissions;
  const failed = now.error ?? before.error;
  if (failed)
    return (
      <LoadError message={failed.text[locale]} onRetry={() => void Promise.all([now.refetch(), before.refetch()])} />
    );
  if (!now.data || !before.data) return <Skeleton lines={4} />;
  return (
    <>
      {attached.length > 0 && <h2>{t("changes.declared")}</h2>}
      <FormChanges
        form={form}
        before={{ answers: before.data.answers, files: before.data.evidence }}
        now={{ answers: now.data.answers, files: now.data.evidence }}
        hidden={now.data.hiddenChanges}
        times={{ before: before.data.submittedAt, now: now.data.submittedAt }}
        onGo={(id) => onGo({ kind: "field", id })}
      />
      {attached
        .filter(({ id }) => id !== null)
        .map((item) => (
          <section key={item.attached}>
            <h2>{item.title[locale]}</h2>
            <AttachedChanges item={item} />
          </section>
        ))}
    </>
  );
}
