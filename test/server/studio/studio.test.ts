import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renameProgramme } from "../../../core/editions/rename.ts";
import { packBundle, unpackBundle } from "../../../server/modules/exchange/bundle-archive.ts";
import { openRound } from "../../helpers/declarations.ts";
import { loadProgrammes, programmeDocuments } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

const PROGRAMME = "guizhou-live-team";
const OWN_REGION = "520000";
const OTHER_REGION = "510000";

// biome-ignore lint/suspicious/noExplicitAny: the cases reach into plain JSON documents
type Json = any;

describe("the studio", () => {
  let app: TestApp;
  let admin: Caller;
  let stranger: Caller;

  beforeAll(async () => {
    app = await startTestApp();
    await loadProgrammes(app, PROGRAMME);
    admin = await app.signInAs("programme-admin", { region: OWN_REGION });
    stranger = await app.signInAs("programme-admin", { region: OTHER_REGION });
  });
  afterAll(() => app.close());

  const draftOf = async (id: string) => (await admin.call("GET", `/api/studio/programmes/${id}/draft`)).body;
  const key = (name: string) => ({ "idempotency-key": `studio-test-${name}` });

  it("lists the programmes of the administrator's own region only", async () => {
    const own = await admin.call("GET", "/api/studio/programmes");
    expect(own.body.items).toMatchObject([{ id: PROGRAMME, latestEdition: 1, draftRevision: null, rounds: 0 }]);
    expect((await stranger.call("GET", "/api/studio/programmes")).body.items).toEqual([]);
    for (const path of ["draft", "changes", "editions", "bundle"]) {
      const answer = await stranger.call("GET", `/api/studio/programmes/${PROGRAMME}/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it("is closed to everybody but programme administrators", async () => {
    const reviewer = await app.signInAs("province-reviewer", { region: OWN_REGION });
    expect((await reviewer.call("GET", "/api/studio/programmes")).status).toBe(403);
    expect((await app.call("GET", "/api/studio/programmes")).status).toBe(401);
  });

  it("begins a draft from the latest edition and saves it on its revision", async () => {
    const draft = await draftOf(PROGRAMME);
    expect(draft).toMatchObject({ revision: 0, findings: expect.any(Array) });
    const documents = structuredClone(draft.documents);
    documents[`programmes/${PROGRAMME}.programme.json`].summary = "改过的简介";
    const url = `/api/studio/programmes/${PROGRAMME}/draft`;
    const saved = await admin.call("PUT", url, { revision: 0, documents });
    expect(saved).toMatchObject({ status: 200, body: { revision: 1 } });
    const late = await admin.call("PUT", url, { revision: 0, documents: {} });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict-revision", draft: { revision: 1 } } });
    expect((await draftOf(PROGRAMME)).documents[`programmes/${PROGRAMME}.programme.json`].summary).toBe("改过的简介");
  });

  it("keeps a draft that is wrong, says what is wrong, and refuses to publish it", async () => {
    const { revision, documents } = await draftOf(PROGRAMME);
    const broken: Json = structuredClone(documents);
    broken[`programmes/${PROGRAMME}.programme.json`].form = "no-such/form";
    const saved = await admin.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision, documents: broken });
    expect(saved.body.findings).toContainEqual(
      expect.objectContaining({ file: `programmes/${PROGRAMME}.programme.json`, pointer: "/form", level: "error" }),
    );
    const url = `/api/studio/programmes/${PROGRAMME}/editions`;
    const body = { revision: revision + 1, note: "不该成功" };
    const refused = await admin.call("POST", url, body, key("broken"));
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid-input" } });
    expect(refused.body.findings.some((finding: Json) => finding.pointer === "/form")).toBe(true);
    // Mended again for the cases that follow.
    await admin.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: revision + 1, documents });
  });

  it("refuses to publish while a golden case disagrees", async () => {
    const { revision, documents } = await draftOf(PROGRAMME);
    const path = Object.keys(documents).find((each) => each.startsWith(`programmes/golden/${PROGRAMME}/`)) ?? "";
    const changed: Json = structuredClone(documents);
    changed[path].expect.findings = [{ code: "made-up", level: "error", pointer: "/nowhere" }];
    await admin.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision, documents: changed });
    const body = { revision: revision + 1, note: "不该成功" };
    const refused = await admin.call("POST", `/api/studio/programmes/${PROGRAMME}/editions`, body, key("golden"));
    expect(refused.status).toBe(422);
    expect(refused.body.findings.map(({ file }: Json) => file)).toContain(path);
    await admin.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: revision + 1, documents });
  });

  it("shows what would change, publishes it once, and then has nothing to publish", async () => {
    const { revision } = await draftOf(PROGRAMME);
    const changes = await admin.call("GET", `/api/studio/programmes/${PROGRAMME}/changes`);
    expect(changes.body).toMatchObject({
      changes: [{ file: `programmes/${PROGRAMME}.programme.json`, pointer: "/summary", kind: "cosmetic" }],
      liveDeclarations: 0,
    });
    const url = `/api/studio/programmes/${PROGRAMME}/editions`;
    const body = { revision, note: "改了简介" };
    expect((await admin.call("POST", url, body)).status).toBe(400);
    const published = await admin.call("POST", url, body, key("publish"));
    expect(published).toMatchObject({ status: 200, body: { number: 2, note: "改了简介", publishedBy: admin.login } });
    const again = await admin.call("POST", url, body, key("publish"));
    expect(again.body).toEqual(published.body);
    expect((await admin.call("POST", url, body, key("publish-2"))).body.code).toBe("already-exists");
    const editions = await admin.call("GET", url);
    expect(editions.body.items.map(({ number }: Json) => number)).toEqual([2, 1]);
    expect((await admin.call("GET", `/api/studio/programmes/${PROGRAMME}/changes`)).body.changes).toEqual([]);
  });

  it("copies a programme under an id of its own that passes its check", async () => {
    const created = await admin.call("POST", "/api/studio/programmes", { id: "copied-team", copyOf: PROGRAMME });
    expect(created).toMatchObject({ status: 200, body: { programmeId: "copied-team", revision: 1 } });
    expect(created.body.findings.filter(({ level }: Json) => level === "error")).toEqual([]);
    const again = await admin.call("POST", "/api/studio/programmes", { id: "copied-team", copyOf: PROGRAMME });
    expect(again.body.code).toBe("already-exists");
    const body = { revision: 1, note: "第一版" };
    const published = await admin.call("POST", "/api/studio/programmes/copied-team/editions", body, key("copy"));
    expect(published).toMatchObject({ status: 200, body: { programmeId: "copied-team", number: 1 } });
  });

  it("begins a programme from blank documents that can be published as they are", async () => {
    const created = await admin.call("POST", "/api/studio/programmes", {
      id: "blank-one",
      copyOf: PROGRAMME,
      blank: true,
    });
    expect(created).toMatchObject({ status: 200, body: { programmeId: "blank-one", findings: [] } });
    expect(Object.keys(created.body.documents).some((path) => path.includes(PROGRAMME))).toBe(false);
    const body = { revision: 1, note: "第一版" };
    const published = await admin.call("POST", "/api/studio/programmes/blank-one/editions", body, key("blank"));
    expect(published).toMatchObject({ status: 200, body: { programmeId: "blank-one", number: 1 } });
  });

  it("gives the copy of another province's programme the administrator's own region", async () => {
    const created = await stranger.call("POST", "/api/studio/programmes", { id: "borrowed-team", copyOf: PROGRAMME });
    const programme = created.body.documents["programmes/borrowed-team.programme.json"];
    expect(programme.authority.region).toBe(OTHER_REGION);
    expect((await admin.call("GET", "/api/studio/programmes/borrowed-team/draft")).status).toBe(404);
    // Naming a region that is not one's own is kept in the draft, and refused when it is published.
    programme.authority.region = OWN_REGION;
    const saved = await stranger.call("PUT", "/api/studio/programmes/borrowed-team/draft", {
      revision: 1,
      documents: created.body.documents,
    });
    expect(saved.status).toBe(200);
    const refused = await stranger.call(
      "POST",
      "/api/studio/programmes/borrowed-team/editions",
      { revision: 2, note: "不该成功" },
      key("borrowed"),
    );
    expect(refused.body.findings).toMatchObject([{ pointer: "/authority/region" }]);
  });

  describe("as a bundle", () => {
    const download = async (id: string) => {
      const url = `/api/studio/programmes/${id}/bundle`;
      return app.app.inject({ method: "GET", url, headers: { cookie: admin.cookie } });
    };
    const upload = (payload: Buffer) =>
      app.app.inject({
        method: "POST",
        url: "/api/studio/bundle",
        payload,
        headers: { cookie: admin.cookie, "content-type": "application/zip", "x-shenbao": "1" },
      });

    it("exports the files of an edition and takes them in again as a draft", async () => {
      const exported = await download(PROGRAMME);
      expect(exported.headers["content-type"]).toBe("application/zip");
      expect(exported.headers["content-disposition"]).toContain("attachment");
      const { documents, findings } = await unpackBundle(exported.rawPayload);
      expect(findings).toEqual([]);
      const before = await draftOf(PROGRAMME);
      expect(Object.keys(documents).sort()).toEqual(Object.keys(before.documents).sort());
      const imported = await upload(exported.rawPayload);
      expect(imported.json()).toMatchObject({ programmeId: PROGRAMME, revision: before.revision + 1 });
      expect((await admin.call("GET", `/api/studio/programmes/${PROGRAMME}/changes`)).body.changes).toEqual([]);
    });

    it("makes a new programme of an id that is free", async () => {
      const documents: Json = renameProgramme(await programmeDocuments(PROGRAMME), PROGRAMME, "sent-team");
      const imported = await upload(Buffer.from(packBundle(documents)));
      expect(imported.json()).toMatchObject({ programmeId: "sent-team", revision: 1 });
    });

    it("refuses what is no bundle, with the reason and the file", async () => {
      const noJson = await upload(Buffer.from(zipSync({ "programmes/x.programme.json": strToU8("{") })));
      expect(noJson.statusCode).toBe(422);
      expect(noJson.json().findings).toMatchObject([{ file: "programmes/x.programme.json", code: "bundle-not-json" }]);
      const outside = await upload(Buffer.from(zipSync({ "server/main.ts": strToU8("1") })));
      expect(outside.json().findings).toMatchObject([{ file: "server/main.ts", code: "bundle-unknown-path" }]);
      expect((await upload(Buffer.from("not a zip"))).statusCode).toBe(422);
      expect((await upload(Buffer.alloc(5 * 1024 * 1024))).statusCode).toBe(413);
      const noProgramme = await upload(Buffer.from(packBundle({ "programmes/_catalogue/holidays.json": {} })));
      expect(noProgramme.statusCode).toBe(422);
      expect((await admin.call("POST", "/api/studio/bundle", {})).status).toBe(415);
    });
  });

  it("checks documents without keeping them", async () => {
    const documents: Json = await programmeDocuments(PROGRAMME);
    const sound = await admin.call("POST", "/api/studio/check", { documents });
    expect(sound.body.findings.filter(({ level }: Json) => level === "error")).toEqual([]);
    documents["server/main.ts"] = {};
    const refused = await admin.call("POST", "/api/studio/check", { documents });
    expect(refused.body.findings).toContainEqual(expect.objectContaining({ file: "server/main.ts", level: "error" }));
  });

  it("scores sample answers with the scheme of the documents, line by line", async () => {
    const documents: Json = await programmeDocuments(PROGRAMME);
    const golden = documents[`programmes/golden/${PROGRAMME}/full.json`].answers;
    const samples = [golden, { ...golden, live_sales: 1 }];
    const scored = await admin.call("POST", "/api/studio/score", { documents, year: 2024, samples });
    expect(scored.status).toBe(200);
    const [full, poor] = scored.body.results;
    expect(full).toMatchObject({ eligible: true, rank: 1, total: expect.stringMatching(/^[0-9.]+$/) });
    expect(poor).toMatchObject({ eligible: false, total: null, rank: null });
    expect(full.lines.length).toBeGreaterThan(5);
    for (const { sentence } of full.lines) expect(sentence.zh.length).toBeGreaterThan(5);
    const sum = full.lines.reduce((total: number, { points }: Json) => total + Number(points ?? 0), 0);
    expect(sum).toBeGreaterThanOrEqual(Number(full.total));
    delete documents[`scoring-schemas/${PROGRAMME}/scoring.scheme.json`];
    const broken = await admin.call("POST", "/api/studio/score", { documents, year: 2024, samples });
    expect(broken.body.results).toEqual([]);
    expect(broken.body.findings.some(({ level }: Json) => level === "error")).toBe(true);
  });

  it("refuses a golden case that expects another score", async () => {
    const documents: Json = await programmeDocuments(PROGRAMME);
    const path = `programmes/golden/${PROGRAMME}/full.json`;
    const { total } = (
      await admin.call("POST", "/api/studio/score", {
        documents: { ...documents, [path]: documents[path] },
        year: documents[path].year ?? 2024,
        samples: [documents[path].answers],
      })
    ).body.results[0];
    const errors = async (score: string) => {
      const changed = structuredClone(documents);
      changed[path].expect.score = score;
      const { findings } = (await admin.call("POST", "/api/studio/check", { documents: changed })).body;
      return findings.filter(({ level }: Json) => level === "error").map(({ code, file }: Json) => `${code} ${file}`);
    };
    expect(await errors(total)).toEqual([]);
    expect(await errors("1")).toEqual([`golden-score-differs ${path}`]);
  });

  it("writes a line of the audit for every change", async () => {
    const auditor = await app.signInAs("audit-admin");
    const actions = (await auditor.call("GET", "/api/audit?limit=200")).body.items.map(({ action }: Json) => action);
    for (const action of ["draft-save", "edition-publish", "programme-create"]) expect(actions).toContain(action);
    expect((await auditor.call("GET", "/api/audit/verification")).body.ok).toBe(true);
  });

  it("counts a round as open only within its window", async () => {
    for (const year of [2023, 2024]) await openRound(app, PROGRAMME, year);
    app.setTime("2024-06-01T00:00:00Z");
    const { items } = (await admin.call("GET", "/api/studio/programmes")).body;
    expect(items.find(({ id }: Json) => id === PROGRAMME)).toMatchObject({ rounds: 2, openRounds: 1 });
  });
});
