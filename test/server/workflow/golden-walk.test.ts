import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EvidenceRequirement, FormDocument } from "../../../core/forms/form-document.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { productTop } from "../../../server/document-files.ts";
import { fillAttached } from "../../helpers/attached.ts";
import { openRound } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { take, upload } from "../declarations/sample-round.ts";
import { sampleDocx, sampleJpeg, samplePdf, sampleXlsx } from "../evidence/sample-files.ts";

/** The two programmes that run: their full golden sample is filled in, uploaded and submitted through the routes. */

const PROGRAMMES = ["guizhou-enterprise", "guizhou-live-team"];
const FILES: Partial<Record<EvidenceRequirement["types"][number], { content: () => Buffer; ending: string }>> = {
  pdf: { content: () => samplePdf(), ending: "pdf" },
  image: { content: () => sampleJpeg(), ending: "jpg" },
  docx: { content: () => sampleDocx(), ending: "docx" },
  xlsx: { content: () => sampleXlsx(), ending: "xlsx" },
};

const readJson = (path: string) => JSON.parse(readFileSync(join(productTop(), path), "utf8"));

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ now: "2024-05-20T02:00:00.000Z" });
  await loadProgrammes(app, ...PROGRAMMES);
});
afterAll(() => app.close());

describe.each(PROGRAMMES)("%s", (programmeId) => {
  const programme: ProgrammeDocument = readJson(`programmes/${programmeId}.programme.json`);
  const form: FormDocument = readJson(`form-schemas/${programme.form}.form.json`);
  const golden = `programmes/golden/${programmeId}`;

  async function applicant(): Promise<Caller> {
    const organisation = programme.applicant === "organisation" ? await app.makeOrganisation("520115") : null;
    return app.signInAs("applicant", { organisation, region: "520115" });
  }

  async function fill(name: string) {
    const sample = readJson(`${golden}/${name}`);
    const roundId = await openRound(app, programmeId);
    const caller = await applicant();
    const started = await caller.call("POST", "/api/declarations", { roundId });
    expect(started.status).toBe(200);
    const { id } = started.body.summary;
    const saved = await caller.call("PATCH", `/api/declarations/${id}/answers`, {
      revision: 0,
      changes: sample.answers,
    });
    expect(saved).toMatchObject({ status: 200 });
    await fillAttached(caller, id);
    for (const [requirementId, count] of Object.entries<number>(sample.evidence)) {
      const requirement = form.evidence.find((each) => each.id === requirementId);
      const file = FILES[requirement?.types[0] ?? "pdf"];
      for (let number = 0; file !== undefined && number < count; number += 1) {
        const fileName = `材料${number}.${file.ending}`;
        expect((await upload(caller, id, { content: file.content(), fileName, requirementId })).status).toBe(200);
      }
    }
    return { caller, id, sample };
  }

  it("takes the full sample and gives a receipt", async () => {
    const { caller, id } = await fill("full.json");
    const submitted = await take(caller, id, "submit", { committed: true });
    expect(submitted.body.findings ?? []).toEqual([]);
    expect(submitted.status).toBe(200);
    expect(submitted.body.declaration.receipt.number).toMatch(/^[A-Z]+-\d{4}-000001$/);
  });

  it("refuses every sample with errors, for the findings the sample names", async () => {
    const names = readdirSync(join(productTop(), golden)).filter((name) => name.endsWith(".json"));
    const broken = names
      .map((name) => ({ name, findings: (readJson(`${golden}/${name}`).expect.findings ?? []) as Finding[] }))
      .filter(({ findings }) => findings.some(({ level }) => level === "error"))
      .slice(0, 4);
    expect(broken.length).toBeGreaterThan(1);
    for (const { name, findings } of broken) {
      const { caller, id } = await fill(name);
      const refused = await take(caller, id, "submit", { committed: true });
      expect(refused).toMatchObject({ status: 422, body: { code: "answers-not-valid" } });
      const told = refused.body.findings.map(({ code, pointer }: Finding) => `${code} ${pointer}`);
      expect(told.sort()).toEqual(findings.map(({ code, pointer }) => `${code} ${pointer}`).sort());
    }
  });
});
