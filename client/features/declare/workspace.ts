import type { DeclarationDetail, Flag, OfferList, SaveReceipt } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { get, patch } from "../../api/client.ts";
import { deviceKeeper } from "../../api/draft-keeper.ts";
import { DraftSync } from "../../api/draft-sync.ts";
import { problemOf } from "../../api/problem.ts";
import { UploadQueue } from "../../evidence-kit/upload-queue.ts";
import {
  AnswerStore,
  type Engine,
  type FormShared,
  fieldOfPointer,
  makeEngine,
  OfferBook,
} from "../../form-kit/index.ts";

/** One declaration being worked on: its compiled form, its answers, how they are saved, and its files. */
export interface Workspace {
  detail: DeclarationDetail;
  engine: Engine;
  store: AnswerStore;
  sync: DraftSync;
  uploads: UploadQueue;
  offers: OfferBook;
  shared: FormShared;
  stop: () => void;
}

/** Flags that point at a field, newest last. */
function flagsByField(flags: readonly Flag[]): ReadonlyMap<string, Flag[]> {
  const byField = new Map<string, Flag[]>();
  for (const flag of flags) {
    if (flag.pointer.startsWith("/evidence/") || flag.pointer.startsWith("/attached/")) continue;
    const field = fieldOfPointer(flag.pointer);
    byField.set(field, [...(byField.get(field) ?? []), flag]);
  }
  return byField;
}

/** Earlier values are a help: without them the form is filled in as ever. */
async function fetchOffers(id: string, offers: OfferBook, store: AnswerStore): Promise<void> {
  const found = await get<OfferList>(`/api/declarations/${id}/offers`).catch(() => null);
  if (found === null || found.offers.length === 0) return;
  offers.set(found.offers);
  store.evaluateNow();
}

/** Opens a declaration for work; takes up what was left unsent on this device. */
export async function openWorkspace(
  detail: DeclarationDetail,
  { form: definition, indicators }: RoundForm,
  viewerId: string,
): Promise<Workspace> {
  const form = definition as FormDocument;
  const uploads = new UploadQueue(`/api/declarations/${detail.summary.id}`, detail.evidence);
  const offers = new OfferBook();
  const engine = makeEngine(form, { evidenceCounts: () => uploads.counts(), earlier: () => offers.all() });
  let store: AnswerStore | null = null;
  const sync = new DraftSync({
    revision: detail.revision,
    answers: detail.answers,
    send: (revision, changes, { keepalive }) =>
      patch<SaveReceipt>(
        `/api/declarations/${detail.summary.id}/answers`,
        { revision, changes },
        { keepalive, allowSignedOut: keepalive },
      ),
    problemOf,
    keeper: deviceKeeper(viewerId, detail.summary.id),
    onAccept: (answers) => store?.accept(answers),
  });
  const resumed = detail.editable === "none" ? {} : await sync.resume();
  const answers = new AnswerStore({ ...detail.answers, ...resumed }, engine.evaluate, {
    showAll: detail.flags.length > 0,
  });
  store = answers;
  const stopChanges = answers.onChange((change) => sync.change(change.field, change.value));
  const stopUploads = uploads.onEvidence(() => answers.evaluateNow());
  const leave = () => {
    answers.flush();
    sync.sendNow({ keepalive: true });
  };
  const back = () => sync.sendNow();
  if (detail.editable !== "none") void fetchOffers(detail.summary.id, offers, answers);
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", back);

  const flags = flagsByField(detail.flags);
  const evidenceOf = new Map<string, (typeof form.evidence)[number][]>();
  for (const requirement of form.evidence) {
    for (const field of requirement.for ?? []) evidenceOf.set(field, [...(evidenceOf.get(field) ?? []), requirement]);
  }
  return {
    detail,
    engine,
    store: answers,
    sync,
    uploads,
    offers,
    shared: {
      store: answers,
      fields: form.schema.properties,
      editable: detail.editable === "flagged" ? new Set(detail.editableFields) : detail.editable,
      calculated: engine.calculated,
      evidenceFor: (field) => evidenceOf.get(field) ?? [],
      evidenceHref: (requirement) => `/declarations/${detail.summary.id}/evidence#evidence-${requirement}`,
      indicator: (id) => indicators[id],
      flagsFor: (field) => flags.get(field) ?? [],
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
