import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { reportYears } from "../../../server/modules/attached/report-years.ts";
import { listReports } from "../../../server/modules/attached/reports.service.ts";
import { makeStores } from "../../../server/stores.ts";
import { fillAttached, uploadTo } from "../../helpers/attached.ts";
import type { Caller } from "../../helpers/server.ts";
import {
  CITY,
  COUNTY,
  fillIn,
  PROVINCE,
  type SampleRound,
  startSampleRound,
  take,
} from "../declarations/sample-round.ts";
import { attachedDocuments, goodRoster } from "./sample-attached.ts";

let round: SampleRound;
let applicant: Caller;
let declaration: string;
beforeAll(async () => {
  round = await startSampleRound({ documents: attachedDocuments() });
  applicant = await round.applicant();
  declaration = await fillIn(round, applicant);
  await fillAttached(applicant, declaration, () => goodRoster);
  await take(applicant, declaration, "submit", { committed: true });
  await round.app.database.write((db) =>
    db("titles").insert({
      id: newId(),
      number: "示例-2023-0001",
      programme_id: "sample",
      declaration_id: declaration,
      holder_name: "示例",
      region_code: "520115",
      name: JSON.stringify({ zh: "示例称号", en: "Sample title" }),
      awarded_on: "2024-06-20",
      valid_until: "2026-06-20",
      status: "valid",
      origin: "list",
    }),
  );
});
afterAll(() => round.app.close());

/** Sessions end with the years: everybody signs in again. */
async function goTo(instant: string): Promise<void> {
  round.app.setTime(instant);
  const { app } = round;
  applicant = await app.signInAs("applicant", { region: COUNTY, organisation: applicant.organisationId });
  round.county = await app.signInAs("county-reviewer", { region: COUNTY });
  round.city = await app.signInAs("city-reviewer", { region: CITY });
  round.province = await app.signInAs("province-reviewer", { region: PROVINCE });
}

const begin = (caller: Caller, attached: string, year?: number) =>
  caller.call("POST", `/api/declarations/${declaration}/attached`, { attached, ...(year && { year }) });
const reports = async (caller: Caller, query = "") => (await caller.call("GET", `/api/reports${query}`)).body;

