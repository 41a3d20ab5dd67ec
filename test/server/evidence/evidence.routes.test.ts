import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../helpers/server.ts";
import { fillIn, type SampleRound, start, startSampleRound, submit, upload } from "../declarations/sample-round.ts";
import { bombDocx, sampleDocx, samplePdf, samplePng, sampleXlsx } from "./sample-files.ts";

const BYTES = { "content-type": "application/octet-stream" };

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound();
});
afterAll(() => round.app.close());

async function draft(): Promise<{ applicant: Caller; id: string }> {
  const applicant = await round.applicant();
  return { applicant, id: (await start(round, applicant)).summary.id };
}

const begin = (caller: Caller, id: string, size: number, more: object = {}) =>
  caller.call("POST", `/api/declarations/${id}/uploads`, {
    purpose: "evidence",
    requirementId: "licence",
    fileName: "执照.pdf",
    size,
    ...more,
  });

const put = (caller: Caller, uploadId: string, offset: number, bytes: Buffer) =>
  caller.call("PUT", `/api/uploads/${uploadId}?offset=${offset}`, bytes, BYTES);

describe("an upload in pieces", () => {
  it("goes on where it broke off, and the file comes back as it was", async () => {
    const { applicant, id } = await draft();
    const content = samplePdf("第一份");
    const { body: state } = await begin(applicant, id, content.length, { fileName: "贵州·营业执照（副本）.pdf" });
    expect((await put(applicant, state.id, 0, content.subarray(0, 20))).body.received).toBe(20);
    expect(await put(applicant, state.id, 5, content.subarray(5))).toMatchObject({
      status: 409,
      body: { code: "upload-offset-wrong", received: 20 },
    });
    expect((await applicant.call("POST", `/api/uploads/${state.id}/complete`, {})).body).toMatchObject({
      code: "upload-incomplete",
      received: 20,
    });
    expect((await applicant.call("GET", `/api/uploads/${state.id}`)).body.received).toBe(20);
    expect((await put(applicant, state.id, 20, content.subarray(20))).body.received).toBe(content.length);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const done = await applicant.call("POST", `/api/uploads/${state.id}/complete`, { sha256 });
    expect(done).toMatchObject({
      status: 200,
      body: { fileName: "贵州·营业执照（副本）.pdf", sha256, mediaType: "application/pdf" },
    });

    const file = await applicant.call("GET", `/api/evidence/${done.body.id}/content`);
    expect(file.body).toBe(content.toString("utf8"));
    expect(file.headers).toMatchObject({
      "content-type": "application/pdf",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'self'; sandbox",
      "content-disposition": expect.stringMatching(/^attachment; .*filename\*=UTF-8''%E8%B4%B5%E5%B7%9E%C2%B7/),
    });
    const shown = await applicant.call("GET", `/api/evidence/${done.body.id}/content?inline=1`);
    expect(shown.headers["content-disposition"]).toMatch(/^inline/);
    // The answer was lost on the way: asked again, the upload is complete and gives the same file, not a second one.
    expect((await applicant.call("GET", `/api/uploads/${state.id}`)).body.received).toBe(content.length);
    expect((await applicant.call("POST", `/api/uploads/${state.id}/complete`, {})).body).toEqual(done.body);
    expect((await applicant.call("GET", `/api/declarations/${id}`)).body.evidence).toHaveLength(1);
    expect((await put(applicant, state.id, 0, content)).status).toBe(409);
    const left = await readdir(join(round.app.place.DATA_DIR, "blobs", "quarantine"));
    expect(left.filter((name) => name.startsWith(state.id))).toEqual([]);
  });

  it("cannot be gone on with by anybody else", async () => {
    const { applicant, id } = await draft();
    const { body: state } = await begin(applicant, id, 100);
    const other = await round.applicant();
    expect((await put(other, state.id, 0, Buffer.alloc(10))).status).toBe(404);
    expect((await other.call("GET", `/api/uploads/${state.id}`)).status).toBe(404);
    expect((await other.call("POST", `/api/uploads/${state.id}/complete`, {})).status).toBe(404);
  });

  it("refuses a file that was damaged on the way, and forgets it", async () => {
    const { applicant, id } = await draft();
    const content = samplePdf();
    const { body: state } = await begin(applicant, id, content.length);
    await put(applicant, state.id, 0, content);
    const wrong = await applicant.call("POST", `/api/uploads/${state.id}/complete`, { sha256: "0".repeat(64) });
    expect(wrong).toMatchObject({ status: 422, body: { code: "upload-hash-differs" } });
    expect((await applicant.call("GET", `/api/uploads/${state.id}`)).status).toBe(404);
  });
});

