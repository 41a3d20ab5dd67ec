import type { Role } from "./roles.ts";

/** A role of an account. A regional role comes with its region, the others with null. */
export interface Grant {
  role: Role;
  regionCode: string | null;
  /** Path of the region, e.g. `/520000/520100/`; null without a region. */
  regionPath: string | null;
}

/** Who asks. Read anew for every request, so that a right taken away is gone at once. */
export interface Viewer {
  accountId: string;
  login: string;
  name: string;
  grants: readonly Grant[];
  /** The applicant's organisation; null for persons and for officials. */
  organisationId: string | null;
  /** Region of the account itself, e.g. where a person applies. */
  regionCode: string | null;
  locale: "zh" | "en";
}

/** The distinct roles of a viewer, in the order of its grants. */
export function rolesOf(viewer: Viewer): Role[] {
  return [...new Set(viewer.grants.map((grant) => grant.role))];
}

/** True when the viewer has the role, anywhere. */
export function hasRole(viewer: Viewer, role: Role): boolean {
  return viewer.grants.some((grant) => grant.role === role);
}