describe("reports of those who hold a title", () => {
  it("count from the year of the award to the year before today, while the title is valid", () => {
    const title = { awardedOn: "2024-06-20", validUntil: "2026-06-20" };
    expect(reportYears(title, "2024-12-31")).toEqual([]);
    expect(reportYears(title, "2025-01-01")).toEqual([2024]);
    expect(reportYears(title, "2029-01-01")).toEqual([2024, 2025, 2026]);
    expect(reportYears({ ...title, validUntil: null }, "2026-01-01")).toEqual([2024, 2025]);
  });

  it("are due, overdue, handed to the city and accepted", async () => {
    expect((await reports(applicant)).items.map(({ attached }: { attached: string }) => attached)).toEqual(["change"]);
    expect((await begin(applicant, "annual")).body.code).toBe("wrong-state");
    await goTo("2025-03-31T15:59:00.000Z");
    const due = await reports(round.city);
    expect(due.years).toEqual([2024]);
    expect(due.items).toMatchObject([
      { attached: "annual", status: "missing", year: 2024, dueOn: "2025-03-31", overdue: false },
    ]);
    await goTo("2025-03-31T16:00:00.000Z");
    expect((await reports(round.city, "?year=2024")).items).toMatchObject([{ overdue: true }]);
    expect((await begin(applicant, "annual", 2025)).body.code).toBe("wrong-state");

    const { item, answers, form } = (await begin(applicant, "annual", 2024)).body;
    expect(answers).toEqual({ title_number: "示例-2023-0001" });
    expect(form.form.title.zh).toBe("2024年示例annual");
    expect((await round.city.call("GET", `/api/attached/${item.id}`)).status).toBe(404);
    expect((await reports(round.city)).items).toMatchObject([{ status: "missing", id: null }]);
    await applicant.call("PATCH", `/api/attached/${item.id}/answers`, { revision: 0, changes: { work: "开展培训" } });
    await uploadTo(applicant, item.id, "audit");
    const handIn = await applicant.call(
      "POST",
      `/api/attached/${item.id}/hand-in`,
      { revision: 1 },
      { "idempotency-key": newId() },
    );
    expect(handIn.body.item).toMatchObject({ status: "handed-in", overdue: false });
    for (const caller of [round.county, round.province]) {
      expect((await caller.call("GET", `/api/attached/${item.id}`)).body.answers.work).toBe("开展培训");
      const decided = await caller.call(
        "POST",
        `/api/attached/${item.id}/decision`,
        { revision: handIn.body.revision, verdict: "accept" },
        { "idempotency-key": newId() },
      );
      expect(decided.status).toBe(403);
    }
    const accepted = await round.city.call(
      "POST",
      `/api/attached/${item.id}/decision`,
      { revision: handIn.body.revision, verdict: "accept" },
      { "idempotency-key": newId() },
    );
    expect(accepted.body.item.status).toBe("accepted");
  });

  it("of a change are begun as often as something changes, each with a day of its own", async () => {
    await goTo("2025-05-01T02:00:00.000Z");
    const first = (await begin(applicant, "change")).body;
    expect(first.item.dueOn).toBe("2025-06-01");
    expect((await begin(applicant, "change")).body.item.id).toBe(first.item.id);
    await applicant.call("PATCH", `/api/attached/${first.item.id}/answers`, { revision: 0, changes: { what: "更名" } });
    await applicant.call(
      "POST",
      `/api/attached/${first.item.id}/hand-in`,
      { revision: 1 },
      { "idempotency-key": newId() },
    );
    expect((await begin(applicant, "change")).body.item.id).not.toBe(first.item.id);
  });

  it("of many titles are read together, a page of titles at a time, and the answer says how many there are", async () => {
    const { app } = round;
    const MANY = 1100;
    await app.database.write(async (db) => {
      const like = await db("declarations").where({ id: declaration }).first();
      const title = await db("titles").where({ declaration_id: declaration }).first();
      const ids = Array.from({ length: MANY }, () => newId());
      const declarations = ids.map((id, at) => ({
        ...like,
        id,
        number: `M-${at}`,
        applicant_key: id,
        applicant_name: `众企业${String(at).padStart(4, "0")}`,
      }));
      const titles = ids.map((id, at) => ({ ...title, id: newId(), number: `众-${at}`, declaration_id: id }));
      for (let at = 0; at < MANY; at += 20) {
        await db("declarations").insert(declarations.slice(at, at + 20));
        await db("titles").insert(titles.slice(at, at + 20));
      }
    });
    const first = await reports(round.city, "?year=2024");
    const asked = await app.database.read(async (db) => {
      const { path } = await db("regions").where({ code: CITY }).first("path");
      const grants = [{ role: "city-reviewer", regionCode: CITY, regionPath: path }] as const;
      const names = { login: "", name: "", locale: "zh" } as const;
      const viewer = { accountId: "x", grants, organisationId: null, regionCode: null, ...names };
      let count = 0;
      db.on("query", () => {
        count += 1;
      });
      const { items } = await listReports(makeStores(db, "2025-05-01T02:00:00.000Z"), viewer, { year: 2024 });
      expect(items).toHaveLength(1000);
      return count;
    });
    expect(asked).toBeLessThan(20);
    expect(first.titles).toEqual({ total: MANY + 1, page: 1, pageSize: 1000 });
    const second = await reports(round.city, "?year=2024&page=2");
    expect([first.items.length, second.items.length]).toEqual([1000, MANY + 1 - 1000]);
    const owners = new Set([...first.items, ...second.items].map(({ owner }: { owner: string }) => owner));
    expect(owners.size).toBe(MANY + 1);
    await app.database.write(async (db) => {
      await db("titles").whereLike("number", "众-%").delete();
      await db("declarations").whereLike("number", "M-%").delete();
    });
  }, 60_000);

  it("of other regions and applicants are not there", async () => {
    const elsewhere = await round.app.signInAs("city-reviewer", { region: "520300" });
    expect((await reports(elsewhere)).items).toEqual([]);
    const other = await round.applicant();
    expect((await reports(other)).items).toEqual([]);
    expect((await begin(other, "annual", 2024)).status).toBe(404);
  });
});
