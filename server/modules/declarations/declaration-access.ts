import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { type Answers, formState } from "../../../core/forms/form-state.ts";
import { partiesOf, READER_ROLES } from "../../../core/workflow/parties.ts";
import type { Party, WorkflowState } from "../../../core/workflow/workflow-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { type Edition, getEdition } from "../definitions/definitions.service.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { codesOf } from "../regions/regions.service.ts";
import type { RegionNames } from "./declaration-view.ts";
import type { DeclarationRow } from "./declarations.store.ts";

export type DeclarationStores = Pick<
  Stores,
  | "now"
  | "audit"
  | "regions"
  | "organisations"
  | "definitions"
  | "programmes"
  | "evidence"
  | "declarations"
  | "history"
  | "reviews"
  | "titles"
  | "bans"
>;

/** A declaration with the edition it is pinned to, as one viewer meets it. */
export interface OpenedDeclaration {
  row: DeclarationRow;
  edition: Edition;
  form: CompiledForm;
  state: WorkflowState;
  parties: ReadonlySet<Party>;
}

/**
 * Finds a declaration in the viewer's scope.
 * @param held true for a command: nobody else changes the declaration until the transaction ends
 * @throws Problem `not-found`, also for what exists elsewhere
 */
export async function openDeclaration(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  held = false,
): Promise<OpenedDeclaration> {
  const scope = scopeOf(viewer, READER_ROLES);
  const row = await (held ? stores.declarations.lock(scope, id) : stores.declarations.find(scope, id));
  if (row === null) throw new Problem("not-found");
  const edition = await editionOf(stores, row);
  return {
    row,
    edition,
    form: edition.formFor(row.year),
    state: getState(edition, row),
    parties: partiesOf(viewer, row),
  };
}

export function editionOf(stores: Pick<Stores, "definitions">, row: DeclarationRow): Promise<Edition> {
  return getEdition(stores, { programmeId: row.programmeId, number: row.editionNumber });
}

/**
 * Stored answers as somebody may know them: the applicant as they stand, everybody else those that were handed in, also
 * while the applicant is correcting them.
 */
export async function answersKnownTo(
  stores: Pick<Stores, "declarations" | "history">,
  row: DeclarationRow,
  isApplicant: boolean,
): Promise<Answers> {
  const isApart = !isApplicant && row.holder === "applicant";
  const handedIn = isApart ? await stores.history.findLatestVersion(row.id) : null;
  return handedIn?.answers ?? stores.declarations.getAnswers(row.id);
}

/**
 * Files as somebody may know them: the applicant those that stand, everybody else, while the applicant corrects them,
 * those of the version that was handed in, beside what reviewers sealed.
 */
export async function filesKnownTo(
  stores: Pick<Stores, "history" | "evidence">,
  row: DeclarationRow,
  isApplicant: boolean,
): Promise<EvidenceRow[]> {
  const standing = await stores.evidence.listEvidence(row.id);
  const version = isApplicant || row.holder !== "applicant" ? null : await stores.history.findLatestVersion(row.id);
  if (version === null) return standing;
  const handedIn = await stores.evidence.listByIds(
    row.id,
    version.evidence.map(({ id }) => id),
  );
  return [...handedIn, ...standing.filter(({ party }) => party !== "applicant")];
}

/** The state of a declaration in its own workflow. */
function getState(edition: Edition, row: DeclarationRow): WorkflowState {
  const state = edition.workflow.states.get(row.state);
  if (state === undefined) throw new Error(`state ${row.state} is not in workflow ${edition.workflow.id}`);
  return state;
}

/** City and county of region paths, asked for together. A region without a city is called by its own name. */
export async function namesOf(
  stores: Pick<Stores, "regions">,
  paths: readonly string[],
): Promise<Map<string, RegionNames>> {
  const regions = await stores.regions.listByCodes(paths.flatMap(codesOf));
  const byCode = new Map(regions.map((region) => [region.code, region]));
  return new Map(
    [...new Set(paths)].map((path) => {
      const along = codesOf(path).flatMap((code) => byCode.get(code) ?? []);
      const county = along.find(({ level }) => level === "county");
      const city = along.find(({ level }) => level === "city") ?? along[0];
      return [path, { city: city?.name ?? "", county: county?.name ?? null }];
    }),
  );
}

/** Answers with the calculated fields as they must be: nobody types them, so they are not stored in a draft. */
export function withCalculated(form: CompiledForm, answers: Answers, at: string): Answers {
  const { values } = formState(form, answers, { today: chinaDay(at) });
  const calculated = [...form.fields.values()].filter(
    (field) => field.calculate !== undefined && Object.hasOwn(values, field.id),
  );
  return { ...answers, ...Object.fromEntries(calculated.map(({ id }) => [id, values[id]])) };
}
