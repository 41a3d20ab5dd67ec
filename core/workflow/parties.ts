import type { Role } from "../access/roles.ts";
import { scopeOf } from "../access/scope.ts";
import type { Viewer } from "../access/viewer.ts";
import { parsePointer } from "../json/pointer.ts";
import type { Party } from "./workflow-document.ts";

/** Where a declaration belongs, for the question who may act on it. */
export interface DeclarationPlace {
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string | null;
}

/** Roles that read declarations of their region; only the first three act on them. */
const REVIEWER_ROLES = ["county-reviewer", "city-reviewer", "province-reviewer"] as const satisfies Role[];
export const READER_ROLES: readonly Role[] = ["applicant", ...REVIEWER_ROLES, "programme-admin", "leader"];

const PARTY_OF_ROLE: Partial<Record<Role, Party>> = {
  "county-reviewer": "county",
  "city-reviewer": "city",
  "province-reviewer": "province",
};

/** The role in which a viewer reviews who is these parties; null for somebody who does not. */
export function reviewerRole(parties: ReadonlySet<Party>): Role | null {
  return REVIEWER_ROLES.find((role) => parties.has(PARTY_OF_ROLE[role] as Party)) ?? null;
}

/**
 * The parties a viewer is for one declaration: its applicant, and a reviewer of each level whose region it lies in.
 * Rights are taken from the viewer's grants alone, which are read anew for each request.
 */
export function partiesOf(viewer: Viewer, place: DeclarationPlace): Set<Party> {
  const parties = new Set<Party>();
  for (const grant of viewer.grants) {
    const party = PARTY_OF_ROLE[grant.role];
    if (party !== undefined && grant.regionPath !== null && place.regionPath.startsWith(grant.regionPath)) {
      parties.add(party);
    }
    if (grant.role === "applicant" && isOwn(viewer, place)) parties.add("applicant");
  }
  return parties;
}

/** True when the viewer declares this: for the organisation it belongs to, or as the person itself. */
export function isOwn(viewer: Viewer, place: DeclarationPlace): boolean {
  if (place.organisationId !== null) return place.organisationId === viewer.organisationId;
  return place.applicantAccountId !== null && place.applicantAccountId === viewer.accountId;
}

/**
 * True when the viewer may see a declaration: its own always, others of its regions once they were submitted. A draft
 * is nobody else's.
 */
export function maySee(viewer: Viewer, place: DeclarationPlace & { submittedAt: string | null }): boolean {
  if (isOwn(viewer, place)) return true;
  if (place.submittedAt === null) return false;
  return scopeOf(viewer, READER_ROLES).regionPaths.some((path) => place.regionPath.startsWith(path));
}

/** Levels of review a viewer has anywhere, with the region paths of each. */
export function reviewedPaths(viewer: Viewer): { party: Party; regionPath: string }[] {
  return viewer.grants.flatMap((grant) => {
    const party = PARTY_OF_ROLE[grant.role];
    return party === undefined || grant.regionPath === null ? [] : [{ party, regionPath: grant.regionPath }];
  });
}

/** What flags unlock of one form: fields and evidence requirements. */
interface UnlockedForm {
  fields: string[];
  evidence: string[];
}

/** What flags unlock of the declared form, and of attached forms by their id. */
export interface Unlocked extends UnlockedForm {
  attached: ReadonlyMap<string, UnlockedForm>;
}

/** Fields and evidence requirements that flags unlock. A flag on a cell unlocks the whole table. */
export function unlockedByFlags(pointers: readonly string[]): Unlocked {
  const own: string[][] = [];
  const inside = new Map<string, string[][]>();
  for (const pointer of pointers) {
    const parts = parsePointer(pointer);
    const [first, second] = parts;
    if (first !== "attached" || second === undefined) own.push(parts);
    else inside.set(second, [...(inside.get(second) ?? []), parts.slice(2)]);
  }
  return { ...unlockedOf(own), attached: new Map([...inside].map(([id, paths]) => [id, unlockedOf(paths)])) };
}

function unlockedOf(paths: readonly (readonly string[])[]): UnlockedForm {
  const fields = new Set<string>();
  const evidence = new Set<string>();
  for (const [first, second] of paths) {
    if (first === "evidence" && second !== undefined) evidence.add(second);
    else if (first !== undefined) fields.add(first);
  }
  return { fields: [...fields], evidence: [...evidence] };
}
