import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidePolicy, isPolicy } from "../../../core/access/policy.ts";
import { isRegional, type Role, roles } from "../../../core/access/roles.ts";
import { emptyScope, isEmptyScope, isInScope, type Place, scopeOf } from "../../../core/access/scope.ts";
import type { Grant, Viewer } from "../../../core/access/viewer.ts";

const viewer = (grants: Grant[], organisationId: string | null = null): Viewer => ({
  accountId: "me",
  login: "me",
  name: "我",
  grants,
  organisationId,
  regionCode: null,
  locale: "zh",
});
const grant = (role: Role, regionPath: string | null = null): Grant => ({
  role,
  regionPath,
  regionCode: regionPath?.split("/").at(-2) ?? null,
});

describe("a policy", () => {
  it("is one of a closed list", () => {
    for (const policy of ["public", "signed-in", ["leader"], roles]) expect(isPolicy(policy)).toBe(true);
    for (const other of [undefined, null, "", "Public", "all", [], ["nobody"], ["leader", "root"], {}, true])
      expect(isPolicy(other)).toBe(false);
  });

  it("lets in by role alone", () => {
    const leader = viewer([grant("leader", "/520000/")]);
    expect(decidePolicy("public", null)).toBe("allow");
    expect(decidePolicy("signed-in", null)).toBe("sign-in");
    expect(decidePolicy(["leader"], null)).toBe("sign-in");
    expect(decidePolicy("signed-in", viewer([]))).toBe("allow");
    expect(decidePolicy(["leader"], leader)).toBe("allow");
    expect(decidePolicy(["expert", "audit-admin"], leader)).toBe("forbid");
    expect(decidePolicy(["leader"], viewer([]))).toBe("forbid");
  });
});

/** Regions of three levels, with codes that begin alike. */
const paths = ["/52/", "/52/521/", "/52/521/5211/", "/52/521/5212/", "/52/5210/", "/53/", "/53/521/"];
const path = fc.constantFrom(...paths);
const organisation = fc.option(fc.constantFrom("org-1", "org-2"), { nil: null });
const someGrant = fc
  .tuple(fc.constantFrom(...roles), path)
  .map(([role, regionPath]) => grant(role, isRegional(role) ? regionPath : null));
const someViewer = fc
  .tuple(fc.array(someGrant, { maxLength: 4 }), organisation)
  .map(([grants, organisationId]) => viewer(grants, organisationId));
const somePlace: fc.Arbitrary<Place> = fc.record({
  regionPath: path,
  organisationId: organisation,
  applicantAccountId: fc.option(fc.constantFrom("me", "you"), { nil: null }),
});

/** The same question in other words: region codes as a list, grant by grant. */
function oracle(who: Viewer, acting: readonly Role[], row: Place): boolean {
  const codes = (text: string) => text.split("/").filter(Boolean);
  for (const { role, regionPath } of who.grants) {
    if (!acting.includes(role)) continue;
    if (role === "applicant") {
      if (row.applicantAccountId === who.accountId) return true;
      if (who.organisationId !== null && row.organisationId === who.organisationId) return true;
    } else if (regionPath !== null) {
      const above = codes(regionPath);
      if (above.every((code, level) => codes(row.regionPath)[level] === code)) return true;
    }
  }
  return false;
}

describe("a scope", () => {
  it("holds exactly the rows the oracle says", () => {
    fc.assert(
      fc.property(someViewer, fc.subarray([...roles]), somePlace, (who, acting, row) => {
        expect(isInScope(scopeOf(who, acting), row)).toBe(oracle(who, acting, row));
      }),
      { numRuns: 5000 },
    );
  });

  it("of nobody holds nothing", () => {
    fc.assert(fc.property(somePlace, (row) => !isInScope(emptyScope, row)));
    expect(isEmptyScope(scopeOf(viewer([grant("system-admin"), grant("audit-admin")], "org-1"), roles))).toBe(true);
    expect(isEmptyScope(scopeOf(viewer([grant("leader", "/52/")]), []))).toBe(true);
  });

  it("takes nothing for a path that is not a path", () => {
    for (const broken of ["", "/", "/52", "52/", "//", "/52//", "/%/"])
      expect(isEmptyScope(scopeOf(viewer([grant("leader", broken)]), roles)), broken).toBe(true);
  });

  it("names each region once, the widest", () => {
    const who = viewer([
      grant("leader", "/52/521/"),
      grant("leader", "/52/"),
      grant("expert", "/52/"),
      grant("leader", "/53/"),
    ]);
    expect(scopeOf(who, roles).regionPaths).toEqual(["/52/", "/53/"]);
  });
});
