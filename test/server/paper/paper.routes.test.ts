import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../helpers/server.ts";
import { goodAnswers } from "../declarations/sample-programme.ts";
import { fillIn, type SampleRound, startSampleRound, submit } from "../declarations/sample-round.ts";
import { docxParts, docxText } from "./sheets.ts";

const answers = { ...goodAnswers, phone: "13912345678", has_team: true, team_size: 7 };

let round: SampleRound;
let applicant: Caller;
let id: string;

beforeAll(async () => {
  round = await startSampleRound();
  applicant = await round.applicant();
  id = await submit(round, applicant, answers);
});
afterAll(() => round.app.close());

/** A file as a caller gets it; without a caller as the public does. */
async function fetchFile(url: string, caller?: Caller) {
  const { app } = round.app;
  const answer = await app.inject({ method: "GET", url, ...(caller && { headers: { cookie: caller.cookie } }) });
  return { status: answer.statusCode, headers: answer.headers, file: answer.rawPayload };
}
const paperOf = (declaration: string, format: string) => `/api/declarations/${declaration}/paper?format=${format}`;

describe("the paper of a declaration", { timeout: 60_000 }, () => {
  it("is a file named by the programme's rule", async () => {
    const { status, headers, file } = await fetchFile(paperOf(id, "pdf"), applicant);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/pdf");
    expect(headers["cache-control"]).toContain("no-store");
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
    const name = /filename\*=UTF-8''(\S+)$/.exec(String(headers["content-disposition"]))?.[1] ?? "";
    expect(decodeURIComponent(name)).toMatch(/^贵阳市\+.+\+2023 示例申报表\.pdf$/);
  });

  it("shows the applicant its own numbers and others masked ones", async () => {
    const own = docxText((await fetchFile(paperOf(id, "docx"), applicant)).file);
    expect(own).toContain("示例商贸有限公司");
    expect(own).toContain("13912345678");
    const seen = docxText((await fetchFile(paperOf(id, "docx"), round.county)).file);
    expect(seen).toContain("示例商贸有限公司");
    expect(seen).toContain("139****5678");
    expect(seen).not.toContain("13912345678");
  });

  it("carries the number and the hash of what was handed in, and is no draft", async () => {
    const { body } = await applicant.call("GET", `/api/declarations/${id}`);
    for (const caller of [applicant, round.county]) {
      const parts = docxParts((await fetchFile(paperOf(id, "docx"), caller)).file);
      expect(parts["word/footer1.xml"]).toContain(`.${body.receipt.answersHash.slice(0, 12)}.${body.receipt.number}`);
      expect(parts["word/header1.xml"]).toBeUndefined();
    }
  });

  it("marks what was not handed in as a draft", async () => {
    const other = await round.applicant();
    const draft = await fillIn(round, other);
    const parts = docxParts((await fetchFile(paperOf(draft, "docx"), other)).file);
    expect(parts["word/header1.xml"]).toContain("草稿");
  });

  it("is not found out of scope, and not given without a session", async () => {
    const stranger = await round.applicant();
    const elsewhere = await round.app.signInAs("county-reviewer", { region: "520302" });
    expect((await fetchFile(paperOf(id, "pdf"), stranger)).status).toBe(404);
    expect((await fetchFile(paperOf(id, "pdf"), elsewhere)).status).toBe(404);
    expect((await fetchFile(paperOf(id, "pdf"))).status).toBe(401);
  });

  it("refuses a format it does not know", async () => {
    expect((await fetchFile(paperOf(id, "odt"), applicant)).status).toBe(400);
    expect((await fetchFile(`/api/declarations/${id}/paper`, applicant)).status).toBe(400);
  });
});

describe("the empty form of a round", { timeout: 60_000 }, () => {
  it("is there for everybody, for the year of the round", async () => {
    const url = `/api/public/rounds/${round.roundId}/paper?format=docx`;
    const { status, file } = await fetchFile(url);
    expect(status).toBe(200);
    expect(docxText(file)).toContain("2022年营业收入（万元）");
    const english = docxText((await fetchFile(`${url}&locale=en`)).file);
    expect(english).toContain("Sampledeclaration");
  });

  it("is not found for a round that is not", async () => {
    expect((await fetchFile("/api/public/rounds/nowhere/paper?format=pdf")).status).toBe(404);
  });
});

describe("rendering", { timeout: 60_000 }, () => {
  it("takes several sheets at once and keeps the process answering", async () => {
    const asked = Array.from({ length: 4 }, () => fetchFile(paperOf(id, "pdf"), applicant));
    const between = await round.app.call("GET", "/api/public/rounds");
    expect(between.status).toBe(200);
    for (const { status, file } of await Promise.all(asked)) {
      expect(status).toBe(200);
      expect(file.length).toBeGreaterThan(5000);
    }
  });
});
