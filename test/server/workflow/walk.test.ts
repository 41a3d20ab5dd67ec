import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentHash } from "../../../core/json/canonical.ts";
import type { Caller } from "../../helpers/server.ts";
import { goodAnswers } from "../declarations/sample-programme.ts";
import {
  AFTER,
  COUNTY,
  DURING,
  fillIn,
  recommend,
  type SampleRound,
  start,
  startSampleRound,
  submit,
  take,
  upload,
} from "../declarations/sample-round.ts";
import { sampleDocx, samplePdf } from "../evidence/sample-files.ts";

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound();
});
afterAll(() => round.app.close());

describe("from the draft to the province", () => {
  it("goes county, city, province, with receipt, seals, steps and order", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const submitted = await take(applicant, id, "submit", { committed: true });
    expect(submitted.status).toBe(200);
    const receipt = submitted.body.declaration.receipt;
    expect(receipt).toEqual({
      number: "SAMP-2023-000001",
      submittedAt: DURING,
      answersHash: contentHash({ ...goodAnswers, turnover_growth: 50 }),
      version: 1,
      attached: [],
    });
    expect(submitted.body.declaration.summary).toMatchObject({ state: "county-review", mine: false, stage: "county" });
    expect(submitted.body.declaration.summary.dueAt).not.toBeNull();

    expect((await recommend(round.county, id, "county-recommend")).status).toBe(200);
    expect((await recommend(round.city, id, "city-recommend")).body.declaration.summary).toMatchObject({
      state: "province-review",
      recommendedRank: 1,
    });
    const accepted = await take(round.province, id, "province-accept", { opinion: "受理" });
    expect(accepted.body.declaration.summary.stage).toBe("scoring");
    expect(accepted.body.declaration.steps.map((step: { transition: { en: string } }) => step.transition.en)).toEqual([
      "Submit",
      "Recommend",
      "Recommend",
      "Accept for evaluation",
    ]);
    const [, county] = accepted.body.declaration.steps;
    expect(county.opinion).toBe("情况属实，同意推荐");
    expect(county.sealEvidenceId).not.toBeNull();
    expect(county.actor.zh).toMatch(/县级审核/);
    const audit = await round.app.signInAs("audit-admin");
    expect((await audit.call("GET", "/api/audit/verification")).body).toMatchObject({ ok: true, firstBad: null });
    const lines = await audit.call("GET", `/api/audit?subjectId=${id}`);
    expect(lines.body.items.map((line: { action: string }) => line.action)).toEqual(
      expect.arrayContaining(["declaration-start", "declaration-save", "evidence-add", "declaration-submit"]),
    );
  });

  it("goes to the city at once where there is no county", async () => {
    const applicant = await round.applicant("520100");
    const id = await submit(round, applicant);
    expect((await applicant.call("GET", `/api/declarations/${id}`)).body.summary.stage).toBe("city");
  });
});

