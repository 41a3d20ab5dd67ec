import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recommend, type SampleRound, startSampleRound, submit } from "../declarations/sample-round.ts";

let round: SampleRound;
const ids: string[] = [];

beforeAll(async () => {
  round = await startSampleRound({ quota: 3 });
  for (let count = 0; count < 4; count += 1) {
    const id = await submit(round, await round.applicant());
    await recommend(round.county, id, "county-recommend");
    ids.push(id);
  }
});
afterAll(() => round.app.close());

const list = async () => (await round.city.call("GET", `/api/rounds/${round.roundId}/recommendations`)).body;
const order = (revision: string, wanted: readonly (string | undefined)[]) =>
  round.city.call("PUT", `/api/rounds/${round.roundId}/recommendations`, { revision, order: wanted });

describe("the order of recommendation", () => {
  it("grows by the end, keeps within the quota, and is changed as a whole", async () => {
    for (const id of ids.slice(0, 3)) expect((await recommend(round.city, id, "city-recommend")).status).toBe(200);
    expect(await recommend(round.city, ids[3] ?? "", "city-recommend")).toMatchObject({
      status: 409,
      body: { code: "quota-used-up" },
    });
    const before = await list();
    expect(before.level).toBe("city");
    expect(before.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 3));

    const [a, b, c] = ids;
    const after = await order(before.revision, [c, a, b]);
    expect(
      after.body.items.map((item: { id: string; recommendedRank: number }) => [item.id, item.recommendedRank]),
    ).toEqual([
      [c, 1],
      [a, 2],
      [b, 3],
    ]);
    expect(await order(before.revision, [a, b, c])).toMatchObject({ status: 409, body: { code: "conflict-revision" } });
    const now = await list();
    expect((await order(now.revision, [a, b])).status).toBe(422);
    expect((await order(now.revision, [a, b, b])).status).toBe(422);
    expect((await order(now.revision, [a, b, ids[3]])).status).toBe(422);
  });

  it("is read by the province region by region, and is not the province's to change", async () => {
    const away = await round.app.signInAs("city-reviewer", { region: "520300" });
    const awayCounty = await round.app.signInAs("county-reviewer", { region: "520302" });
    const id = await submit(round, await round.applicant("520302"));
    await recommend(awayCounty, id, "county-recommend");
    await recommend(away, id, "city-recommend");
    const url = `/api/rounds/${round.roundId}/recommendations`;
    const { body } = await round.province.call("GET", url);
    const own = (await list()).items.map((item: { id: string }) => item.id);
    expect(body.level).toBe("province");
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([...own, id]);
    const changed = await round.province.call("PUT", url, { revision: body.revision, order: [id, ...own] });
    expect(changed.status).toBe(403);
  });

  it("is each region's own", async () => {
    const elsewhere = await round.app.signInAs("city-reviewer", { region: "520200" });
    const theirs = await elsewhere.call("GET", `/api/rounds/${round.roundId}/recommendations`);
    expect(theirs.body.items).toEqual([]);
    const applicant = await round.applicant();
    expect((await applicant.call("GET", `/api/rounds/${round.roundId}/recommendations`)).status).toBe(403);
  });
});
