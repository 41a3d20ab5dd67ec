import { useMemo, useState } from "react";
import type { AttachedDetail, AttachedItem } from "../../../core/contracts/attached.ts";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { AttachedPaper, AttachedStatus } from "../../attached-kit/attached-status.tsx";
import { flagsInto } from "../../attached-kit/flags-into.ts";
import { changedAnswers } from "../../record-kit/changes.ts";
import { useReveal } from "../../record-kit/reveal.tsx";
import { Empty, LoadError, Skeleton } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { AnswersPanel } from "./answers-panel.tsx";
import { type EvidenceFocus, EvidencePane } from "./evidence-pane.tsx";
import { anchorOf, anchorPrefix, type Place } from "./places.ts";
import { ReviewForm } from "./review-form.tsx";
import { useReviewText } from "./text.ts";

const nothingChanged: ReadonlyMap<string, unknown> = new Map();

/** The answers of one attached form with the verdicts and flags that point into it. */
function AttachedAnswersOf({
  item,
  detail,
  onChanged,
  onGo,
}: {
  item: AttachedItem;
  detail: DeclarationDetail;
  onChanged: () => Promise<unknown>;
  onGo: (place: Place) => void;
}) {
  const locale = useLocale();
  const [focus, setFocus] = useState<EvidenceFocus | null>(null);
  const attached = useGet<AttachedDetail>(`/api/attached/${item.id}`);
  const { reveal, dialog } = useReveal(`/api/attached/${item.id}/reveal`, attached.data?.item.handedInAt ?? null);
  const document = attached.data?.form.form as FormDocument | undefined;
  const form = useMemo(() => (document ? compileForm(document) : null), [document]);
  const { answers, before } = attached.data ?? {};
  const changed = useMemo(
    () => (answers && before ? changedAnswers(before.answers, answers, before.hiddenChanges) : nothingChanged),
    [answers, before],
  );
  if (attached.isError)
    return <LoadError message={attached.error.text[locale]} onRetry={() => void attached.refetch()} />;
  if (!attached.data || !form) return <Skeleton lines={6} />;
  const root = `/attached/${item.attached}`;
  const verifications = detail.verifications
    .filter(({ pointer }) => pointer.startsWith(`${root}/`))
    .map((one) => ({ ...one, pointer: one.pointer.slice(root.length) }));
  const own = {
    ...detail,
    answers: attached.data.answers,
    evidence: attached.data.evidence,
    sealedForm: null,
    flags: flagsInto(detail.flags, item.attached),
    verifications,
  };
  const showEvidence = (wanted: EvidenceFocus) => {
    setFocus(wanted);
    requestAnimationFrame(() => globalThis.document.getElementById(`${anchorPrefix(root)}evidence`)?.scrollIntoView());
  };
  return (
    <>
      <AnswersPanel
        detail={own}
        form={form}
        root={root}
        before={changed}
        reveal={detail.mayReview && attached.data.mayReveal ? reveal : undefined}
        onChanged={onChanged}
        onFocus={showEvidence}
        onGo={onGo}
      />
      {form.document.evidence.length > 0 && (
        <EvidencePane
          form={form.document}
          detail={own}
          root={root}
          focus={focus}
          onShowAll={() => setFocus(null)}
          onChanged={onChanged}
          onGo={onGo}
        />
      )}
      {dialog}
    </>
  );
}

/** What was handed in with the declaration besides its form, and what the levels of the review fill in about it. */
export function AttachedPanel({
  items,
  detail,
  onChanged,
  onGo,
}: {
  items: readonly AttachedItem[];
  detail: DeclarationDetail;
  onChanged: () => Promise<unknown>;
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  if (items.length === 0) return <Empty title={t("record.noAttached")} />;
  return items.map((item) => (
    <section key={item.attached} aria-labelledby={anchorOf({ kind: "attached", id: item.attached })}>
      <h2 id={anchorOf({ kind: "attached", id: item.attached })} tabIndex={-1}>
        {item.title[locale]}
      </h2>
      {item.by === "applicant" && (
        <p className="review-actions">
          <AttachedStatus item={item} />
          {item.id && <AttachedPaper id={item.id} locale={locale} />}
        </p>
      )}
      {item.by !== "applicant" ? (
        <ReviewForm item={item} onChanged={onChanged} />
      ) : (
        item.id && <AttachedAnswersOf item={item} detail={detail} onChanged={onChanged} onGo={onGo} />
      )}
    </section>
  ));
}
