import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { FindingList, Flag } from "../../core/contracts/declarations.ts";
import { type Finding, textIn } from "../../core/problems/finding.ts";
import { get } from "../api/client.ts";
import { type ApiProblem, problemOf } from "../api/problem.ts";
import { DraftState } from "../draft-kit/draft-state.tsx";
import type { DraftWork } from "../draft-kit/draft-work.ts";
import { useDraft } from "../draft-kit/use-draft.ts";
import { focusEvidence } from "../evidence-kit/focus-evidence.ts";
import {
  ErrorSummary,
  FormProvider,
  fieldOfPointer,
  focusPointer,
  offersNow,
  SectionForm,
  takeOffers,
} from "../form-kit/index.ts";
import { Button } from "../ui/button.tsx";
import { Alert, Panel, Skeleton } from "../ui/display.tsx";
import { useLocale } from "../ui/i18n.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { HandIn } from "./attached-actions.tsx";
import { AttachedUploads } from "./attached-files.tsx";
import { openAttachedWork } from "./attached-work.ts";
import { DraftRows } from "./draft-rows.tsx";
import { useAttachedText } from "./text.ts";

const noFlags: readonly Flag[] = [];

/** Takes what the declaration says for blank fields, in one go. */
function Offers({ work, fields }: { work: DraftWork; fields: ReadonlySet<string> }) {
  const t = useAttachedText();
  const { offers, store, shared } = work;
  const count = useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => offersNow(offers, store, fields, shared.editable).length,
  );
  if (count === 0) return null;
  return (
    <Button size="small" onClick={() => takeOffers(offers, store, fields, shared.editable)}>
      {t("takeOffers", { count })}
    </Button>
  );
}

/** Fills an attached form in: saved as it is typed, checked here and by the server, handed in where it stands alone. */
export function AttachedEditor({
  detail,
  flags = noFlags,
  onChanged,
}: {
  detail: AttachedDetail;
  flags?: readonly Flag[];
  onChanged: (detail: AttachedDetail) => void;
}) {
  const t = useAttachedText();
  const locale = useLocale();
  const stage = `${detail.item.id} ${detail.item.status} ${detail.editableFields.length} ${detail.editableEvidence.length} ${flags.length}`;
  const work = useDraft(stage, (viewerId) => openAttachedWork(detail, viewerId, flags));
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = location.hash.startsWith("#field-") ? location.hash.slice("#field-".length) : null;
    if (work && target) requestAnimationFrame(() => focusPointer(`/${target}`));
  }, [work]);
  if (!work) return <Skeleton lines={6} />;
  const { engine, store, sync } = work;
  const isLocked = detail.editableFields.length === 0 && detail.editableEvidence.length === 0;
  const show = (found: readonly Finding[]) => {
    setFindings(found);
    requestAnimationFrame(() => summary.current?.focus());
  };
  const check = async () => {
    setProblem(null);
    const local = store.check().findings;
    try {
      if (!(await sync.settled())) return show(local);
      show((await get<FindingList>(`/api/attached/${detail.item.id}/findings`)).findings);
    } catch (error) {
      setProblem(problemOf(error));
      show(local);
    }
  };
  return (
    <FormProvider value={work.shared}>
      {isLocked && <Alert>{t("locked")}</Alert>}
      {detail.taken.length > 0 && !isLocked && <p className="sb-muted">{t("taken")}</p>}
      {!isLocked && (
        <div className="sb-at-bar sb-no-print">
          <DraftState work={work} />
          <Offers work={work} fields={new Set(detail.editableFields)} />
          {detail.mayDraft && <DraftRows id={detail.item.id ?? ""} work={work} />}
          <Button onClick={() => void check()}>{t("check")}</Button>
          {detail.mayHandIn && <HandIn detail={detail} work={work} onFindings={show} onDone={onChanged} />}
        </div>
      )}
      <ProblemAlert problem={problem} />
      {findings && (
        <ErrorSummary
          ref={summary}
          findings={findings}
          onGo={(pointer) =>
            focusEvidence(pointer) || focusPointer(pointer) || focusPointer(`/${fieldOfPointer(pointer)}`)
          }
        />
      )}
      {engine.form.sections.map((section) => (
        <Panel key={section.id} title={textIn(section.document.title, locale)} id={`attached-${section.id}`}>
          {section.document.help && <p className="sb-fk-note">{textIn(section.document.help, locale)}</p>}
          <SectionForm form={engine.form} sectionId={section.id} view="fields" />
        </Panel>
      ))}
      <AttachedUploads
        detail={detail}
        work={work}
        flags={flags}
        onFiles={(files) => onChanged({ ...detail, evidence: [...files] })}
      />
    </FormProvider>
  );
}
