import type { Role } from "../../../core/access/roles.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { Party } from "../../../core/workflow/workflow-document.ts";

/** Where a declaration belongs, for the question who may act on it. */
export interface DeclarationPlace {
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string | null;
}

/** Roles that read declarations of their region; only the first three act on them. */
export const REVIEWER_ROLES = ["county-reviewer", "city-reviewer", "province-reviewer"] as const satisfies Role[];
export const READER_ROLES: readonly Role[] = ["applicant", ...REVIEWER_ROLES, "programme-admin", "leader"];

const PARTY_OF_ROLE: Partial<Record<Role, Party>> = {
  "county-reviewer": "county",
  "city-reviewer": "city",
  "province-reviewer": "province",
};

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

/** Levels of review a viewer has anywhere, with the region paths of each. */
export function reviewedPaths(viewer: Viewer): { party: Party; regionPath: string }[] {
  return viewer.grants.flatMap((grant) => {
    const party = PARTY_OF_ROLE[grant.role];
    return party === undefined || grant.regionPath === null ? [] : [{ party, regionPath: grant.regionPath }];
  });
}
