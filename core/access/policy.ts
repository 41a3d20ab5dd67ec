import { type Role, roles } from "./roles.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Who may call a route. `public`: anybody; `signed-in`: any active account; a list of roles: an account that has one of
 * them. There is no other kind, and no default: a route without a policy stops the start of the server.
 */
export type Policy = "public" | "signed-in" | readonly Role[];

export type PolicyDecision = "allow" | "sign-in" | "forbid";

/** True when the value is a policy of the closed list; an empty list of roles is none, it would lock a route for good. */
export function isPolicy(value: unknown): value is Policy {
  if (value === "public" || value === "signed-in") return true;
  return Array.isArray(value) && value.length > 0 && value.every((role) => roles.includes(role as Role));
}

/** Decides one policy for one viewer (null: nobody is signed in). */
export function decidePolicy(policy: Policy, viewer: Viewer | null): PolicyDecision {
  if (policy === "public") return "allow";
  if (viewer === null) return "sign-in";
  if (policy === "signed-in") return "allow";
  return viewer.grants.some((grant) => policy.includes(grant.role)) ? "allow" : "forbid";
}