describe("a return", () => {
  it("unlocks only what was flagged, comes back to who returned it, and keeps both versions", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    const noFlag = await take(round.county, id, "county-return");
    expect(noFlag).toMatchObject({ status: 422, body: { code: "flags-missing" } });
    for (const pointer of ["/turnover", "/evidence/report"]) {
      const flag = await round.county.call("POST", `/api/declarations/${id}/flags`, { pointer, message: "请核对" });
      expect(flag.status).toBe(201);
    }
    expect((await recommend(round.county, id, "county-recommend")).body.code).toBe("flags-open");
    expect((await take(round.county, id, "county-return")).body.declaration.summary.state).toBe("returned");

    const { body: detail } = await applicant.call("GET", `/api/declarations/${id}`);
    expect(detail).toMatchObject({
      editable: "flagged",
      editableFields: ["turnover"],
      editableEvidence: ["report"],
    });
    const save = (changes: object) =>
      applicant.call("PATCH", `/api/declarations/${id}/answers`, { revision: detail.revision, changes });
    const locked = await save({ company: "乙", turnover: 200 });
    expect(locked).toMatchObject({ status: 422, body: { findings: [{ code: "answer-locked", pointer: "/company" }] } });
    expect((await save({ turnover: 200 })).status).toBe(200);
    const licence = { content: samplePdf(), fileName: "a.pdf", requirementId: "licence" };
    expect((await upload(applicant, id, licence)).body.code).toBe("evidence-locked");
    const report = { content: sampleDocx(), fileName: "总结.docx", requirementId: "report" };
    expect((await upload(applicant, id, report)).status).toBe(200);

    // Meanwhile the reviewer reads what was handed in, not what is being corrected.
    expect((await round.county.call("GET", `/api/declarations/${id}`)).body.answers.turnover).toBe(150);
    const again = await take(applicant, id, "resubmit", { committed: true });
    expect(again.body.declaration).toMatchObject({
      summary: { state: "county-review", openFlags: 0 },
      receipt: { version: 2 },
    });
    expect((await round.county.call("GET", `/api/declarations/${id}`)).body.answers.turnover).toBe(200);
    const first = await round.county.call("GET", `/api/declarations/${id}/versions/1`);
    expect(first.body.answers.turnover).toBe(150);
    expect(again.body.declaration.receipt.number).toBe(detail.receipt.number);
  });

  it("from the province goes back to the province", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    await recommend(round.county, id, "county-recommend");
    await recommend(round.city, id, "city-recommend");
    await round.province.call("POST", `/api/declarations/${id}/flags`, { pointer: "/turnover", message: "请核对" });
    await take(round.province, id, "province-return");
    const again = await take(applicant, id, "resubmit", { committed: true });
    expect(again.body.declaration.summary.state).toBe("province-review");
  });
});

