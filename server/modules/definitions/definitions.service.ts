import type { RoundForm } from "../../../core/contracts/programmes.ts";
import { type Bundle, bundleHash, documentsOfProgramme, readBundle } from "../../../core/editions/bundle.ts";
import { type Documents, documentsOfKind, locateDocument } from "../../../core/editions/document-paths.ts";
import { type CompiledForm, compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { resolveForm, resolveTexts } from "../../../core/forms/resolve-form.ts";
import { hasErrors, toLocalText } from "../../../core/problems/finding.ts";
import { type CompiledWorkflow, compileWorkflow } from "../../../core/workflow/compile-workflow.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { record } from "../audit/audit.service.ts";
import { BoundedCache } from "./bounded-cache.ts";
import type { EditionKey } from "./definitions.store.ts";
import { loadHolidays } from "./load-holidays.ts";

/** A frozen edition, ready to use. Shared between requests: nothing in it is ever changed. */
export interface Edition {
  programmeId: string;
  number: number;
  /** Hash of its documents. */
  hash: string;
  bundle: Bundle;
  workflow: CompiledWorkflow;
  /** Its form for a report year; the document inside has its years resolved. */
  formFor(year: number): CompiledForm;
  /** One of its attached forms for a year. @throws Error for a form the programme does not attach */
  attachedFor(formId: string, year: number): CompiledForm;
}

type DefinitionStores = Pick<Stores, "definitions">;

/** The form of an edition for a report year, as a page needs it: with the explanations of its indicators. */
export function viewForm(edition: Edition, form: CompiledForm): RoundForm {
  const used = new Set([...form.fields.values()].flatMap(({ schema }) => schema["x-indicator"] ?? []));
  const { indicators } = edition.bundle.catalogue;
  return {
    editionHash: edition.hash,
    form: form.document,
    indicators: Object.fromEntries(
      [...used].flatMap((id) => {
        const known = indicators.get(id);
        if (known === undefined) return [];
        const { definition, formula, evidence, comparability } = resolveTexts(known, form.document.reportYear);
        return [
          [
            id,
            {
              definition: toLocalText(definition),
              ...(formula !== undefined && { formula: toLocalText(formula) }),
              ...(evidence !== undefined && { evidence: toLocalText(evidence) }),
              ...(comparability !== undefined && { comparability: toLocalText(comparability) }),
            },
          ],
        ];
      }),
    ),
  };
}

/**
 * Compiled editions by content hash: an edition is immutable, so what is made from it never goes stale. Bounded by
 * number and by the size of the documents (compiled parts measured at some four times their JSON).
 */
const editions = new BoundedCache<{ bundle: Bundle; workflow: CompiledWorkflow }>(64, 64 * 1024 * 1024);
const programmes = new BoundedCache<ProgrammeDocument>(2000, 32 * 1024 * 1024);
const forms = new BoundedCache<CompiledForm>(64, 64 * 1024 * 1024);

/** The edition a declaration or a round is pinned to. @throws Problem `not-found` */
export async function getEdition(stores: DefinitionStores, key: EditionKey): Promise<Edition> {
  const row = await stores.definitions.findEdition(key);
  if (row === null) throw new Problem("not-found");
  const { hash } = row;
  let made = editions.find(hash);
  if (made === undefined) {
    const documents = await stores.definitions.getDocuments(key);
    // Its golden cases agreed when it was frozen; running them again would hold up whoever asks first after a start.
    const inUse = Object.entries(documents).filter(([path]) => locateDocument(path)?.kind !== "golden");
    const { bundle } = readBundle(Object.fromEntries(inUse));
    // It was checked before it was frozen: a program that finds fault with it now must not use it.
    if (bundle === undefined) throw new Error(`edition ${key.programmeId} ${key.number} no longer passes its check`);
    made = { bundle, workflow: compileWorkflow(bundle.workflow) };
    editions.keep(hash, made, JSON.stringify(documents).length);
  }
  const { bundle, workflow } = made;
  const compiled = (document: FormDocument, year: number) => formOf(hash, document, year, bundle);
  return {
    ...key,
    hash,
    bundle,
    workflow,
    formFor: (year) => compiled(bundle.form, year),
    attachedFor: (formId, year) => {
      const document = bundle.attachedForms.find(({ id }) => id === formId);
      if (document === undefined) throw new Error(`form ${formId} is not attached to ${key.programmeId}`);
      return compiled(document, year);
    },
  };
}

function formOf(hash: string, document: FormDocument, year: number, { catalogue }: Bundle): CompiledForm {
  const key = `${hash} ${document.id} ${year}`;
  const known = forms.find(key);
  if (known !== undefined) return known;
  const form = compileForm(resolveForm(document, { year }), catalogue);
  forms.keep(key, form, JSON.stringify(document).length);
  return form;
}

/**
 * The programme document of an edition alone: a list of many rounds needs no more, and must not push the editions
 * people work with out of their cache. @throws Problem `not-found`
 */
export async function getProgramme(stores: DefinitionStores, key: EditionKey): Promise<ProgrammeDocument> {
  const row = await stores.definitions.findEdition(key);
  if (row === null) throw new Problem("not-found");
  const known = programmes.find(row.hash);
  if (known !== undefined) return known;
  const [entry] = documentsOfKind(await stores.definitions.getDocuments(key), "programme");
  if (entry === undefined) throw new Error(`edition ${key.programmeId} ${key.number} has no programme`);
  const programme = entry.content as ProgrammeDocument;
  programmes.keep(row.hash, programme, JSON.stringify(programme).length);
  return programme;
}

/** What a publication came to. */
export interface Published {
  programmeId: string;
  number: number;
  hash: string;
  /** False when the latest edition already is exactly this. */
  isNew: boolean;
}

/**
 * Freezes a programme's documents as its next edition, unless its latest edition has the same content.
 * @param by login of who publishes, or `system`
 * @throws Problem `invalid-input` with the findings of documents that do not pass
 */
export async function publishEdition(
  stores: Pick<Stores, "definitions" | "outbox" | "now">,
  documents: Documents,
  { by, note }: { by: string; note: string },
): Promise<Published> {
  const { bundle, findings } = readBundle(documents);
  if (bundle === undefined || hasErrors(findings)) throw new Problem("invalid-input", { findings });
  const { programme } = bundle;
  const hash = bundleHash(documents);
  const latest = await stores.definitions.findLatestEdition(programme.id);
  if (latest !== null && latest.hash === hash)
    return { programmeId: programme.id, number: latest.number, hash, isNew: false };
  const number = (latest?.number ?? 0) + 1;
  await stores.definitions.saveProgramme({
    id: programme.id,
    authorityRegion: programme.authority.region,
    title: toLocalText(programme.title),
  });
  await stores.definitions.recordEdition(
    { programmeId: programme.id, number, hash, note, publishedAt: stores.now, publishedBy: by },
    documents,
  );
  // Its datasets may give columns of the facts another meaning.
  await stores.outbox.add({ kind: "facts-rebuild", payload: {} }, stores.now);
  return { programmeId: programme.id, number, hash, isNew: true };
}

/**
 * Publishes the programmes that come with the product. One whose documents have changed gets its next edition;
 * running it again changes nothing.
 * @param documents every document of the product, path to content
 */
export async function loadBuiltIn(
  stores: Pick<Stores, "definitions" | "audit" | "outbox" | "now">,
  documents: Documents,
): Promise<Published[]> {
  await loadHolidays(stores, documents);
  const published: Published[] = [];
  for (const { id } of documentsOfKind(documents, "programme")) {
    const result = await publishEdition(stores, documentsOfProgramme(documents, id), {
      by: "system",
      note: "随产品提供 / comes with the product",
    });
    published.push(result);
    if (!result.isNew) continue;
    await record(stores, {
      actor: "system",
      role: null,
      action: "edition-publish",
      subjectType: "edition",
      subjectId: `${result.programmeId}/${result.number}`,
      detail: { hash: result.hash },
    });
  }
  return published;
}
