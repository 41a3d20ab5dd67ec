import type { Viewer } from "../../../core/access/viewer.ts";
import type { EvidenceRequirement } from "../../../core/forms/form-document.ts";
import type { AttachedKind } from "../../../core/workflow/attached-kinds.ts";
import { partiesOf, unlockedByFlags } from "../../../core/workflow/parties.ts";
import type { Party, WorkflowState } from "../../../core/workflow/workflow-document.ts";
import { Problem } from "../../problem.ts";
import type { EvidenceOwner } from "./evidence.store.ts";
import type { EvidenceFileType } from "./file-verdict.ts";

/** Where a file goes, and what may lie there. */
export interface EvidencePlace {
  attachedFormId: string | null;
  purpose: "evidence" | "seal";
  requirementId: string | null;
  /** For whom the file is. */
  party: Party;
  types: readonly EvidenceFileType[];
  maxFiles: number;
  maxBytes: number;
}

const MIB = 1024 * 1024;
/** Sealed pages: a scan of each, from each level. */
const SEAL = { types: ["pdf", "image"], maxFiles: 20 } as const;

/** What decides whether a file may be added or taken away. */
export interface EvidenceSituation {
  owner: EvidenceOwner;
  state: WorkflowState;
  /** The attached form the file is for; null for one of the declaration itself. */
  attachedFormId: string | null;
  requirements: readonly EvidenceRequirement[];
  unlocked: UnlockedFiles;
  /** Largest file the installation takes. */
  maxMb: number;
}

/**
 * The place a file is meant for, when the viewer may change it now: an applicant's evidence while the declaration is
 * with the applicant (of a returned one only what was flagged), a seal by whoever holds the declaration.
 * @throws Problem `not-found` for a requirement the form does not have, `evidence-locked` when it is not the time
 */
export function placeFor(
  viewer: Viewer,
  situation: EvidenceSituation,
  wanted: { purpose: "evidence" | "seal"; requirementId: string | null },
): EvidencePlace {
  const { owner, state, maxMb, attachedFormId } = situation;
  const parties = partiesOf(viewer, owner);
  if (wanted.purpose === "seal") {
    if (wanted.requirementId !== null || attachedFormId !== null) throw new Problem("not-found");
    if (!parties.has(state.holder)) throw new Problem("evidence-locked");
    const where = { attachedFormId, purpose: "seal", requirementId: null, party: state.holder } as const;
    return { ...SEAL, ...where, maxBytes: maxMb * MIB };
  }
  const requirement = situation.requirements.find(({ id }) => id === wanted.requirementId);
  if (requirement === undefined) throw new Problem("not-found");
  if (!parties.has("applicant") || !isUnlocked(situation.unlocked, requirement.id))
    throw new Problem("evidence-locked");
  return {
    attachedFormId,
    purpose: "evidence",
    requirementId: requirement.id,
    party: "applicant",
    types: requirement.types,
    maxFiles: requirement.maxFiles,
    maxBytes: Math.min(requirement.maxSizeMb ?? maxMb, maxMb) * MIB,
  };
}

/** Requirements whose files the applicant may change now. */
export type UnlockedFiles = "all" | readonly string[];

/** What may change of the declaration itself: everything, what open flags point at, or nothing. */
export function unlockedOfDeclaration({ editable }: WorkflowState, openFlags: readonly string[]): UnlockedFiles {
  return editable === "all" ? "all" : editable === "none" ? [] : unlockedByFlags(openFlags).evidence;
}

/** What may change of an attached form: with its declaration, or by itself until it is handed in. */
export function unlockedOfAttached(
  { attachedId, status }: { attachedId: string; status: string },
  { isHandedIn }: AttachedKind,
  { editable }: WorkflowState,
  openFlags: readonly string[],
): UnlockedFiles {
  if (isHandedIn) return status === "draft" || status === "returned" ? "all" : [];
  if (editable !== "flagged") return editable === "all" ? "all" : [];
  return unlockedByFlags(openFlags).attached.get(attachedId)?.evidence ?? [];
}

export function isUnlocked(unlocked: UnlockedFiles, requirementId: string): boolean {
  return unlocked === "all" || unlocked.includes(requirementId);
}