describe("what is refused, each with its own code", () => {
  it.each([
    ["an incomplete form", "submit", { committed: true }, {}, 422, "answers-not-valid"],
    ["no commitment", "submit", {}, goodAnswers, 422, "commitment-missing"],
    ["an unknown transition", "fly", {}, goodAnswers, 404, "unknown-transition"],
    ["another party's transition", "county-recommend", {}, goodAnswers, 409, "wrong-state"],
    ["the system's transition", "award", {}, goodAnswers, 409, "wrong-state"],
  ])("%s", async (_, transition, body, answers, status, code) => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant, answers);
    const refused = await take(applicant, id, transition, body);
    expect(refused).toMatchObject({ status, body: { code } });
    expect(refused.body.title).toMatch(/[一-鿿]/);
    expect(refused.body.titleEn).toMatch(/[a-z]/);
  });

  it("names what an incomplete form lacks", async () => {
    const applicant = await round.applicant();
    const { summary } = await start(round, applicant);
    const refused = await take(applicant, summary.id, "submit", { committed: true });
    const codes = refused.body.findings.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ["answer-required", "/company"],
        ["answer-required", "/turnover"],
        ["answer-evidence-missing", "/evidence/licence"],
      ]),
    );
    const findings = await applicant.call("GET", `/api/declarations/${summary.id}/findings`);
    expect(findings.body.findings).toEqual(refused.body.findings);
  });

  it("the wrong level, a missing seal, somebody else's seal, no opinion", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    const code = async (...args: Parameters<typeof take>) => (await take(...args)).body.code;
    expect(await code(round.city, id, "county-recommend", { opinion: "同意" })).toBe("wrong-party");
    expect(await code(applicant, id, "county-recommend", { opinion: "同意" })).toBe("wrong-party");
    expect(await code(round.county, id, "county-recommend", { opinion: "  " })).toBe("opinion-missing");
    expect(await code(round.county, id, "county-recommend", { opinion: "同意" })).toBe("seal-missing");
    const { body: detail } = await applicant.call("GET", `/api/declarations/${id}`);
    const licence = detail.evidence[0].id;
    expect(await code(round.county, id, "county-recommend", { opinion: "同意", sealEvidenceId: licence })).toBe(
      "seal-missing",
    );
    expect((await upload(applicant, id, { content: samplePdf(), fileName: "a.pdf", purpose: "seal" })).body.code).toBe(
      "evidence-locked",
    );
    expect(await code(round.county, id, "county-reject", {})).toBe("reason-missing");
    expect((await take(round.county, id, "county-reject", { reason: "不符合条件" })).status).toBe(200);
    expect(await code(round.county, id, "county-reject", { reason: "再次" })).toBe("wrong-state");
  });

  it("a region that is not one's own", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    const strangers = [
      await round.app.signInAs("county-reviewer", { region: "520102" }),
      await round.app.signInAs("city-reviewer", { region: "520300" }),
      await round.app.signInAs("province-reviewer", { region: "510000" }),
      await round.applicant(),
    ];
    for (const stranger of strangers) {
      expect((await stranger.call("GET", `/api/declarations/${id}`)).status).toBe(404);
      expect((await take(stranger, id, "county-reject", { reason: "不符合" })).status).toBe(404);
      const flag = await stranger.call("POST", `/api/declarations/${id}/flags`, {
        pointer: "/turnover",
        message: "核对",
      });
      expect([403, 404]).toContain(flag.status);
    }
  });

  it("past the deadline, by the server's clock", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    round.app.setTime(AFTER);
    try {
      expect(await take(applicant, id, "submit", { committed: true })).toMatchObject({
        status: 409,
        body: { code: "past-deadline" },
      });
      const late = await round.applicant();
      expect((await late.call("POST", "/api/declarations", { roundId: round.roundId })).body.code).toBe(
        "round-not-accepting",
      );
    } finally {
      round.app.setTime(DURING);
    }
  });

  it("a withdrawal once the reviewer has looked, and lets it happen before", async () => {
    const applicant = await round.applicant();
    const id = await submit(round, applicant);
    const back = await take(applicant, id, "withdraw");
    expect(back.body.declaration.summary).toMatchObject({ state: "draft", submittedAt: null });
    expect((await round.county.call("GET", `/api/declarations/${id}`)).status).toBe(404);
    expect((await take(applicant, id, "submit", { committed: true })).body.declaration.receipt.version).toBe(2);
    await round.county.call("GET", `/api/declarations/${id}`);
    expect((await take(applicant, id, "withdraw")).body.code).toBe("already-opened");
  });

  it("an older revision", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const stale = await take(applicant, id, "submit", { committed: true, revision: 0 });
    expect(stale).toMatchObject({ status: 409, body: { code: "conflict-revision", revision: 1 } });
  });

  it("a command without a key", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const url = `/api/declarations/${id}/transitions/submit`;
    expect((await applicant.call("POST", url, { revision: 1, committed: true })).status).toBe(400);
  });
});

describe("many at once", () => {
  it("fifty identical submissions are one, with fifty identical answers", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const url = `/api/declarations/${id}/transitions/submit`;
    const body = { revision: 1, committed: true };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => applicant.call("POST", url, body, { "idempotency-key": `same-key-${id}` })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const { body: detail } = await applicant.call("GET", `/api/declarations/${id}`);
    expect(detail.steps).toHaveLength(1);
    expect(detail.receipt.version).toBe(1);
    const other = await applicant.call(
      "POST",
      url,
      { ...body, committed: false },
      { "idempotency-key": `same-key-${id}` },
    );
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
  });

  it("twenty submissions with keys of their own are one success", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const url = `/api/declarations/${id}/transitions/submit`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        applicant.call("POST", url, { revision: 1, committed: true }, { "idempotency-key": `key-${index}-${id}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(["wrong-state"]),
    );
  });

  it("receipts have numbers of their own", async () => {
    const applicants: Caller[] = [];
    for (let count = 0; count < 6; count += 1) applicants.push(await round.applicant(COUNTY));
    const ids = await Promise.all(applicants.map((applicant) => submit(round, applicant)));
    const numbers = await Promise.all(
      ids.map(
        async (id, index) => (await applicants[index]?.call("GET", `/api/declarations/${id}`))?.body.receipt.number,
      ),
    );
    expect(new Set(numbers).size).toBe(6);
  });
});
