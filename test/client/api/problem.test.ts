import { describe, expect, it } from "vitest";
import { problemOf, readProblem } from "../../../client/api/problem.ts";

describe("readProblem", () => {
  it("reads both languages, findings and the time to wait", () => {
    const problem = readProblem(
      503,
      { code: "unavailable", title: "系统繁忙", titleEn: "Busy", requestId: "r1", findings: [{ pointer: "/a" }] },
      "5",
    );
    expect(problem).toMatchObject({ status: 503, code: "unavailable", requestId: "r1", retryAfter: 5 });
    expect(problem.text).toEqual({ zh: "系统繁忙", en: "Busy" });
    expect(problem.findings).toHaveLength(1);
  });

  it("prefers the detail, which says more", () => {
    const body = { code: "x", title: "标题", titleEn: "Title", detail: "详情", detailEn: "Detail" };
    expect(readProblem(409, body, null).text).toEqual({ zh: "详情", en: "Detail" });
  });

  it.each([undefined, null, "<html>", [], { title: 3 }])("never throws on %j", (body) => {
    const problem = readProblem(502, body, "soon");
    expect(problem.code).toBe("unreadable");
    expect(problem.text.zh).not.toBe("");
    expect(problem.retryAfter).toBeNull();
  });

  it("makes something sayable of any thrown value", () => {
    expect(problemOf(new TypeError("x")).text.en).toContain("Try again");
  });
});
