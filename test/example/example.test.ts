import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDocuments, documentsOfProgramme } from "../../core/editions/bundle.ts";
import type { Documents } from "../../core/editions/document-paths.ts";
import { productTop, readDocuments } from "../../server/document-files.ts";
import { outboxJob } from "../../server/jobs/server-jobs.ts";
import { loadBuiltIn } from "../../server/modules/definitions/definitions.service.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";

/**
 * The example of docs/new-programme.md: a programme that the product has never seen is dropped into the data folders
 * and appears, validates, scores and charts, without a line of code.
 */
const id = "example-workshop";
const region = { province: "510000", city: "510100", county: "510104" };

describe("a programme dropped into the data folders", () => {
  let top: string;
  let documents: Documents;
  let app: TestApp;
  let applicant: Caller;
  let roundId: string;

  beforeAll(async () => {
    top = await mkdtemp(join(tmpdir(), "shenbao-example-"));
    for (const folder of ["form-schemas", "scoring-schemas", "programmes"]) {
      await cp(join(productTop(), folder), join(top, folder), { recursive: true });
      await cp(join(productTop(), "docs/example", folder), join(top, folder), { recursive: true });
    }
    documents = (await readDocuments(top)).documents;
    app = await startTestApp();
    await app.context.work.withTransaction((stores) => loadBuiltIn(stores, documentsOfProgramme(documents, id)));
    const organisation = await app.makeOrganisation(region.county, "青山示例工坊");
    applicant = await app.signInAs("applicant", { region: region.county, organisation });
  }, 120_000);

  afterAll(async () => {
    await app?.close();
    await rm(top, { recursive: true, force: true });
  });

  it("is checked clean, beside everything that was there", () => {
    expect(checkDocuments(documents).filter(({ level }) => level === "error")).toEqual([]);
  });

  it("appears on the public page with its years resolved", async () => {
    const studio = await app.signInAs("programme-admin", { region: region.province });
    const opened = await studio.call("POST", "/api/rounds", {
      programmeId: id,
      editionNumber: 1,
      title: { zh: "示例工坊 2026", en: "Example workshops 2026" },
      year: 2026,
      opensAt: new Date(Date.now() - 86_400_000).toISOString(),
      closesAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    expect(opened.status).toBe(201);
    roundId = opened.body.id;
    const { body } = await app.call("GET", `/api/public/rounds/${roundId}/form`);
    expect(body.form.schema.properties.online_sales_previous.title).toBe("2025年网络销售额");
    const listed = await app.call("GET", "/api/public/rounds");
    expect(listed.body.items.map((round: { id: string }) => round.id)).toContain(roundId);
  });

  it("tells eligibility before any account", async () => {
    const ask = (answers: object) => app.call("POST", `/api/public/rounds/${roundId}/precheck`, { answers });
    expect((await ask({ founded_on: "2020-01-01", online_sales_current: 60 })).body.verdict).toBe("eligible");
    const failed = (await ask({ founded_on: "2020-01-01", online_sales_current: 10 })).body;
    expect(failed.verdict).toBe("not-eligible");
    expect(failed.findings[0].message.zh).toContain("2026年网络销售额须达到 50 万元");
  });

  it("calculates, validates, is reviewed, scored with a clause for every point, and charted", async () => {
    const started = (await applicant.call("POST", "/api/declarations", { roundId })).body;
    const declaration = `/api/declarations/${started.summary.id}`;
    const answers = {
      founded_on: "2024-03-01",
      name: "青山示例工坊",
      main_business: "tea",
      online_sales_current: 120,
      online_sales_previous: 100,
      local_workers: 12,
      has_training: true,
    };
    const saved = await applicant.call("PATCH", `${declaration}/answers`, {
      revision: started.revision,
      changes: answers,
    });
    expect(saved.status).toBe(200);
    expect((await applicant.call("GET", declaration)).body.answers.growth).toBe(20);
    const { findings } = (await applicant.call("GET", `${declaration}/findings`)).body;
    expect(findings.map(({ pointer }: { pointer: string }) => pointer)).toEqual(["/evidence/sales-proof"]);
    // Review is tested elsewhere; here the declaration is put before the scorers as the workflow would leave it.
    await app.database.write(async (db) => {
      await db("declarations").where({ id: started.summary.id }).update({
        state: "scoring",
        stage: "scoring",
        holder: "province",
        number: "EX-2026-000001",
        submitted_at: new Date().toISOString(),
      });
      await db("declaration_versions").insert({
        declaration_id: started.summary.id,
        number: 1,
        answers: JSON.stringify(answers),
        answers_hash: "0".repeat(64),
        evidence: "[]",
        submitted_at: new Date().toISOString(),
        submitted_by: applicant.accountId,
      });
    });
    const province = await app.signInAs("province-reviewer", { region: region.province });
    const run = await province.call(
      "POST",
      `/api/rounds/${roundId}/scoring-runs`,
      {},
      { "idempotency-key": "example-run-1" },
    );
    expect(run.status).toBe(200);
    // 30 for the band 100-200, 10 for growth of exactly 20 %, 12 for the workers, 20 for the training.
    expect(run.body.results[0].total).toBe("72");
    const explained = (await province.call("GET", `/api/scoring-runs/${run.body.run.id}/results/${started.summary.id}`))
      .body;
    const leaves = explained.nodes.filter((node: { kind: string }) => node.kind === "leaf");
    expect(leaves.map((leaf: { id: string; contribution: string }) => [leaf.id, leaf.contribution])).toEqual([
      ["scale", "30"],
      ["growth", "10"],
      ["employment", "12"],
      ["training", "20"],
    ]);
    for (const leaf of leaves) expect(leaf.basis).toContain("示例通知");
    while (await outboxJob(app.context).run(new AbortController().signal));
    const leader = await app.signInAs("leader", { region: region.province });
    const board = await leader.call("POST", `/api/dashboards/${id}/data`, { controls: {} });
    expect(board.status).toBe(200);
    expect(board.body.tiles.sales.rows).toEqual([expect.objectContaining({ region: region.city, sales: 1_200_000 })]);
  });
});
