import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSession } from "../../../server/modules/accounts/sessions.service.ts";
import { takeSystemTransition } from "../../../server/modules/workflow/workflow.service.ts";
import type { Caller } from "../../helpers/server.ts";
import { recommend, type SampleRound, startSampleRound, submit, take } from "../declarations/sample-round.ts";

let round: SampleRound;
let id: string;
beforeAll(async () => {
  round = await startSampleRound();
  id = await submit(round, await round.applicant());
  await recommend(round.county, id, "county-recommend");
  await recommend(round.city, id, "city-recommend");
  await take(round.province, id, "province-accept", { opinion: "受理" });
});
afterAll(() => round.app.close());

async function move(caller: Caller, stage: "publicity" | "awarded" | "scoring" | "province", reason?: string) {
  const token = caller.cookie.split("=")[1] ?? "";
  return round.app.context.work.withTransaction(async (stores) => {
    const session = await findSession(stores, token);
    if (session === null) throw new Error("no session");
    await takeSystemTransition(stores, { declarationId: id, stage, actor: session.viewer, reason });
  });
}

const state = async () => (await round.province.call("GET", `/api/declarations/${id}`)).body.summary.state;

describe("what the owner's list does to a declaration", () => {
  it("is refused outside the owner's region, out of order, and without a reason where one is asked for", async () => {
    const elsewhere = await round.app.signInAs("programme-admin", { region: "510000" });
    await expect(move(elsewhere, "publicity")).rejects.toMatchObject({ code: "not-found" });
    await expect(move(round.province, "scoring")).rejects.toMatchObject({ code: "wrong-state" });
    await move(round.province, "publicity");
    expect(await state()).toBe("publicity");
    await expect(move(round.province, "scoring")).rejects.toMatchObject({ code: "reason-missing" });
    expect(await state()).toBe("publicity");
  });

  it("goes back for a reason, on again, and ends in the award", async () => {
    await move(round.province, "scoring", "名单有误");
    expect(await state()).toBe("scoring");
    await move(round.province, "publicity");
    await move(round.province, "awarded");
    const { body } = await round.province.call("GET", `/api/declarations/${id}`);
    expect(body.summary).toMatchObject({ stage: "awarded", mine: false });
    expect(body.transitions).toEqual([]);
    expect(body.steps.at(-2).actor.zh).toBe("示例省商务厅");
    const kinds = await round.app.database.read((db) => db("outbox").pluck("kind"));
    expect(kinds.filter((kind: string) => kind === "declaration-changed").length).toBeGreaterThanOrEqual(3);
  });
});
