import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../helpers/server.ts";
import { samplePdf } from "../evidence/sample-files.ts";
import { docxParts, hasPdfToText, pdfText } from "../paper/sheets.ts";
import { goodAnswers, sampleDocuments } from "./sample-programme.ts";
import { fillIn, type SampleRound, start, startSampleRound, take, upload, withKey } from "./sample-round.ts";

/** The sample programme whose submissions ask for the sealed form. */
function documents(): Record<string, unknown> {
  const all = sampleDocuments();
  const workflow = all["programmes/workflows/county-city-province.workflow.json"] as {
    transitions: { id: string; requires: string[] }[];
  };
  for (const { id, requires } of workflow.transitions) if (/submit$/.test(id)) requires.push("sealed-form");
  return all;
}

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound({ documents: documents() });
});
afterAll(() => round.app.close());

const detailOf = async (caller: Caller, id: string) => (await caller.call("GET", `/api/declarations/${id}`)).body;

async function scan(caller: Caller, id: string, text = "sealed"): Promise<string> {
  const uploaded = await upload(caller, id, { content: samplePdf(text), fileName: "盖章申报表.pdf", purpose: "seal" });
  expect(uploaded.status).toBe(200);
  return uploaded.body.id;
}

const bind = (caller: Caller, id: string, code: string, evidenceIds: string[], key?: string) =>
  caller.call("POST", `/api/declarations/${id}/sealed-form`, { code, evidenceIds }, withKey(key));

async function change(caller: Caller, id: string, changes: Record<string, unknown>) {
  const { revision } = await detailOf(caller, id);
  expect((await caller.call("PATCH", `/api/declarations/${id}/answers`, { revision, changes })).status).toBe(200);
}

/** The code printed at the foot of the sheet as it is now. */
async function printedCode(caller: Caller, id: string): Promise<string> {
  const { rawPayload } = await round.app.app.inject({
    method: "GET",
    url: `/api/declarations/${id}/paper?format=docx`,
    headers: { cookie: caller.cookie },
  });
  return /SB1\.[0-9a-f]+\.[0-9a-f]+\.[\w-]+/.exec(docxParts(rawPayload)["word/footer1.xml"] ?? "")?.[0] ?? "";
}

