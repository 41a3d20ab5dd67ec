import type { Role } from "../../../core/access/roles.ts";
import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { ATTACHED_KINDS, type AttachedKind } from "../../../core/workflow/attached-kinds.ts";
import {
  partiesOf,
  READER_ROLES,
  reviewedPaths,
  reviewerRole,
  unlockedByFlags,
} from "../../../core/workflow/parties.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { type DeclarationStores, type OpenedDeclaration, openDeclaration } from "../declarations/declaration-access.ts";
import { type Edition, getEdition } from "../definitions/definitions.service.ts";
import type { AttachedRow } from "./attached.store.ts";

export type AttachedStores = DeclarationStores & Pick<Stores, "attached" | "titleHolders">;

/** An attached form with the edition it belongs to, as one viewer meets it. */
export interface OpenedAttached {
  row: AttachedRow;
  edition: Edition;
  entry: AttachedForm;
  kind: AttachedKind;
  form: CompiledForm;
  /** The declaration it belongs to; null for the summary of a region. */
  owner: OpenedDeclaration | null;
  /** The role in which the viewer reviews it; null for its author and for others who only read. */
  reviewer: Role | null;
  /** True when the viewer is who fills it in: the applicant, or a reviewer of its level. */
  isAuthor: boolean;
  /** True when the viewer is of the level it is handed to. */
  isReceiver: boolean;
}

/** The entry of an attached form in a programme. @throws Problem `not-found` */
export function getEntry(edition: Edition, attachedId: string): AttachedForm {
  const entry = edition.bundle.programme.attachedForms?.find(({ id }) => id === attachedId);
  if (entry === undefined) throw new Problem("not-found");
  return entry;
}

/**
 * Finds an attached form in the viewer's scope.
 * @param held true for a command: nobody else changes it, or the declaration it goes with, until the transaction ends
 * @throws Problem `not-found`, also for what exists elsewhere
 */
export async function openAttached(
  stores: AttachedStores,
  viewer: Viewer,
  id: string,
  held = false,
): Promise<OpenedAttached> {
  const scope = scopeOf(viewer, READER_ROLES);
  const row = await (held ? stores.attached.lock(scope, id) : stores.attached.find(scope, id));
  if (row === null) throw new Problem("not-found");
  const edition = await getEdition(stores, { programmeId: row.programmeId, number: row.editionNumber });
  const entry = getEntry(edition, row.attachedId);
  const owner = row.declarationId === null ? null : await openDeclaration(stores, viewer, row.declarationId, held);
  const parties = owner?.parties ?? partiesOf(viewer, { ...row, applicantAccountId: null });
  const isAuthor = owner === null ? fillsInFor(viewer, entry, row.regionPath) : parties.has(entry.by);
  return {
    row,
    edition,
    entry,
    kind: ATTACHED_KINDS[entry.when],
    form: edition.attachedFor(entry.form, row.year),
    owner,
    reviewer: isAuthor ? null : reviewerRole(parties),
    isAuthor,
    isReceiver: entry.to !== undefined && parties.has(entry.to),
  };
}

/** True when the viewer reviews for exactly this region at the level that fills the form in. */
export function fillsInFor(viewer: Viewer, entry: AttachedForm, regionPath: string): boolean {
  return reviewedPaths(viewer).some((own) => own.party === entry.by && own.regionPath === regionPath);
}

/** Fields that hold what the declaration says, and are nobody's to write. */
export function takenFields({ entry, kind }: Pick<OpenedAttached, "entry" | "kind">): string[] {
  return kind.keepsValues ? (entry.values ?? []).map(({ field }) => field) : [];
}

/**
 * Whether a level may write what it has to say about a declaration: while it holds it and has yet to take a step that
 * asks for such forms. Where none of its steps asks, while it holds it.
 */
export function isReviewTime({ by }: AttachedForm, { row, edition }: OpenedDeclaration): boolean {
  if (row.holder !== by) return false;
  const asking = [...edition.workflow.transitions.values()].filter(
    ({ transition }) => transition.by === by && transition.requires.includes("review-forms"),
  );
  return asking.length === 0 || asking.some(({ transition }) => transition.from.includes(row.state));
}

/** Fields the viewer may write now: none when it is not the viewer's, or not the time. */
export async function editableFields(stores: AttachedStores, opened: OpenedAttached): Promise<string[]> {
  const { kind, entry, form, owner, row, isAuthor } = opened;
  if (!isAuthor) return [];
  const taken = new Set(takenFields(opened));
  const all = [...form.fields.values()]
    .filter(({ id, calculate }) => calculate === undefined && !taken.has(id))
    .map(({ id }) => id);
  if (kind.ofReview) return owner !== null && isReviewTime(entry, owner) ? all : [];
  if (kind.isHandedIn || owner === null) return row.status === "draft" || row.status === "returned" ? all : [];
  if (owner.state.editable === "all") return all;
  if (owner.state.editable === "none") return [];
  const pointers = await stores.evidence.listOpenFlagPointers(owner.row.id);
  const unlocked = unlockedByFlags(pointers).attached.get(row.attachedId);
  return all.filter((id) => unlocked?.fields.includes(id));
}
