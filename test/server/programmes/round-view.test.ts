import { describe, expect, it } from "vitest";
import {
  byPublicOrder,
  isAccepting,
  type RoundRow,
  roundDetail,
  roundSummary,
} from "../../../server/modules/programmes/round-view.ts";
import { sampleProgramme } from "../declarations/sample-programme.ts";

const round: RoundRow = {
  id: "r1",
  programmeId: "sample",
  editionNumber: 1,
  title: { zh: "2024年", en: "2024" },
  year: 2023,
  opensAt: "2024-05-01T00:00:00.000Z",
  closesAt: "2024-05-31T16:00:00.000Z",
  status: "open",
  quota: null,
  authorityPath: "/520000/",
};

describe("isAccepting", () => {
  it.each([
    ["2024-04-30T23:59:59.999Z", false],
    ["2024-05-01T00:00:00.000Z", true],
    ["2024-05-31T16:00:00.000Z", true],
    ["2024-05-31T16:00:00.001Z", false],
  ])("%s: %s", (now, accepting) => {
    expect(isAccepting(round, now)).toBe(accepting);
  });

  it("does not take declarations of a closed round before its deadline", () => {
    expect(isAccepting({ ...round, status: "closed" }, "2024-05-02T00:00:00.000Z")).toBe(false);
  });
});

describe("what the public page tells", () => {
  it("comes from the programme of the edition", () => {
    const detail = roundDetail(round, sampleProgramme, "2024-05-02T00:00:00.000Z");
    expect(detail.round).toMatchObject({ kind: { zh: "示例企业", en: "Sample enterprise" }, accepting: true });
    expect(detail.round.hasScheme).toBe(false);
    expect(detail.guide.benefits).toEqual([]);
    expect(detail.notice.body).toBeNull();
  });

  it("says of years what they are in the round", () => {
    const body = { zh: "报告期：{year-1}—{year}年", en: "Reporting period: {year-1} to {year}" };
    const programme = { ...sampleProgramme, notice: { ...sampleProgramme.notice, body } };
    const detail = roundDetail(round, programme, "2024-05-02T00:00:00.000Z");
    expect(detail.notice.body).toEqual({ zh: "报告期：2022—2023年", en: "Reporting period: 2022 to 2023" });
  });

  it("puts open rounds first, then upcoming ones, then the newest past", () => {
    const now = "2024-05-02T00:00:00.000Z";
    const at = (id: string, opensAt: string, closesAt: string) =>
      roundSummary(
        { ...round, id, opensAt: `${opensAt}T00:00:00Z`, closesAt: `${closesAt}T00:00:00Z` },
        sampleProgramme,
        now,
      );
    const list = [
      at("old", "2022-01-01", "2022-02-01"),
      at("past", "2024-01-01", "2024-02-01"),
      at("next", "2024-06-01", "2024-07-01"),
      at("late", "2024-05-01", "2024-06-30"),
      at("soon", "2024-05-01", "2024-05-10"),
    ];
    expect(list.sort(byPublicOrder(now)).map(({ id }) => id)).toEqual(["soon", "late", "next", "past", "old"]);
  });
});
