import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../helpers/declarations.ts";
import { loadProgrammes, programmeDocuments } from "../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";
import { samplePdf } from "../server/evidence/sample-files.ts";

/**
 * A fact about the whole application: what belongs to another region or organisation answers exactly as what does not
 * exist, on every route that takes an id. A new route with an id fails here until it is put into one of the two lists.
 */
const PROGRAMME = "guizhou-live-team";
const RUN_DAY = "2024-06-03T02:00:00.000Z";

interface Ids {
  declaration: string;
  evidence: string;
  study: string;
  round: string;
  attached: string;
  run: string;
  publicity: string;
  objection: string;
  programme: string;
  dashboard: string;
  title: string;
  expert: string;
  assignment: string;
}

type Ask = (ids: Ids) => [path: string, body?: object];

/** Routes whose id names something that belongs to somebody. */
const owned: Record<string, Ask> = {
  "GET /api/declarations/:id": (ids) => [`/api/declarations/${ids.declaration}`],
  "GET /api/declarations/:id/form": (ids) => [`/api/declarations/${ids.declaration}/form`],
  "GET /api/declarations/:id/findings": (ids) => [`/api/declarations/${ids.declaration}/findings`],
  "GET /api/declarations/:id/offers": (ids) => [`/api/declarations/${ids.declaration}/offers`],
  "GET /api/declarations/:id/attached": (ids) => [`/api/declarations/${ids.declaration}/attached`],
  "POST /api/declarations/:id/attached": (ids) => [
    `/api/declarations/${ids.declaration}/attached`,
    { attached: "report" },
  ],
  "GET /api/rounds/:id/attached": (ids) => [`/api/rounds/${ids.round}/attached`],
  "POST /api/rounds/:id/attached": (ids) => [`/api/rounds/${ids.round}/attached`, { attached: "summary" }],
  "GET /api/attached/:id": (ids) => [`/api/attached/${ids.attached}`],
  "GET /api/attached/:id/findings": (ids) => [`/api/attached/${ids.attached}/findings`],
  "GET /api/attached/:id/draft": (ids) => [`/api/attached/${ids.attached}/draft`],
  "GET /api/attached/:id/paper": (ids) => [`/api/attached/${ids.attached}/paper?format=pdf`],
  "PATCH /api/attached/:id/answers": (ids) => [`/api/attached/${ids.attached}/answers`, { revision: 0, changes: {} }],
  "POST /api/attached/:id/uploads": (ids) => [
    `/api/attached/${ids.attached}/uploads`,
    { purpose: "evidence", requirementId: "proof", fileName: "a.pdf", size: 10 },
  ],
  "POST /api/attached/:id/reveal": (ids) => [
    `/api/attached/${ids.attached}/reveal`,
    { pointer: "/tenants/0/contact_phone", reason: "只是想看看" },
  ],
  "POST /api/attached/:id/hand-in": (ids) => [`/api/attached/${ids.attached}/hand-in`, { revision: 0 }],
  "POST /api/attached/:id/decision": (ids) => [
    `/api/attached/${ids.attached}/decision`,
    { revision: 0, verdict: "accept" },
  ],
  "GET /api/declarations/:id/paper": (ids) => [`/api/declarations/${ids.declaration}/paper?format=pdf`],
  "GET /api/declarations/:id/bundle": (ids) => [`/api/declarations/${ids.declaration}/bundle`],
  "GET /api/declarations/:id/score": (ids) => [`/api/declarations/${ids.declaration}/score`],
  "GET /api/declarations/:id/versions/:number": (ids) => [`/api/declarations/${ids.declaration}/versions/1`],
  "PATCH /api/declarations/:id/answers": (ids) => [
    `/api/declarations/${ids.declaration}/answers`,
    { revision: 1, changes: { name: "他人" } },
  ],
  "POST /api/declarations/:id/uploads": (ids) => [
    `/api/declarations/${ids.declaration}/uploads`,
    { purpose: "evidence", requirementId: "report", fileName: "a.pdf", size: 10 },
  ],
  "POST /api/declarations/:id/sealed-form": (ids) => [
    `/api/declarations/${ids.declaration}/sealed-form`,
    { code: "0123456789ab", evidenceIds: [ids.evidence] },
  ],
  "POST /api/declarations/:id/flags": (ids) => [
    `/api/declarations/${ids.declaration}/flags`,
    { pointer: "/name", message: "不是我的" },
  ],
  "DELETE /api/declarations/:id/flags/:flagId": (ids) => [`/api/declarations/${ids.declaration}/flags/${newId()}`],
  "PUT /api/declarations/:id/verifications": (ids) => [
    `/api/declarations/${ids.declaration}/verifications`,
    { pointer: "/name", verdict: "accept" },
  ],
  "POST /api/declarations/:id/reveal": (ids) => [
    `/api/declarations/${ids.declaration}/reveal`,
    { pointer: "/contact_mobile", reason: "只是想看看" },
  ],
  "POST /api/declarations/:id/transitions/:transitionId": (ids) => [
    `/api/declarations/${ids.declaration}/transitions/province-accept`,
    { revision: 1, opinion: "同意" },
  ],
  "GET /api/evidence/:id/content": (ids) => [`/api/evidence/${ids.evidence}/content`],
  "DELETE /api/evidence/:id": (ids) => [`/api/evidence/${ids.evidence}`],
  "GET /api/uploads/:id": (ids) => [`/api/uploads/${ids.evidence}`],
  "PUT /api/uploads/:id": (ids) => [`/api/uploads/${ids.evidence}?offset=0`, Buffer.from("x")],
  "POST /api/uploads/:id/complete": (ids) => [`/api/uploads/${ids.evidence}/complete`, {}],
  "PATCH /api/rounds/:id": (ids) => [`/api/rounds/${ids.round}`, { status: "closed" }],
  "GET /api/rounds/:id/recommendations": (ids) => [`/api/rounds/${ids.round}/recommendations`],
  "PUT /api/rounds/:id/recommendations": (ids) => [
    `/api/rounds/${ids.round}/recommendations`,
    { revision: "0", order: [] },
  ],
  "GET /api/rounds/:id/scoring-runs": (ids) => [`/api/rounds/${ids.round}/scoring-runs`],
  "POST /api/rounds/:id/scoring-runs": (ids) => [`/api/rounds/${ids.round}/scoring-runs`, {}],
  "GET /api/scoring-runs/:id": (ids) => [`/api/scoring-runs/${ids.run}`],
  "GET /api/scoring-runs/:id/results/:declarationId": (ids) => [
    `/api/scoring-runs/${ids.run}/results/${ids.declaration}`,
  ],
  "GET /api/scoring-runs/:id/sensitivity": (ids) => [`/api/scoring-runs/${ids.run}/sensitivity?places=1`],
  "GET /api/scoring-runs/:id/simulation": (ids) => [`/api/scoring-runs/${ids.run}/simulation?places=1&weights=`],
  "GET /api/scoring-runs/:id/differences/:otherId": (ids) => [`/api/scoring-runs/${ids.run}/differences/${ids.run}`],
  "POST /api/scoring-runs/:id/publicity": (ids) => [
    `/api/scoring-runs/${ids.run}/publicity`,
    { title: { zh: "公示", en: "Notice" }, declarationIds: [ids.declaration], startsOn: "2024-06-03" },
  ],
  "POST /api/rounds/:id/publicity": (ids) => [
    `/api/rounds/${ids.round}/publicity`,
    { title: { zh: "公示", en: "Notice" }, declarationIds: [ids.declaration], startsOn: "2024-06-03" },
  ],
  "GET /api/scoring-runs/:id/consequences": (ids) => [`/api/scoring-runs/${ids.run}/consequences`],
  "POST /api/scoring-runs/:id/consequences": (ids) => [
    `/api/scoring-runs/${ids.run}/consequences`,
    { items: [{ declarationId: ids.declaration, rule: "any", verdict: "confirmed" }] },
  ],
  "GET /api/titles/:id": (ids) => [`/api/titles/${ids.title}`],
  "POST /api/titles/:id/cancel": (ids) => [
    `/api/titles/${ids.title}/cancel`,
    { groundId: "any", reason: "不是我的称号" },
  ],
  "POST /api/titles/:id/renew": (ids) => [
    `/api/titles/${ids.title}/renew`,
    { validUntil: "2099-01-01", reason: "不是我的称号" },
  ],
  "POST /api/publicity/:id/publish": (ids) => [`/api/publicity/${ids.publicity}/publish`, {}],
  "POST /api/publicity/:id/withdraw": (ids) => [`/api/publicity/${ids.publicity}/withdraw`, { reason: "不是我的" }],
  "GET /api/publicity/:id/objections": (ids) => [`/api/publicity/${ids.publicity}/objections`],
  "POST /api/objections/:id/answer": (ids) => [
    `/api/objections/${ids.objection}/answer`,
    { verdict: "dismissed", answer: "经核查不成立" },
  ],
  "PUT /api/experts/:id": (ids) => [
    `/api/experts/${ids.expert}`,
    { employerName: "他人大学", employerCreditCode: null, fields: [], active: true },
  ],
  "GET /api/rounds/:id/panels": (ids) => [`/api/rounds/${ids.round}/panels`],
  "GET /api/rounds/:id/panels/:panelId": (ids) => [`/api/rounds/${ids.round}/panels/experts`],
  "POST /api/rounds/:id/panels/:panelId/draws": (ids) => [
    `/api/rounds/${ids.round}/panels/experts/draws`,
    { perDeclaration: 1, maxLoad: 1, fields: [], keep: true },
  ],
  "GET /api/rounds/:id/panels/:panelId/draws/:number": (ids) => [`/api/rounds/${ids.round}/panels/experts/draws/1`],
  "POST /api/rounds/:id/panels/:panelId/assignments": (ids) => [
    `/api/rounds/${ids.round}/panels/experts/assignments`,
    { declarationId: ids.declaration, expertId: ids.expert, reason: "不是我的" },
  ],
  "POST /api/rounds/:id/panels/:panelId/due": (ids) => [
    `/api/rounds/${ids.round}/panels/experts/due`,
    { dueAt: "2099-01-01T00:00:00Z" },
  ],
  "POST /api/rounds/:id/panels/:panelId/opening": (ids) => [
    `/api/rounds/${ids.round}/panels/experts/opening`,
    { reason: "不是我的" },
  ],
  "GET /api/rounds/:id/panels/:panelId/report": (ids) => [`/api/rounds/${ids.round}/panels/experts/report`],
  "POST /api/panel-assignments/:id/release": (ids) => [
    `/api/panel-assignments/${ids.assignment}/release`,
    { reason: "不是我的" },
  ],
  "GET /api/expert/assignments/:id": (ids) => [`/api/expert/assignments/${ids.assignment}`],
  "PUT /api/expert/assignments/:id/draft": (ids) => [
    `/api/expert/assignments/${ids.assignment}/draft`,
    { revision: 0, marks: {} },
  ],
  "POST /api/expert/assignments/:id/hand-in": (ids) => [
    `/api/expert/assignments/${ids.assignment}/hand-in`,
    { revision: 0, version: 1 },
  ],
  "POST /api/expert/assignments/:id/changes": (ids) => [
    `/api/expert/assignments/${ids.assignment}/changes`,
    { item: "hardware", points: "1", reason: "不是我的" },
  ],
  "POST /api/expert/assignments/:id/recusal": (ids) => [
    `/api/expert/assignments/${ids.assignment}/recusal`,
    { conflict: false, reason: "不是我的" },
  ],
  "GET /api/expert/assignments/:id/evidence/:evidenceId/content": (ids) => [
    `/api/expert/assignments/${ids.assignment}/evidence/${ids.evidence}/content`,
  ],
  "GET /api/dashboards/:id": (ids) => [`/api/dashboards/${ids.dashboard}`],
  "POST /api/dashboards/:id/data": (ids) => [`/api/dashboards/${ids.dashboard}/data`, { controls: {} }],
  "GET /api/studio/programmes/:id/draft": (ids) => [`/api/studio/programmes/${ids.programme}/draft`],
  "PUT /api/studio/programmes/:id/draft": (ids) => [
    `/api/studio/programmes/${ids.programme}/draft`,
    { revision: 0, documents: {} },
  ],
  "GET /api/studio/programmes/:id/changes": (ids) => [`/api/studio/programmes/${ids.programme}/changes`],
  "GET /api/studio/programmes/:id/editions": (ids) => [`/api/studio/programmes/${ids.programme}/editions`],
  "POST /api/studio/programmes/:id/editions": (ids) => [
    `/api/studio/programmes/${ids.programme}/editions`,
    { revision: 0, note: "不是我的" },
  ],
  "GET /api/programmes/:id/weight-options": (ids) => [`/api/programmes/${ids.programme}/weight-options?source=draft`],
  "GET /api/scoring-runs/:id/weight-advice": (ids) => [`/api/scoring-runs/${ids.run}/weight-advice`],
  "GET /api/weight-studies/:id": (ids) => [`/api/weight-studies/${ids.study}`],
  "PUT /api/weight-studies/:id/participants": (ids) => [
    `/api/weight-studies/${ids.study}/participants`,
    { revision: 1, participants: [] },
  ],
  "POST /api/weight-studies/:id/rounds": (ids) => [`/api/weight-studies/${ids.study}/rounds`, { revision: 1 }],
  "POST /api/weight-studies/:id/rounds/close": (ids) => [
    `/api/weight-studies/${ids.study}/rounds/close`,
    { revision: 1 },
  ],
  "POST /api/weight-studies/:id/freeze": (ids) => [
    `/api/weight-studies/${ids.study}/freeze`,
    { revision: 1, basis: "不是我的" },
  ],
  "POST /api/weight-studies/:id/abandon": (ids) => [
    `/api/weight-studies/${ids.study}/abandon`,
    { revision: 1, reason: "不再需要" },
  ],
  "POST /api/weight-studies/:id/take-over": (ids) => [
    `/api/weight-studies/${ids.study}/take-over`,
    { draftRevision: 0 },
  ],
  "GET /api/weight-invitations/:id": (ids) => [`/api/weight-invitations/${ids.study}`],
  "PUT /api/weight-invitations/:id/answer": (ids) => [
    `/api/weight-invitations/${ids.study}/answer`,
    { round: 1, revision: "r", values: {}, comments: {} },
  ],
  "POST /api/weight-invitations/:id/answer/hand-in": (ids) => [
    `/api/weight-invitations/${ids.study}/answer/hand-in`,
    { round: 1, revision: "r" },
  ],
  "POST /api/weight-invitations/:id/answer/take-back": (ids) => [
    `/api/weight-invitations/${ids.study}/answer/take-back`,
    { round: 1, revision: "r" },
  ],
  "GET /api/studio/programmes/:id/bundle": (ids) => [`/api/studio/programmes/${ids.programme}/bundle`],
};

