import type { Knex } from "knex";
import { isEmptyScope, type Scope } from "../../core/access/scope.ts";

/** Columns that say where a row belongs; null where the table has none. */
export interface ScopeColumns {
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string | null;
}

/**
 * Adds a scope to a query as a positive condition: the same question as isInScope, asked by the database. An empty scope
 * becomes a condition that no row meets.
 */
export function whereInScope<T extends Knex.QueryBuilder>(query: T, scope: Scope, columns: ScopeColumns): T {
  if (isEmptyScope(scope)) return query.whereRaw("1 = 0") as T;
  return query.where((either) => {
    // Never without a condition: an empty group would be left out and let everything through.
    either.whereRaw("1 = 0");
    for (const path of scope.regionPaths) {
      // A range rather than LIKE: it uses the index and is the same on both databases. '0' follows '/'.
      either.orWhere((range) =>
        range.where(columns.regionPath, ">=", path).andWhere(columns.regionPath, "<", `${path.slice(0, -1)}0`),
      );
    }
    if (scope.organisationId !== null && columns.organisationId !== null)
      either.orWhere(columns.organisationId, scope.organisationId);
    if (scope.accountId !== null && columns.applicantAccountId !== null)
      either.orWhere(columns.applicantAccountId, scope.accountId);
  }) as T;
}
