import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { Flag, SaveReceipt } from "../../core/contracts/declarations.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import type { Offer } from "../../core/forms/prefill.ts";
import { patch } from "../api/client.ts";
import { deviceKeeper } from "../api/draft-keeper.ts";
import { DraftSync } from "../api/draft-sync.ts";
import { problemOf } from "../api/problem.ts";
import { UploadQueue } from "../evidence-kit/upload-queue.ts";
import { AnswerStore, type Engine, type FormShared, fieldOfPointer, makeEngine, OfferBook } from "../form-kit/index.ts";

/** An attached form being filled in: its compiled form, its answers, how they are saved, and its files. */
export interface AttachedWork {
  engine: Engine;
  store: AnswerStore;
  sync: DraftSync;
  uploads: UploadQueue;
  offers: OfferBook;
  shared: FormShared;
  stop: () => void;
}

/**
 * Opens an attached form for work; takes up what was left unsent on this device.
 * @param flags flags of its declaration that point into it, their pointers inside its answers
 */
export async function openAttachedWork(
  detail: AttachedDetail,
  viewerId: string,
  flags: readonly Flag[],
): Promise<AttachedWork> {
  const form = detail.form.form as FormDocument;
  const id = detail.item.id ?? "";
  const uploads = new UploadQueue(`/api/attached/${id}`, detail.evidence);
  const engine = makeEngine(form, { evidenceCounts: () => uploads.counts() });
  const editable = new Set(detail.editableFields);
  let store: AnswerStore | null = null;
  const sync = new DraftSync({
    revision: detail.revision,
    answers: detail.answers,
    send: (revision, changes, { keepalive }) =>
      patch<SaveReceipt>(
        `/api/attached/${id}/answers`,
        { revision, changes },
        { keepalive, allowSignedOut: keepalive },
      ),
    problemOf,
    keeper: deviceKeeper(viewerId, `attached-${id}`),
    onAccept: (answers) => store?.accept(answers),
  });
  const resumed = editable.size === 0 ? {} : await sync.resume();
  const answers = new AnswerStore({ ...detail.answers, ...resumed }, engine.evaluate, { showAll: flags.length > 0 });
  store = answers;
  const offers = new OfferBook();
  offers.set(detail.offers as Offer[]);
  const stopChanges = answers.onChange((change) => sync.change(change.field, change.value));
  const stopUploads = uploads.onEvidence(() => answers.evaluateNow());
  const leave = () => {
    answers.flush();
    sync.sendNow({ keepalive: true });
  };
  const back = () => sync.sendNow();
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", back);
  return {
    engine,
    store: answers,
    sync,
    uploads,
    offers,
    shared: {
      store: answers,
      fields: form.schema.properties,
      editable: editable.size === 0 ? "none" : editable,
      calculated: engine.calculated,
      evidenceFor: () => [],
      evidenceHref: () => "",
      indicator: (indicator) => detail.form.indicators[indicator],
      flagsFor: (field) => flags.filter((flag) => fieldOfPointer(flag.pointer) === field),
      offers,
      reportYear: form.reportYear,
    },
    stop: () => {
      answers.flush();
      sync.sendNow();
      stopChanges();
      stopUploads();
      uploads.stop();
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", back);
    },
  };
}