/** Rounds are public: that one exists is no secret, so the refusal may say that it is not the caller's. */
const existencePublic = new Set(["PATCH /api/rounds/:id"]);

/** Routes whose id names what everybody may read, or what one administrator keeps for all. */
const open = new Set([
  "GET /api/geo/:code",
  "GET /api/regions/:code",
  "GET /api/public/rounds/:id",
  "GET /api/public/rounds/:id/form",
  "GET /api/public/rounds/:id/paper",
  "POST /api/public/rounds/:id/precheck",
  "GET /api/public/publicity/:id",
  "POST /api/public/publicity/:id/objections",
  "GET /api/public/titles/:number",
  "PATCH /api/accounts/:id",
  "PUT /api/accounts/:id/roles",
]);

describe("an id of another region or organisation", () => {
  let app: TestApp;
  let foreign: Ids;
  let strangers: Record<string, Caller>;

  beforeAll(async () => {
    app = await startTestApp({ now: RUN_DAY });
    await loadProgrammes(app, PROGRAMME);
    const documents = await programmeDocuments(PROGRAMME);
    const { answers } = documents[`programmes/golden/${PROGRAMME}/full.json`] as { answers: Record<string, unknown> };
    const round = await openRound(app, PROGRAMME);
    const { id: declaration, accountId } = await standDeclaration(app, {
      roundId: round,
      programmeId: PROGRAMME,
      region: "520102",
      state: "scoring",
      stage: "scoring",
      answers,
    });
    const evidence = newId();
    await app.database.write((db) =>
      db("evidence").insert({
        id: evidence,
        declaration_id: declaration,
        requirement_id: "report",
        purpose: "evidence",
        file_name: "申报书.pdf",
        media_type: "application/pdf",
        size: samplePdf("x").length,
        sha256: "0".repeat(64),
        status: "released",
        party: "applicant",
        uploaded_by: accountId,
        created_at: RUN_DAY,
      }),
    );
    const study = newId();
    await app.database.write(async (db) => {
      await db("weight_studies").insert({
        id: study,
        programme_id: PROGRAMME,
        title: JSON.stringify({ zh: "权重征询", en: "Weights" }),
        kind: "delphi",
        rule: "median",
        settings: JSON.stringify({ groups: [], schemeHash: "", minimum: 3, variationLimit: 0.25 }),
        status: "open",
        revision: 1,
        created_at: RUN_DAY,
        created_by: "test",
      });
      await db("weight_rounds").insert({ study_id: study, number: 1, opened_at: RUN_DAY });
      await db("weight_participants").insert({ study_id: study, account_id: accountId });
    });
    const attached = newId();
    await app.database.write((db) =>
      db("attached_forms").insert({
        id: attached,
        attached_id: "report",
        form_id: "guizhou-common/report-enterprise",
        declaration_id: declaration,
        round_id: round,
        owner_key: declaration,
        year: 2024,
        sequence: 0,
        region_code: "520102",
        region_path: "/520000/520100/520102/",
        revision: 1,
        status: "handed-in",
        answers: "{}",
        handed_in: "{}",
        handed_in_at: RUN_DAY,
        created_at: RUN_DAY,
        updated_at: RUN_DAY,
      }),
    );
    const province = await app.signInAs("province-reviewer", { region: "520000" });
    const must = async (path: string, body: object) => {
      const answer = await province.call("POST", path, body, { "idempotency-key": newId() });
      if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    const { run } = await must(`/api/rounds/${round}/scoring-runs`, {});
    const { id: publicity } = await must(`/api/scoring-runs/${run.id}/publicity`, {
      title: { zh: "公示", en: "Notice" },
      declarationIds: [declaration],
      startsOn: "2024-06-03",
    });
    const objection = await app.call("POST", `/api/public/publicity/${publicity}/objections`, {
      declarationId: declaration,
      fact: "直播销售额",
      text: "与平台公开数据不符，请核查。",
      contact: "someone@example.cn",
    });
    const { items } = await must("/api/titles", {
      programmeId: PROGRAMME,
      titles: [{ holder: "某某团队", region: "520102", awardedOn: "2023-05-10", basis: "此前认定" }],
    });
    const expert = await app.signInAs("expert", { region: "520000" });
    const assignment = newId();
    await app.context.work.withTransaction((stores) =>
      stores.sheets.assign({
        id: assignment,
        roundId: round,
        panelId: "experts",
        declarationId: declaration,
        accountId: expert.accountId,
        draw: null,
        reason: "样例",
        assignedAt: RUN_DAY,
      }),
    );
    foreign = {
      title: items[0].id,
      expert: expert.accountId,
      assignment,
      declaration,
      evidence,
      study,
      attached,
      round,
      run: run.id,
      publicity,
      objection: objection.body.id,
      programme: PROGRAMME,
      dashboard: "guizhou-ecommerce",
    };
    const elsewhere = "510000";
    strangers = {
      applicant: await app.signInAs("applicant", { organisation: await app.makeOrganisation("520102") }),
      "county reviewer": await app.signInAs("county-reviewer", { region: "520103" }),
      "city reviewer": await app.signInAs("city-reviewer", { region: "520200" }),
      "province reviewer": await app.signInAs("province-reviewer", { region: elsewhere }),
      "programme administrator": await app.signInAs("programme-admin", { region: elsewhere }),
      leader: await app.signInAs("leader", { region: elsewhere }),
      expert: await app.signInAs("expert", { region: elsewhere }),
    };
  }, 120_000);

  afterAll(() => app.close());

  it("is taken by known routes only", () => {
    const withId = app.app.declaredRoutes
      .filter(({ url, method }) => url.startsWith("/api/") && url.includes(":") && method !== "HEAD")
      .map(({ method, url }) => `${method} ${url}`);
    expect(withId.length).toBeGreaterThan(40);
    expect([...new Set(withId)].sort()).toEqual([...Object.keys(owned), ...open].sort());
    expect(Object.values(foreign).every((id) => typeof id === "string" && id !== "")).toBe(true);
  });

  it("is refused as one that does not exist, to the letter, for every role and route", async () => {
    const missing = Object.fromEntries(Object.keys(foreign).map((key) => [key, newId()])) as unknown as Ids;
    const differing: string[] = [];
    const letThrough: string[] = [];
    for (const [name, caller] of Object.entries(strangers)) {
      // What the whole province of the owner sees is no secret from its own dashboard readers.
      const sameProvince = ["applicant", "county reviewer", "city reviewer"].includes(name);
      for (const [route, ask] of Object.entries(owned)) {
        if (sameProvince && /dashboards|recommendations|rounds\/:id\/attached/.test(route)) continue;
        const method = route.split(" ")[0] as string;
        const send = ([path, body]: [string, object?]) =>
          caller.call(method, path, body, {
            "idempotency-key": newId(),
            ...(Buffer.isBuffer(body) && { "content-type": "application/octet-stream" }),
          });
        const [there, nowhere] = [await send(ask(foreign)), await send(ask(missing))];
        const said = ({ status, body }: typeof there) => JSON.stringify({ status, body: { ...body, requestId: null } });
        if (there.status < 400) letThrough.push(`${name}: ${route} ${there.status}`);
        if (said(there) !== said(nowhere) && !existencePublic.has(route))
          differing.push(`${name}: ${route} ${said(there)} ${said(nowhere)}`);
      }
    }
    expect(letThrough).toEqual([]);
    expect(differing).toEqual([]);
  }, 60_000);
});
