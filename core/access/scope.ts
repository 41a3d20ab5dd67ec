import { isRegional, type Role } from "./roles.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What a viewer may see, said positively: rows below one of these region paths, rows of this organisation, rows of this
 * account. A scope that names nothing finds nothing. Every store call that reads rows of people takes one.
 */
export interface Scope {
  /** Paths such as `/520000/520100/`: rows whose path begins with one of them. None of them begins with another. */
  readonly regionPaths: readonly string[];
  readonly organisationId: string | null;
  readonly accountId: string | null;
}

/** Where a row belongs. */
export interface Place {
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string | null;
}

/** The scope that finds nothing. */
export const emptyScope: Scope = { regionPaths: [], organisationId: null, accountId: null };

/**
 * The scope of a viewer acting in some of the roles; roles the viewer does not have add nothing. As an applicant one
 * sees what one's organisation declares, and what oneself declares.
 */
export function scopeOf(viewer: Viewer, roles: readonly Role[]): Scope {
  const grants = viewer.grants.filter((grant) => roles.includes(grant.role));
  const paths = grants
    .filter((grant) => isRegional(grant.role))
    .flatMap((grant) => (isPath(grant.regionPath) ? [grant.regionPath] : []));
  const applies = grants.some((grant) => grant.role === "applicant");
  return {
    regionPaths: outermost(paths),
    organisationId: applies ? viewer.organisationId : null,
    accountId: applies ? viewer.accountId : null,
  };
}

/** True when the row lies in the scope. */
export function isInScope(scope: Scope, place: Place): boolean {
  if (scope.regionPaths.some((path) => place.regionPath.startsWith(path))) return true;
  if (scope.organisationId !== null && place.organisationId === scope.organisationId) return true;
  return scope.accountId !== null && place.applicantAccountId === scope.accountId;
}

/** True when nothing can lie in the scope: a store may answer without asking. */
export function isEmptyScope(scope: Scope): boolean {
  return scope.regionPaths.length === 0 && scope.organisationId === null && scope.accountId === null;
}

/** Only codes between slashes: an empty path, or one cut short, would be the beginning of other regions' paths. */
function isPath(path: string | null): path is string {
  return path !== null && /^(\/[0-9A-Z]+)+\/$/.test(path);
}

function outermost(paths: readonly string[]): string[] {
  const distinct = [...new Set(paths)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && path.startsWith(other)));
}
