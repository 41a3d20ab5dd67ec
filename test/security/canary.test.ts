import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isIdNumber } from "../../core/forms/formats.ts";
import { tables } from "../../server/backup/tables.ts";
import type { Caller } from "../helpers/server.ts";
import { goodAnswers } from "../server/declarations/sample-programme.ts";
import {
  recommend,
  type SampleRound,
  start,
  startSampleRound,
  submit,
  take,
} from "../server/declarations/sample-round.ts";

/** A telephone number and an ID number that stand nowhere else: wherever they turn up, they leaked. */
const phone = "13987650123";
const idNumber = [..."0123456789X"].map((digit) => `52011519900307042${digit}`).find(isIdNumber) ?? "";
const leaks = (text: string) => [phone, idNumber].filter((canary) => text.includes(canary));

describe("a canary telephone and ID number", () => {
  let log = "";
  let round: SampleRound;
  let applicant: Caller;
  let id: string;

  beforeAll(async () => {
    const logStream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    round = await startSampleRound({ logStream, settings: { LOG_LEVEL: "debug" } });
    applicant = await round.applicant();
    id = await submit(round, applicant, { ...goodAnswers, phone, representative_id: idNumber });
    await round.county.call("POST", `/api/declarations/${id}/flags`, { pointer: "/phone", message: "请核对号码" });
    await take(round.county, id, "county-return");
    const { body } = await applicant.call("GET", `/api/declarations/${id}`);
    await applicant.call("PATCH", `/api/declarations/${id}/answers`, { revision: body.revision, changes: { phone } });
    await take(applicant, id, "resubmit", { committed: true });
    await recommend(round.county, id, "county-recommend");
    // A wrong one is refused: the refusal must not repeat it.
    const other = await round.applicant();
    const draft = await start(round, other);
    await other.call("PATCH", `/api/declarations/${draft.summary.id}/answers`, {
      revision: draft.revision,
      changes: { unknown_field: phone, representative_id: idNumber },
    });
  }, 120_000);

  afterAll(() => round.app.close());

  it("is valid, and its owner reads it in full", async () => {
    expect(idNumber).toHaveLength(18);
    const { body } = await applicant.call("GET", `/api/declarations/${id}`);
    expect(body.answers).toMatchObject({ phone, representative_id: idNumber });
  });

  it("stands in clear in no table of the database", async () => {
    const found = await round.app.database.read(async (db) => {
      const hits: string[] = [];
      for (const table of tables)
        for (const row of await db(table).select())
          if (leaks(JSON.stringify(row)).length > 0) hits.push(`${table}: ${leaks(JSON.stringify(row)).join(", ")}`);
      return hits;
    });
    expect(found).toEqual([]);
  });

  it("is in no line of the log", () => {
    expect(log.length).toBeGreaterThan(1000);
    expect(leaks(log)).toEqual([]);
  });

  it("reaches nobody else: no list, search, detail, version, finding, sheet, dashboard or refusal", async () => {
    const { app } = round;
    const people: Record<string, Caller> = {
      county: round.county,
      city: round.city,
      province: round.province,
      leader: await app.signInAs("leader", { region: "520000" }),
      administrator: await app.signInAs("programme-admin", { region: "520000" }),
      system: await app.signInAs("system-admin"),
      audit: await app.signInAs("audit-admin"),
      "another applicant": await round.applicant(),
    };
    const paths = [
      `/api/declarations/${id}`,
      `/api/declarations/${id}/findings`,
      `/api/declarations/${id}/versions/1`,
      `/api/declarations/${id}/offers`,
      `/api/declarations/${id}/paper?format=docx`,
      "/api/declarations?view=all",
      "/api/declarations?view=queue",
      `/api/rounds/${round.roundId}/recommendations`,
      "/api/audit",
      "/api/accounts",
      "/api/studio/programmes",
      "/api/dashboards",
    ];
    const told: string[] = [];
    for (const [name, caller] of Object.entries(people)) {
      for (const path of paths) {
        const answer = await caller.call("GET", path);
        if (leaks(JSON.stringify(answer.body)).length > 0) told.push(`${name} ${path}`);
      }
      for (const q of [phone, idNumber, phone.slice(0, 7)]) {
        const answer = await caller.call("GET", `/api/declarations?view=all&q=${q}`);
        if (answer.status === 200 && answer.body.total !== 0) told.push(`${name} finds by ${q}`);
      }
    }
    expect(told).toEqual([]);
  }, 60_000);

  it("is shown to a reviewer who gives a reason, and the audit log says so without repeating it", async () => {
    const asked = await round.county.call("POST", `/api/declarations/${id}/reveal`, {
      pointer: "/representative_id",
      reason: "核对法定代表人身份",
    });
    expect(asked).toMatchObject({ status: 200, body: { value: idNumber } });
    const audit = await round.app.signInAs("audit-admin");
    const lines = (await audit.call("GET", "/api/audit")).body.items;
    expect(JSON.stringify(lines)).toContain("核对法定代表人身份");
    expect(leaks(JSON.stringify(lines))).toEqual([]);
  });
});