describe("hostile uploads", () => {
  it.each([
    ["more bytes than announced", samplePdf(), { size: 10 }, 413, "too-large"],
    ["a page as a pdf", Buffer.from("<script>alert(1)</script>"), {}, 415, "file-type-refused"],
    ["a picture named pdf", samplePng(), {}, 422, "file-extension-differs"],
    ["a spreadsheet where a pdf belongs", sampleXlsx(), { fileName: "a.xlsx" }, 415, "file-type-refused"],
    ["a pdf cut off", samplePdf().subarray(0, 50), {}, 422, "file-damaged"],
    ["a bomb", bombDocx(20), { requirementId: "report", fileName: "a.docx" }, 422, "file-archive-unsafe"],
    ["a huge picture", samplePng(60_000, 60_000), { fileName: "a.png" }, 422, "file-image-too-large"],
  ])("%s", async (_, content, more, status, code) => {
    const { applicant, id } = await draft();
    const { body: state } = await begin(applicant, id, content.length, more);
    const piece = await put(applicant, state.id, 0, content);
    const answer = piece.status === 200 ? await applicant.call("POST", `/api/uploads/${state.id}/complete`, {}) : piece;
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await applicant.call("GET", `/api/declarations/${id}`)).body.evidence).toEqual([]);
  });

  it.each([
    ["too large", { size: 2 * 1024 * 1024 }, 413, "too-large"],
    ["an unknown requirement", { requirementId: "nothing" }, 404, "not-found"],
    ["no requirement", { requirementId: undefined }, 404, "not-found"],
    ["no name", { fileName: "\u202e../" }, 422, "file-name-empty"],
    ["a negative size", { size: -1 }, 422, "invalid-input"],
  ])("%s before a byte is sent", async (_, more, status, code) => {
    const { applicant, id } = await draft();
    expect(await begin(applicant, id, 100, more)).toMatchObject({ status, body: { code } });
  });

  it("a name with a path stays a name", async () => {
    const { applicant, id } = await draft();
    const done = await upload(applicant, id, {
      content: samplePdf("p"),
      fileName: "../../../etc/执照\u0007.pdf",
      requirementId: "licence",
    });
    expect(done.body.fileName).toBe("执照.pdf");
  });

  it("more files than the place takes", async () => {
    const { applicant, id } = await draft();
    const one = (text: string) =>
      upload(applicant, id, { content: samplePdf(text), fileName: "a.pdf", requirementId: "licence" });
    expect((await one("1")).status).toBe(200);
    expect((await one("2")).status).toBe(200);
    expect(await one("3")).toMatchObject({ status: 409, body: { code: "file-limit-reached" } });
  });

  it("a piece that is refused leaves the connection to the next request", async () => {
    const { applicant, id } = await draft();
    const { body: state } = await begin(applicant, id, 10);
    // A connection is the point here, so this one test opens a port.
    const address = new URL(await round.app.app.listen({ host: "127.0.0.1", port: 0 }));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (method: string, body?: Buffer) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { cookie: applicant.cookie, "x-shenbao": "1", ...(body && BYTES) };
        const path = `/api/uploads/${state.id}${body ? "?offset=0" : ""}`;
        const sent = request({ agent, host: address.hostname, port: address.port, method, path, headers }, (answer) => {
          answer.resume().on("end", () => resolve(answer.statusCode));
        });
        sent.on("error", reject).end(body);
      });
    expect(await send("PUT", Buffer.alloc(3 * 1024 * 1024))).toBe(413);
    expect(await send("GET")).toBe(200);
    agent.destroy();
  });

  it("a body that is no piece", async () => {
    const { applicant, id } = await draft();
    const { body: state } = await begin(applicant, id, 100);
    expect((await applicant.call("PUT", `/api/uploads/${state.id}?offset=0`, { a: 1 })).status).toBe(415);
    expect((await applicant.call("PUT", `/api/uploads/${state.id}`, Buffer.alloc(3), BYTES)).status).toBe(400);
  });
});

describe("who reads a file", () => {
  it("is the applicant alone before submission, the reviewers of the region after", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const url = async () => {
      const { body } = await applicant.call("GET", `/api/declarations/${id}`);
      return `/api/evidence/${body.evidence[0].id}/content`;
    };
    expect((await applicant.call("GET", await url())).status).toBe(200);
    expect((await round.county.call("GET", await url())).status).toBe(404);
    expect((await (await round.applicant()).call("GET", await url())).status).toBe(404);

    const submitted = await submit(round, await round.applicant());
    const seen = await round.county.call("GET", `/api/declarations/${submitted}`);
    const file = `/api/evidence/${seen.body.evidence[0].id}/content`;
    expect((await round.county.call("GET", file)).status).toBe(200);
    expect((await round.province.call("GET", file)).status).toBe(200);
    const elsewhere = await round.app.signInAs("county-reviewer", { region: "520102" });
    expect((await elsewhere.call("GET", file)).status).toBe(404);
    expect((await round.app.call("GET", file)).status).toBe(401);
  });
});

describe("taking a file away", () => {
  it("is for the applicant while it may be changed; submitted versions keep theirs", async () => {
    const { applicant, id } = await draft();
    const done = await upload(applicant, id, { content: sampleDocx(), fileName: "总结.docx", requirementId: "report" });
    const url = `/api/evidence/${done.body.id}`;
    expect((await (await round.applicant()).call("DELETE", url)).status).toBe(404);
    expect((await applicant.call("DELETE", url)).status).toBe(204);
    expect((await applicant.call("DELETE", url)).status).toBe(404);
    expect((await applicant.call("GET", `/api/declarations/${id}`)).body.evidence).toEqual([]);

    const other = await round.applicant();
    const submitted = await submit(round, other);
    const { body } = await other.call("GET", `/api/declarations/${submitted}`);
    const version = await round.county.call("GET", `/api/declarations/${submitted}/versions/1`);
    expect(version.body.evidence).toMatchObject([{ id: body.evidence[0].id, requirementId: "licence" }]);
    expect((await other.call("DELETE", `/api/evidence/${body.evidence[0].id}`)).body.code).toBe("evidence-locked");
    expect((await round.county.call("DELETE", `/api/evidence/${body.evidence[0].id}`)).body.code).toBe(
      "evidence-locked",
    );
  });
});
