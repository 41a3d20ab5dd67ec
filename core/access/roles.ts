import { type Static, Type } from "@sinclair/typebox";

/**
 * Every role of the product. The three administrators are separated: the system administrator keeps accounts, the
 * security administrator gives roles, the audit administrator reads what both did.
 */
export const Role = Type.Union([
  Type.Literal("applicant"),
  Type.Literal("county-reviewer"),
  Type.Literal("city-reviewer"),
  Type.Literal("province-reviewer"),
  Type.Literal("expert"),
  Type.Literal("leader"),
  Type.Literal("programme-admin"),
  Type.Literal("system-admin"),
  Type.Literal("security-admin"),
  Type.Literal("audit-admin"),
]);
export type Role = Static<typeof Role>;

/** The roles in the order in which they are shown. */
export const roles: readonly Role[] = Role.anyOf.map((entry) => entry.const);

/** Roles whose holder sees the declarations of a region; they are given together with that region. */
export const regionalRoles = [
  "county-reviewer",
  "city-reviewer",
  "province-reviewer",
  "expert",
  "leader",
  "programme-admin",
] as const satisfies readonly Role[];

/** The three roles of which one account may hold only one. */
export const separatedRoles = ["system-admin", "security-admin", "audit-admin"] as const satisfies readonly Role[];

/** True when the role is given together with a region. */
export function isRegional(role: Role): boolean {
  return (regionalRoles as readonly Role[]).includes(role);
}
