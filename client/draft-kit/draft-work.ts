import type { EvidenceItem, Flag, SaveReceipt } from "../../core/contracts/declarations.ts";
import type { RoundForm } from "../../core/contracts/programmes.ts";
import type { EvidenceRequirement, FormDocument } from "../../core/forms/form-document.ts";
import { patch } from "../api/client.ts";
import { deviceKeeper } from "../api/draft-keeper.ts";
import { DraftSync } from "../api/draft-sync.ts";
import { problemOf } from "../api/problem.ts";
import { UploadQueue } from "../evidence-kit/upload-queue.ts";
import { AnswerStore, type Engine, type FormShared, fieldOfPointer, makeEngine, OfferBook } from "../form-kit/index.ts";

/** A form being filled in: compiled, its answers, how they are saved, and its files. */
export interface DraftWork {
  engine: Engine;
  store: AnswerStore;
  sync: DraftSync;
  uploads: UploadQueue;
  offers: OfferBook;
  shared: FormShared;
  stop: () => void;
}

/** What is opened for work: the form as the server holds it for its author. */
export interface DraftSource {
  form: Pick<RoundForm, "form" | "indicators">;
  /** Its address; answers and files are sent below it. */
  path: string;
  /** Name under which unsent answers are kept on this device, and whose they are. */
  keptAs: string;
  viewerId: string;
  revision: number;
  answers: Readonly<Record<string, unknown>>;
  editable: FormShared["editable"];
  evidence: readonly EvidenceItem[];
  /** Where the files of a requirement are handed in. */
  evidenceHref: FormShared["evidenceHref"];
  /** Flags that point into it; `showAll` shows what is wrong from the start. */
  flags: readonly Flag[];
  showAll: boolean;
  /** True when figures are compared with those that are offered, as the server does. */
  comparesOffers: boolean;
}

/** Opens a form for work; takes up what was left unsent on this device. */
export async function openDraft(source: DraftSource): Promise<DraftWork> {
  const form = source.form.form as FormDocument;
  const { path, flags, evidenceHref, editable } = source;
  const uploads = new UploadQueue(path, source.evidence);
  const offers = new OfferBook();
  const engine = makeEngine(form, {
    evidenceCounts: () => uploads.counts(),
    ...(source.comparesOffers && { earlier: () => offers.all() }),
  });
  let store: AnswerStore | null = null;
  const sync = new DraftSync({
    revision: source.revision,
    answers: source.answers,
    send: (revision, changes, { keepalive }) =>
      patch<SaveReceipt>(`${path}/answers`, { revision, changes }, { keepalive, allowSignedOut: keepalive }),
    problemOf,
    keeper: deviceKeeper(source.viewerId, source.keptAs),
    onAccept: (answers) => store?.accept(answers),
  });
  const resumed = editable === "none" ? {} : await sync.resume();
  const answers = new AnswerStore({ ...source.answers, ...resumed }, engine.evaluate, { showAll: source.showAll });
  store = answers;
  const stopChanges = answers.onChange((change) => sync.change(change.field, change.value));
  const stopUploads = uploads.onEvidence(() => answers.evaluateNow());
  const leave = () => {
    answers.flush();
    sync.sendNow({ keepalive: true });
  };
  const back = () => sync.sendNow();
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", back);
  const evidenceOf = evidenceByField(form.evidence);
  const flagsOf = flagsByField(flags);
  return {
    engine,
    store: answers,
    sync,
    uploads,
    offers,
    shared: {
      store: answers,
      fields: form.schema.properties,
      editable,
      calculated: engine.calculated,
      evidenceFor: (field) => evidenceOf.get(field) ?? [],
      evidenceHref,
      indicator: (id) => source.form.indicators[id],
      flagsFor: (field) => flagsOf.get(field) ?? [],
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

function evidenceByField(requirements: readonly EvidenceRequirement[]): ReadonlyMap<string, EvidenceRequirement[]> {
  const byField = new Map<string, EvidenceRequirement[]>();
  for (const requirement of requirements)
    for (const field of requirement.for ?? []) byField.set(field, [...(byField.get(field) ?? []), requirement]);
  return byField;
}

/** Flags that point at a field, newest last; those on files and into attached forms stand elsewhere. */
function flagsByField(flags: readonly Flag[]): ReadonlyMap<string, Flag[]> {
  const byField = new Map<string, Flag[]>();
  for (const flag of flags) {
    if (flag.pointer.startsWith("/evidence/") || flag.pointer.startsWith("/attached/")) continue;
    const field = fieldOfPointer(flag.pointer);
    byField.set(field, [...(byField.get(field) ?? []), flag]);
  }
  return byField;
}
