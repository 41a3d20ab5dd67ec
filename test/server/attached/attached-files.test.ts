import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../../core/problems/finding.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { newId } from "../../../server/crypto/ids.ts";
import { fillAttached, uploadTo } from "../../helpers/attached.ts";
import type { Caller } from "../../helpers/server.ts";
import { CITY, COUNTY, fillIn, type SampleRound, startSampleRound, take } from "../declarations/sample-round.ts";
import { wordsPdf } from "../paper/bundle-files.ts";
import { hasPdfToText, pdfText } from "../paper/sheets.ts";
import { attachedDocuments, goodRoster } from "./sample-attached.ts";

/** The sample programme where the roster demands its leases. */
function demanding(): Record<string, unknown> {
  const documents = attachedDocuments();
  const path = "form-schemas/sample/roster.form.json";
  const roster = structuredClone(documents[path]) as { evidence: { minFiles: number }[] };
  for (const requirement of roster.evidence) requirement.minFiles = 1;
  return { ...documents, [path]: roster };
}

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound({ documents: demanding() });
});
afterAll(() => round.app.close());

const codes = (findings: Finding[]) => findings.map(({ code, pointer }) => `${code} ${pointer}`);
const start = (caller: Caller, id: string, body: object = {}) =>
  caller.call("POST", `/api/attached/${id}/uploads`, {
    purpose: "evidence",
    requirementId: "lease",
    fileName: "a.pdf",
    size: 10,
    ...body,
  });
const read = async (caller: Caller, file: string) => (await caller.call("GET", `/api/evidence/${file}/content`)).status;

/** A declaration whose roster is filled in; its files are still missing. */
async function begun() {
  const applicant = await round.applicant();
  const id = await fillIn(round, applicant);
  const { body } = await applicant.call("POST", `/api/declarations/${id}/attached`, { attached: "roster" });
  const roster = body.item.id as string;
  await applicant.call("PATCH", `/api/attached/${roster}/answers`, { revision: 0, changes: goodRoster });
  return { applicant, id, roster };
}

describe("files of a form that goes with the declaration", () => {
  it("stand in the way of a submission while they are missing, with a pointer into the form", async () => {
    const { applicant, id, roster } = await begun();
    const refused = await take(applicant, id, "submit", { committed: true });
    expect(refused.body.code).toBe("answers-not-valid");
    expect(codes(refused.body.findings)).toEqual(["answer-evidence-missing /attached/roster/evidence/lease"]);
    expect(codes((await applicant.call("GET", `/api/attached/${roster}/findings`)).body.findings)).toEqual([
      "answer-evidence-missing /evidence/lease",
    ]);
    const file = await uploadTo(applicant, roster, "lease");
    const { body: detail } = await applicant.call("GET", `/api/attached/${roster}`);
    expect(detail).toMatchObject({ editableEvidence: ["lease"], evidence: [{ id: file, requirementId: "lease" }] });
    // It is a file of the form, not of the declaration.
    const { body: declaration } = await applicant.call("GET", `/api/declarations/${id}`);
    expect(declaration.evidence.map((one: { id: string }) => one.id)).not.toContain(file);
    expect((await take(applicant, id, "submit", { committed: true })).status).toBe(200);
  });

  it("are taken where the form asks for them, as many as it asks for, from its author alone", async () => {
    const { applicant, roster } = await begun();
    expect((await start(applicant, roster, { requirementId: "audit" })).status).toBe(404);
    expect((await start(applicant, roster, { purpose: "seal", requirementId: undefined })).status).toBe(404);
    for (const other of [await round.applicant(), round.county])
      expect([403, 404]).toContain((await start(other, roster)).status);
    const files = [await uploadTo(applicant, roster, "lease"), await uploadTo(applicant, roster, "lease")];
    expect((await start(applicant, roster)).body.code).toBe("file-limit-reached");
    for (const other of [await round.applicant(), round.county]) {
      expect(await read(other, files[0] ?? "")).toBe(404);
      expect((await other.call("DELETE", `/api/evidence/${files[0]}`)).status).toBe(404);
    }
    expect((await applicant.call("DELETE", `/api/evidence/${files[0]}`)).status).toBe(204);
    expect((await applicant.call("GET", `/api/attached/${roster}`)).body.evidence).toMatchObject([{ id: files[1] }]);
    const audit = await round.app.signInAs("audit-admin");
    const lines = (await audit.call("GET", `/api/audit?subjectId=${roster}`)).body.items;
    expect(lines.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(["evidence-add", "evidence-remove"]),
    );
  });

  it("are read as handed in, unlocked by a flag on them alone, and kept in both versions", async () => {
    const { applicant, id, roster } = await begun();
    const first = await uploadTo(applicant, roster, "lease");
    await take(applicant, id, "submit", { committed: true });
    expect((await start(applicant, roster)).body.code).toBe("evidence-locked");
    expect((await applicant.call("DELETE", `/api/evidence/${first}`)).body.code).toBe("evidence-locked");
    expect((await round.county.call("GET", `/api/attached/${roster}`)).body.evidence).toMatchObject([{ id: first }]);
    expect(await read(round.county, first)).toBe(200);
    const elsewhere = await round.app.signInAs("county-reviewer", { region: "520302" });
    expect(await read(elsewhere, first)).toBe(404);

    const flag = { pointer: "/attached/roster/evidence/lease", message: "合同不清晰" };
    const unknown = { ...flag, pointer: "/attached/roster/evidence/nothing" };
    expect((await round.county.call("POST", `/api/declarations/${id}/flags`, unknown)).status).toBe(422);
    expect((await round.county.call("POST", `/api/declarations/${id}/flags`, flag)).status).toBe(201);
    expect((await take(round.county, id, "county-return")).status).toBe(200);
    const open = (await applicant.call("GET", `/api/attached/${roster}`)).body;
    expect([open.editableFields, open.editableEvidence]).toEqual([[], ["lease"]]);
    const second = await uploadTo(applicant, roster, "lease");
    expect((await applicant.call("DELETE", `/api/evidence/${first}`)).status).toBe(204);
    // What is being corrected is the applicant's alone; what was handed in stays there to be read.
    expect((await round.county.call("GET", `/api/attached/${roster}`)).body.evidence).toMatchObject([{ id: first }]);
    expect([await read(round.county, first), await read(round.county, second)]).toEqual([200, 404]);
    expect((await take(applicant, id, "resubmit", { committed: true })).status).toBe(200);
    expect((await round.county.call("GET", `/api/attached/${roster}`)).body.evidence).toMatchObject([{ id: second }]);
    expect([await read(round.county, first), await read(round.county, second)]).toEqual([200, 200]);
    for (const [number, file] of [
      [1, first],
      [2, second],
    ]) {
      const version = await round.county.call("GET", `/api/declarations/${id}/versions/${number}`);
      expect(version.body.attached.roster.files).toMatchObject([{ id: file, requirementId: "lease" }]);
    }
  });

  it("are not opened by a flag on something else", async () => {
    const { applicant, id, roster } = await begun();
    await uploadTo(applicant, roster, "lease");
    await take(applicant, id, "submit", { committed: true });
    const flag = { pointer: "/attached/roster/tenants", message: "请核对" };
    await round.county.call("POST", `/api/declarations/${id}/flags`, flag);
    await take(round.county, id, "county-return");
    expect((await applicant.call("GET", `/api/attached/${roster}`)).body.editableEvidence).toEqual([]);
    expect((await start(applicant, roster)).body.code).toBe("evidence-locked");
  });

  it("lie behind their form in the file of all materials, as handed in", { timeout: 60_000 }, async () => {
    const { applicant, id, roster } = await begun();
    await uploadTo(applicant, roster, "lease", await wordsPdf("lease", 2));
    await take(applicant, id, "submit", { committed: true });
    const { rawPayload } = await round.app.app.inject({
      method: "GET",
      url: `/api/declarations/${id}/bundle`,
      headers: { cookie: round.county.cookie },
    });
    // Cover, form, roster, two pages of the lease; the other files of the test are no true PDFs.
    expect((await PDFDocument.load(rawPayload)).getPageCount()).toBe(5);
    if (!hasPdfToText) return;
    const text = pdfText(rawPayload);
    expect(text.lastIndexOf("示例roster")).toBeLessThan(text.indexOf("lease-page-1"));
    expect(text).toContain("lease.pdf");
  });
});

