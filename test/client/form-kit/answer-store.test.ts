import { describe, expect, it } from "vitest";
import { AnswerStore, type Schedule } from "../../../client/form-kit/answer-store.ts";
import { makeEngine } from "../../../client/form-kit/engine.ts";
import { sampleForm } from "../harness/sample-form.ts";

/** Work waits here until the test lets the browser be idle. */
function hand(): { schedule: Schedule; idle: () => void } {
  let waiting: (() => void)[] = [];
  return {
    schedule: (work) => {
      waiting.push(work);
      return () => {
        waiting = waiting.filter((one) => one !== work);
      };
    },
    idle: () => {
      for (const work of waiting.splice(0)) work();
    },
  };
}

function open(initial: Record<string, unknown> = {}) {
  const { schedule, idle } = hand();
  const engine = makeEngine(sampleForm, { today: "2024-05-01" });
  return { store: new AnswerStore(initial, engine.evaluate, { schedule }), idle };
}

describe("AnswerStore", () => {
  it("tells the field that changed, at once, and no other", () => {
    const { store } = open();
    const told: string[] = [];
    store.subscribeTo("company_name", () => told.push("company_name"));
    store.subscribeTo("sales", () => told.push("sales"));
    store.commit("company_name", "甲公司");
    expect(store.answer("company_name")).toBe("甲公司");
    expect(told).toEqual(["company_name"]);
  });

  it("works out visibility when idle and tells only the field concerned", () => {
    const { store, idle } = open();
    const told: string[] = [];
    for (const field of ["platform_url", "sales", "channels"]) store.subscribeTo(field, () => told.push(field));
    expect(store.field("platform_url").visible).toBe(false);
    store.commit("has_platform", true);
    expect(store.field("platform_url").visible).toBe(false);
    idle();
    expect(store.field("platform_url").visible).toBe(true);
    expect(told).toEqual(["platform_url"]);
  });

  it("opens the fill-in of a choice and asks for it", () => {
    const { store, idle } = open();
    store.commit("business_kind", "other");
    idle();
    expect(store.field("business_kind_other")).toMatchObject({ visible: true, required: true });
  });

  it("calculates, and does not report the result as a person's change", () => {
    const { store, idle } = open({ sales_prev: 200 });
    const changes: string[] = [];
    store.onChange((change) => changes.push(change.field));
    store.commit("sales", 250);
    idle();
    expect(store.answer("sales_growth")).toBe(25);
    expect(changes).toEqual(["sales"]);
  });

  it("keeps quiet about a field until it was left, then speaks", () => {
    const { store, idle } = open();
    expect(store.field("company_name").findings.map((finding) => finding.code)).toEqual(["answer-required"]);
    expect(store.shows("company_name")).toBe(false);
    store.touch("company_name");
    idle();
    expect(store.shows("company_name")).toBe(true);
    expect(store.shows("sales")).toBe(false);
  });

  it("never says for a moment that a field just filled in is missing", () => {
    const { store, idle } = open();
    const said: number[] = [];
    store.subscribeTo("company_name", () =>
      said.push(store.shows("company_name") ? store.field("company_name").findings.length : 0),
    );
    store.commit("company_name", "甲公司");
    store.touch("company_name");
    idle();
    expect(Math.max(...said)).toBe(0);
  });

  it("commits what is still being typed before a check", () => {
    const { store } = open();
    store.registerDraft(() => store.commit("company_name", "刚打的字"));
    const { findings } = store.check();
    expect(store.answer("company_name")).toBe("刚打的字");
    expect(findings.some((finding) => finding.pointer === "/company_name")).toBe(false);
    expect(store.shows("sales")).toBe(true);
  });

  it("takes answers from elsewhere without reporting them", () => {
    const { store, idle } = open();
    const changes: string[] = [];
    store.onChange((change) => changes.push(change.field));
    store.accept({ sales: 10, sales_prev: 5 });
    idle();
    expect(store.answer("sales_growth")).toBe(100);
    expect(changes).toEqual([]);
  });

  it("shows a rule that warns at its field", () => {
    const { store, idle } = open({ sales_prev: 1000 });
    store.commit("sales", 100);
    idle();
    const [finding] = store.field("sales").findings;
    expect(finding).toMatchObject({ code: "sales-fall", level: "warning" });
  });
});