describe("the applicant's sealed form", { timeout: 60_000 }, () => {
  it("is asked for at submission, bound by the printed code, and kept with the version", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    expect((await detailOf(applicant, id)).sealedForm).toMatchObject({ state: "none", isAsked: true, scans: [] });
    expect(await take(applicant, id, "submit", { committed: true })).toMatchObject({
      status: 422,
      body: { code: "sealed-form-missing" },
    });
    const code = await printedCode(applicant, id);
    const evidenceId = await scan(applicant, id);
    const bound = await bind(applicant, id, code, [evidenceId]);
    expect(bound).toMatchObject({ status: 200, body: { sealedForm: { state: "current" } } });
    expect(code).toContain(`.${bound.body.sealedForm.code}.`);
    expect((await take(applicant, id, "submit", { committed: true })).status).toBe(200);
    const seen = await detailOf(round.county, id);
    expect(seen.sealedForm).toMatchObject({ state: "current", isAsked: false, scans: [{ evidenceId }] });
    expect(seen.receipt.answersHash.startsWith(seen.sealedForm.code)).toBe(true);
    const version = await round.county.call("GET", `/api/declarations/${id}/versions/1`);
    expect(version.body.evidence.map((file: { id: string }) => file.id)).toContain(evidenceId);
  });

  it("is printed without the mark of a draft, which would be sealed with it", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const { rawPayload } = await round.app.app.inject({
      method: "GET",
      url: `/api/declarations/${id}/paper?format=docx`,
      headers: { cookie: applicant.cookie },
    });
    expect(docxParts(rawPayload)["word/header1.xml"]).toBeUndefined();
  });

  it("of answers that changed since is refused, and so is submitting with it", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const old = await printedCode(applicant, id);
    const first = await scan(applicant, id);
    expect((await bind(applicant, id, old, [first])).status).toBe(200);
    await change(applicant, id, { turnover: 151 });
    expect((await detailOf(applicant, id)).sealedForm.state).toBe("outdated");
    expect(await take(applicant, id, "submit", { committed: true })).toMatchObject({
      status: 409,
      body: { code: "sealed-form-outdated", detail: expect.stringContaining("请重新打印盖章") },
    });
    const second = await scan(applicant, id, "second");
    expect(await bind(applicant, id, old, [second])).toMatchObject({
      status: 409,
      body: { code: "sealed-form-outdated" },
    });
    const bound = await bind(applicant, id, await printedCode(applicant, id), [second]);
    expect(bound.body.sealedForm.scans).toEqual([{ evidenceId: second, code: bound.body.sealedForm.code }]);
    // The scan of the earlier answers is gone.
    expect(bound.body.evidence.map((file: { id: string }) => file.id)).not.toContain(first);
    expect((await take(applicant, id, "submit", { committed: true })).status).toBe(200);
  });

  it("is of one sheet: its scan is not bound to other answers, not even uploaded anew", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const first = await scan(applicant, id);
    await bind(applicant, id, await printedCode(applicant, id), [first]);
    await change(applicant, id, { turnover: 151 });
    const code = await printedCode(applicant, id);
    const copy = await scan(applicant, id);
    for (const evidenceId of [first, copy]) {
      const refused = await bind(applicant, id, code, [evidenceId]);
      expect(refused).toMatchObject({ status: 409, body: { code: "sealed-form-outdated" } });
      expect(refused.body.detail).toContain("请重新打印、盖章");
    }
    expect((await detailOf(applicant, id)).sealedForm.state).toBe("outdated");
  });

  it("counts again when the answers are again what was printed", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const code = await printedCode(applicant, id);
    await bind(applicant, id, code, [await scan(applicant, id)]);
    await change(applicant, id, { turnover: 151 });
    await change(applicant, id, { turnover: goodAnswers.turnover });
    expect((await detailOf(applicant, id)).sealedForm.state).toBe("current");
  });

  it("is needed anew for a correction; reviewers keep seeing what was handed in", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const first = await scan(applicant, id);
    await bind(applicant, id, await printedCode(applicant, id), [first]);
    await take(applicant, id, "submit", { committed: true });
    await round.county.call("POST", `/api/declarations/${id}/flags`, { pointer: "/turnover", message: "请核对数字" });
    expect((await take(round.county, id, "county-return")).status).toBe(200);
    await change(applicant, id, { turnover: 152 });
    expect(await take(applicant, id, "resubmit", { committed: true })).toMatchObject({
      body: { code: "sealed-form-outdated" },
    });
    const second = await scan(applicant, id, "second");
    expect((await bind(applicant, id, await printedCode(applicant, id), [second])).status).toBe(200);
    expect((await round.county.call("GET", `/api/evidence/${first}/content`)).status).toBe(200);
    // What was uploaded for the correction is the applicant's alone until it is handed in.
    expect((await round.county.call("GET", `/api/evidence/${second}/content`)).status).toBe(404);
    const seen = (await detailOf(round.county, id)).evidence.map((file: { id: string }) => file.id);
    expect(seen).toContain(first);
    expect(seen).not.toContain(second);
    expect((await take(applicant, id, "resubmit", { committed: true })).status).toBe(200);
    expect((await round.county.call("GET", `/api/evidence/${second}/content`)).status).toBe(200);
    expect((await detailOf(round.county, id)).sealedForm).toMatchObject({
      state: "current",
      scans: [{ evidenceId: second }],
    });
  });

  it("takes six digits of the printed group, however they are written, and no fewer", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const group = (await printedCode(applicant, id)).split(".")[2] ?? "";
    const evidenceId = await scan(applicant, id);
    expect((await bind(applicant, id, group.slice(0, 5), [evidenceId])).status).toBe(422);
    const spaced = `${group.slice(0, 3).toUpperCase()} ${group.slice(3, 6)}`;
    expect((await bind(applicant, id, spaced, [evidenceId])).status).toBe(200);
  });

  it("binds nobody else's files, nothing that is no sealed scan, and only while it is with the applicant", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const other = await round.applicant();
    const foreign = await scan(other, (await start(round, other)).summary.id);
    const code = await printedCode(applicant, id);
    expect((await bind(applicant, id, code, [foreign])).status).toBe(404);
    const licence = (await detailOf(applicant, id)).evidence[0].id;
    expect((await bind(applicant, id, code, [licence])).status).toBe(404);
    const own = await scan(applicant, id);
    expect((await bind(other, id, code, [own])).status).toBe(404);
    expect((await bind(round.county, id, code, [own])).status).toBe(403);
    await bind(applicant, id, code, [own]);
    await take(applicant, id, "submit", { committed: true });
    expect((await bind(applicant, id, code, [own])).body.code).toBe("evidence-locked");
  });

  it("is bound once, and told in the audit log", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const code = await printedCode(applicant, id);
    const evidenceId = await scan(applicant, id);
    const key = "the-same-key-twice";
    const [first, again] = [
      await bind(applicant, id, code, [evidenceId], key),
      await bind(applicant, id, code, [evidenceId], key),
    ];
    expect(again.body).toEqual(first.body);
    const audit = await round.app.signInAs("audit-admin");
    const { items } = (await audit.call("GET", "/api/audit")).body;
    const lines = items.filter(
      (line: { action: string; subjectId: string }) => line.action === "sealed-form-bind" && line.subjectId === id,
    );
    expect(lines).toHaveLength(1);
  });

  it.skipIf(!hasPdfToText)("stands in the bundle behind the form; one of other answers does not", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const bundle = async () => {
      const url = `/api/declarations/${id}/bundle`;
      const answer = await round.app.app.inject({ method: "GET", url, headers: { cookie: applicant.cookie } });
      return pdfText(answer.rawPayload);
    };
    await bind(applicant, id, await printedCode(applicant, id), [await scan(applicant, id)]);
    expect(await bundle()).toContain("申报表盖章扫描件");
    await change(applicant, id, { turnover: 151 });
    expect(await bundle()).not.toContain("申报表盖章扫描件");
  });
});