describe("files of a yearly report", () => {
  it("are asked for at handing in, locked until it is returned, and read by its level", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    await fillAttached(applicant, id, () => goodRoster);
    await take(applicant, id, "submit", { committed: true });
    await round.app.database.write((db) =>
      db("titles").insert({
        id: newId(),
        number: "示例-2023-0002",
        programme_id: "sample" satisfies ProgrammeDocument["id"],
        declaration_id: id,
        holder_name: "示例",
        region_code: COUNTY,
        name: JSON.stringify({ zh: "示例称号", en: "Sample title" }),
        awarded_on: "2021-06-20",
        status: "valid",
        origin: "list",
      }),
    );
    const city = await round.app.signInAs("city-reviewer", { region: CITY });
    const { item } = (await applicant.call("POST", `/api/declarations/${id}/attached`, { attached: "annual" })).body;
    const own = `/api/attached/${item.id}`;
    await applicant.call("PATCH", `${own}/answers`, { revision: 0, changes: { work: "开展培训" } });
    const handIn = (revision: number) =>
      applicant.call("POST", `${own}/hand-in`, { revision }, { "idempotency-key": newId() });
    const refused = await handIn(1);
    expect([refused.body.code, codes(refused.body.findings)]).toEqual([
      "answers-not-valid",
      ["answer-evidence-missing /evidence/audit"],
    ]);
    const file = await uploadTo(applicant, item.id, "audit");
    expect(await read(city, file)).toBe(404);
    const handed = await handIn(1);
    expect(handed.body).toMatchObject({ editableEvidence: [], evidence: [{ id: file }] });
    expect(await read(city, file)).toBe(200);
    expect((await city.call("GET", own)).body.evidence).toMatchObject([{ id: file }]);
    const locked = await applicant.call("DELETE", `/api/evidence/${file}`);
    expect(locked.body.code).toBe("evidence-locked");
    const returned = { revision: handed.body.revision, verdict: "return", reason: "审计报告缺页" };
    await city.call("POST", `${own}/decision`, returned, { "idempotency-key": newId() });
    expect((await applicant.call("DELETE", `/api/evidence/${file}`)).status).toBe(204);
    const mended = await uploadTo(applicant, item.id, "audit");
    expect(await read(city, mended)).toBe(404);
    expect((await handIn(handed.body.revision + 1)).status).toBe(200);
    expect(await read(city, mended)).toBe(200);
    // The level sees what was mended: the file of the time before stays readable, and is named.
    const { before } = (await city.call("GET", own)).body;
    expect([before.answers.work, before.files]).toMatchObject(["开展培训", [{ id: file }]]);
    expect(await read(city, file)).toBe(200);
  });
});
