import { describe, expect, it } from "vitest";
import type { WorkflowState } from "../../../core/workflow/workflow-document.ts";
import type { Calendar } from "../../../core/workflow/working-days.ts";
import { dueAt } from "../../../server/modules/declarations/due-date.ts";

const calendar: Calendar = { years: new Set([2024]), off: new Set(["2024-05-01"]), worked: new Set() };
const CLOSES = "2024-03-31T10:00:00Z";
const state = (dueDays?: WorkflowState["dueDays"]): WorkflowState => ({
  id: "county-review",
  title: "县级审核",
  stage: "county",
  holder: "county",
  editable: "none",
  dueDays,
});

describe("dueAt", () => {
  it("is the end of the last working day in China", () => {
    // Entered on Tuesday evening UTC, which is Wednesday 1 May in China, a holiday; Thursday and Friday count.
    expect(dueAt(state({ days: 2, kind: "working" }), "2024-04-30T20:00:00Z", calendar, CLOSES)).toBe(
      "2024-05-03T16:00:00.000Z",
    );
  });

  it("counts calendar days through holidays", () => {
    expect(dueAt(state({ days: 2, kind: "calendar" }), "2024-04-30T01:00:00Z", calendar, CLOSES)).toBe(
      "2024-05-02T16:00:00.000Z",
    );
  });

  it("is the day the notice names, in the year the round closes, and the state's own days once that is over", () => {
    const named = { ...state({ days: 2, kind: "calendar" }), dueOn: { month: 4, day: 15 } };
    expect(dueAt(named, "2023-12-20T01:00:00Z", calendar, CLOSES)).toBe("2024-04-15T16:00:00.000Z");
    expect(dueAt(named, "2024-04-15T15:59:00Z", calendar, CLOSES)).toBe("2024-04-15T16:00:00.000Z");
    expect(dueAt(named, "2024-04-15T16:00:00Z", calendar, CLOSES)).toBe("2024-04-18T16:00:00.000Z");
    expect(dueAt({ ...named, dueDays: undefined }, "2024-04-16T01:00:00Z", calendar, CLOSES)).toBeNull();
  });

  it("is open where the state sets no time", () => {
    expect(dueAt(state(), "2024-04-30T01:00:00Z", calendar, CLOSES)).toBeNull();
  });
});
