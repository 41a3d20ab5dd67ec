import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../helpers/server.ts";
import { goodAnswers } from "../declarations/sample-programme.ts";
import { fillIn, type SampleRound, startSampleRound, submit, take, upload } from "../declarations/sample-round.ts";
import { sampleDocx } from "../evidence/sample-files.ts";
import { wordsPdf } from "./bundle-files.ts";
import { hasPdfToText, pdfText } from "./sheets.ts";

const answers = { ...goodAnswers, phone: "13912345678" };

let round: SampleRound;
let applicant: Caller;
let id: string;

beforeAll(async () => {
  round = await startSampleRound();
  applicant = await round.applicant();
  id = await fillIn(round, applicant, answers);
  await upload(applicant, id, {
    content: await wordsPdf("licence", 2),
    fileName: "营业执照副本.pdf",
    requirementId: "licence",
  });
  await upload(applicant, id, { content: sampleDocx(), fileName: "总结.docx", requirementId: "report" });
  const handedIn = await take(applicant, id, "submit", { committed: true });
  expect(handedIn.status).toBe(200);
});
afterAll(() => round.app.close());

async function fetchBundle(caller: Caller | null, declaration = id, query = "") {
  const answer = await round.app.app.inject({
    method: "GET",
    url: `/api/declarations/${declaration}/bundle${query}`,
    ...(caller && { headers: { cookie: caller.cookie } }),
  });
  return { status: answer.statusCode, headers: answer.headers, file: answer.rawPayload };
}

describe("all materials of a declaration as one PDF", { timeout: 60_000 }, () => {
  it("is named by the programme's rule, for every client", async () => {
    const { status, headers, file } = await fetchBundle(applicant);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/pdf");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["content-length"]).toBe(String(file.length));
    const name = /filename\*=UTF-8''(\S+)$/.exec(String(headers["content-disposition"]))?.[1] ?? "";
    expect(decodeURIComponent(name)).toMatch(/^贵阳市\+.+\+2023\.pdf$/);
    // Cover, form, two pages of the licence; the test's other licence is no true PDF.
    expect((await PDFDocument.load(file)).getPageCount()).toBe(4);
  });

  it.skipIf(!hasPdfToText)("lists what was handed in, masked for everybody but the applicant", async () => {
    const own = pdfText((await fetchBundle(applicant)).file);
    const seen = pdfText((await fetchBundle(round.county)).file);
    const { body } = await applicant.call("GET", `/api/declarations/${id}`);
    for (const text of [own, seen]) {
      expect(text).toContain("示例项目");
      expect(text).toContain(`.${body.receipt.answersHash.slice(0, 12)}.${body.receipt.number}`);
      expect(text).toContain("营业执照副本.pdf");
      expect(text).toContain("总结.docx（此种格式不能并入PDF）");
      for (const { sha256 } of body.evidence) expect(text).toContain(sha256.slice(0, 12));
    }
    expect(own).toContain("13912345678");
    expect(seen).toContain("139****5678");
    expect(seen).not.toContain("13912345678");
  });

  it.skipIf(!hasPdfToText)("holds what was handed in while the applicant corrects it", async () => {
    const other = await round.applicant();
    const returned = await submit(round, other);
    await round.county.call("POST", `/api/declarations/${returned}/flags`, {
      pointer: "/evidence/licence",
      message: "请换一份",
    });
    expect((await take(round.county, returned, "county-return")).status).toBe(200);
    await upload(other, returned, {
      content: await wordsPdf("renewed"),
      fileName: "新执照.pdf",
      requirementId: "licence",
    });
    expect(pdfText((await fetchBundle(other, returned)).file)).toContain("新执照.pdf");
    const seen = pdfText((await fetchBundle(round.county, returned)).file);
    expect(seen).toContain("营业执照.pdf");
    expect(seen).not.toContain("新执照.pdf");
  });

  it("is marked as a draft, in English where that is asked for", async () => {
    const other = await round.applicant();
    const draft = await fillIn(round, other);
    const { status, file } = await fetchBundle(other, draft, "?locale=en");
    expect(status).toBe(200);
    if (!hasPdfToText) return;
    expect(pdfText(file)).toContain("Listofmaterials");
  });

  it("is not found out of scope, and not given to experts or without a session", async () => {
    const stranger = await round.applicant();
    const elsewhere = await round.app.signInAs("county-reviewer", { region: "520302" });
    const expert = await round.app.signInAs("expert", { region: "520000" });
    expect((await fetchBundle(stranger)).status).toBe(404);
    expect((await fetchBundle(elsewhere)).status).toBe(404);
    expect((await fetchBundle(expert)).status).toBe(403);
    expect((await fetchBundle(null)).status).toBe(401);
  });

  it("keeps the server answering while it is made", async () => {
    const making = Promise.all([fetchBundle(applicant), fetchBundle(round.county)]);
    expect((await round.app.call("GET", "/api/public/rounds")).status).toBe(200);
    for (const { status } of await making) expect(status).toBe(200);
  });
});
