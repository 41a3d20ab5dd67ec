import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

const TEAM = "guizhou-live-team";
const RUN_DAY = "2024-06-03T02:00:00.000Z";
/** Five working days from Monday 3 June; Monday 10 June is a holiday. */
const LAST_DAY = "2024-06-11";
const AFTER = "2024-06-11T16:00:00.000Z";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

describe("objections from one address", () => {
  it("are counted: more than the limit in a minute are turned away", async () => {
    const app = await startTestApp({ settings: { SIGN_IN_LIMIT_PER_MINUTE: 3 } });
    try {
      const body = { declarationId: "x", fact: "某项数据", text: "与公开数据不符，请核实一下。", contact: "12345678" };
      const statuses: number[] = [];
      for (let turn = 0; turn < 5; turn++) {
        statuses.push((await app.call("POST", "/api/public/publicity/nothing/objections", body)).status);
      }
      expect(statuses).toEqual([404, 404, 404, 429, 429]);
    } finally {
      await app.close();
    }
  });
});

describe("a public notice", () => {
  let app: TestApp;
  let owner: Caller;
  let rounds = 2000;

  beforeAll(async () => {
    app = await startTestApp({ now: RUN_DAY });
    await loadProgrammes(app, TEAM);
  });
  afterAll(() => app.close());

  /** Goes to an instant; a session does not last that long, so the owner signs in again. */
  async function goTo(instant: string) {
    app.setTime(instant);
    owner = await app.signInAs("province-reviewer", { region: "520000" });
  }

  /** A round whose four applicants were scored: three are eligible, ranked in order, the fourth is not. */
  async function scored() {
    await goTo(RUN_DAY);
    rounds += 1;
    const roundId = await openRound(app, TEAM, rounds);
    const ids: string[] = [];
    for (let place = 1; place <= 4; place++) {
      const { id } = await standDeclaration(app, {
        roundId,
        programmeId: TEAM,
        region: "520102",
        state: "scoring",
        stage: "scoring",
      });
      ids.push(id);
    }
    const runId = newId();
    await app.context.work.withTransaction((stores) =>
      stores.scoring.recordRun(
        {
          id: runId,
          roundId,
          programmeId: TEAM,
          number: 1,
          hashes: { scheme: "a", facts: "b", cohort: "c", marks: "d", result: "e" },
          engine: "test",
          assumptions: [],
          weights: null,
          past: [],
          uncounted: [],
          applicants: 4,
          createdAt: stores.now,
          createdBy: owner.accountId,
        },
        ids.map((declarationId, index) => ({
          declarationId,
          total: index === 3 ? null : String(90 - index),
          rank: index === 3 ? null : index + 1,
          tier: null,
          eligible: index !== 3,
          decisions: [],
          trace: {},
        })),
      ),
    );
    return { roundId, runId, ids };
  }

  const title = { zh: "拟认定名单公示", en: "Proposed list" };
  const write = (url: string, body: unknown, caller = owner) =>
    caller.call("POST", url, body, { "idempotency-key": newId() });
  const start = (runId: string, declarationIds: string[], startsOn = "2024-06-03", caller = owner) =>
    write(`/api/scoring-runs/${runId}/publicity`, { title, declarationIds, startsOn }, caller);
  const publish = (id: string) => write(`/api/publicity/${id}/publish`, {});
  const stageOf = async (id: string) =>
    (await app.database.read((db) => db("declarations").where({ id }).first("stage"))).stage;
  const statusOf = async (id: string) =>
    (await app.database.read((db) => db("rounds").where({ id }).first("status"))).status;
  const objection = (declarationId: string) => ({
    declarationId,
    fact: "年度直播销售额",
    text: "与公开数据相差十倍以上，请核实。",
    contact: "example@example.cn",
  });

  it("begins from a run, counts working days and moves its declarations", async () => {
    const { roundId, runId, ids } = await scored();
    const [first = "", second = ""] = ids;
    const started = await start(runId, [second, first]);
    expect(started).toMatchObject({
      status: 200,
      body: { startsOn: "2024-06-03", endsOn: LAST_DAY, workingDays: 5, calendarComplete: true, status: "public" },
    });
    expect(started.body.items).toMatchObject([
      { declarationId: first, rank: 1, city: "贵阳市", county: "南明区", titleNumber: null },
      { declarationId: second, rank: 2 },
    ]);
    expect(await Promise.all(ids.map(stageOf))).toEqual(["publicity", "publicity", "scoring", "scoring"]);
    expect(await statusOf(roundId)).toBe("publicity");
    const listed = await app.call("GET", "/api/public/publicity");
    expect(listed.body.items.map(({ id }: Json) => id)).toContain(started.body.id);
    expect((await app.call("GET", `/api/public/publicity/${started.body.id}`)).body.items).toHaveLength(2);
  });

  it("takes only eligible applicants of the run, once, and a day that makes sense", async () => {
    const { runId, ids } = await scored();
    const refused = async (declarationIds: string[], startsOn?: string) => {
      const answer = await start(runId, declarationIds, startsOn);
      return [answer.status, ...answer.body.findings.map(({ pointer, code }: Json) => `${pointer} ${code}`)];
    };
    const [first = "", , , fourth = ""] = ids;
    expect(await refused([fourth])).toEqual([422, "/declarationIds/0 not-eligible"]);
    expect(await refused([first, first])).toEqual([422, "/declarationIds/1 not-in-run"]);
    expect(await refused(["elsewhere"])).toEqual([422, "/declarationIds/0 not-in-run"]);
    expect(await refused([first], "2024-06-02")).toEqual([422, "/startsOn start-before-run"]);
    expect(await refused([first], "2024-07-04")).toEqual([422, "/startsOn start-too-late"]);
    expect(await refused([first], "2024-02-31")).toEqual([422, "/startsOn no-such-day"]);
    expect(await Promise.all(ids.map(stageOf))).toEqual(Array(4).fill("scoring"));
    await start(runId, [first]);
    expect(await refused([first])).toEqual([422, "/declarationIds/0 not-at-evaluation"]);
  });

  it("belongs to the authority's own region and roles", async () => {
    const { runId, ids } = await scored();
    const [first = ""] = ids;
    const stranger = await app.signInAs("programme-admin", { region: "510000" });
    expect((await start(runId, [first], undefined, stranger)).status).toBe(404);
    const city = await app.signInAs("city-reviewer", { region: "520100" });
    expect((await start(runId, [first], undefined, city)).status).toBe(403);
    const { id } = (await start(runId, [first])).body;
    for (const action of ["publish", "withdraw"]) {
      const body = action === "withdraw" ? { reason: "本不应该成功" } : {};
      expect((await write(`/api/publicity/${id}/${action}`, body, stranger)).status).toBe(404);
    }
    expect((await stranger.call("GET", `/api/publicity/${id}/objections`)).status).toBe(404);
  });

  it("stays unseen before its first day", async () => {
    const { runId, ids } = await scored();
    const { id } = (await start(runId, ids.slice(0, 1), "2024-06-20")).body;
    expect((await app.call("GET", `/api/public/publicity/${id}`)).status).toBe(404);
    expect((await app.call("POST", `/api/public/publicity/${id}/objections`, objection(ids[0] ?? ""))).status).toBe(
      404,
    );
    app.setTime("2024-06-19T16:00:00.000Z");
    expect((await app.call("GET", `/api/public/publicity/${id}`)).status).toBe(200);
  });

  it("hears objections while it runs, keeps contacts secret, and takes an upheld name off the list", async () => {
    const { runId, ids } = await scored();
    const [first = "", second = "", third = ""] = ids;
    const { id } = (await start(runId, [first, second])).body;
    const url = `/api/public/publicity/${id}/objections`;
    expect((await app.call("POST", url, objection(third))).status).toBe(404);
    const raised = await app.call("POST", url, objection(first));
    expect(raised).toMatchObject({ status: 200, body: { receivedAt: RUN_DAY } });
    const stored = await app.database.read((db) => db("objections").where({ id: raised.body.id }).first());
    expect(JSON.stringify(stored)).not.toContain("example@example.cn");
    const listed = await owner.call("GET", `/api/publicity/${id}/objections`);
    expect(listed.body.items).toMatchObject([
      { status: "open", contact: "ex**************cn", fact: "年度直播销售额" },
    ]);

    await goTo(AFTER);
    const early = await publish(id);
    expect(early).toMatchObject({
      status: 409,
      body: { code: "wrong-state", detail: expect.stringContaining("异议") },
    });
    const answer = { verdict: "upheld", answer: "经核实，数据有误。" };
    const upheld = await owner.call("POST", `/api/objections/${raised.body.id}/answer`, answer);
    expect(upheld).toMatchObject({ status: 200, body: { status: "upheld" } });
    expect(await stageOf(first)).toBe("province");
    expect((await owner.call("POST", `/api/objections/${raised.body.id}/answer`, answer)).status).toBe(409);
    const notice = await app.call("GET", `/api/public/publicity/${id}`);
    expect(notice.body.items.map(({ declarationId }: Json) => declarationId)).toEqual([second]);
    const late = await app.call("POST", url, objection(second));
    expect(late).toMatchObject({ status: 409, body: { code: "past-deadline" } });
  });

  it("is published after its last day alone, awards numbered titles once, and ends the others", async () => {
    const { roundId, runId, ids } = await scored();
    const [first = "", second = "", third = "", fourth = ""] = ids;
    const { id } = (await start(runId, [first, second])).body;
    await goTo("2024-06-11T15:59:59.000Z");
    expect(await publish(id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining(LAST_DAY) } });
    await goTo(AFTER);
    const standAt = (stage: string) =>
      app.database.write((db) => db("declarations").where({ id: second }).update({ stage, state: stage }));
    await standAt("scoring");
    expect(await publish(id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining("公示环节") } });
    expect(await stageOf(first)).toBe("publicity");
    await standAt("publicity");
    const key = { "idempotency-key": "publish-this-list" };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => owner.call("POST", `/api/publicity/${id}/publish`, {}, key)),
    );
    const [published] = answers;
    for (const answer of answers) expect(answer.body).toEqual(published?.body);
    const year = rounds;
    expect(published?.body).toMatchObject({
      status: "published",
      publishedAt: AFTER,
      items: [{ titleNumber: `GZ-ELT-${year}-0001` }, { titleNumber: `GZ-ELT-${year}-0002` }],
    });
    expect(await Promise.all([first, second, third, fourth].map(stageOf))).toEqual([
      "awarded",
      "awarded",
      "ended",
      "ended",
    ]);
    expect(await statusOf(roundId)).toBe("published");
    expect((await publish(id)).status).toBe(409);
    expect((await write(`/api/publicity/${id}/withdraw`, { reason: "名单已经公布" })).status).toBe(409);

    const verified = await app.call("GET", `/api/public/titles/GZ-ELT-${year}-0001`);
    expect(verified.body).toMatchObject({ awardedOn: "2024-06-12", status: "valid", region: "贵阳市南明区" });
    expect((await app.call("GET", `/api/public/titles/GZ-ELT-${year}-9999`)).status).toBe(404);
  });

  it("can be withdrawn, and everybody on it stands at the evaluation again", async () => {
    const { roundId, runId, ids } = await scored();
    const { id } = (await start(runId, ids.slice(0, 2))).body;
    expect((await write(`/api/publicity/${id}/withdraw`, { reason: "短" })).status).toBe(422);
    const withdrawn = await write(`/api/publicity/${id}/withdraw`, { reason: "名单有误，重新公示" });
    expect(withdrawn.body.status).toBe("withdrawn");
    expect(await Promise.all(ids.map(stageOf))).toEqual(Array(4).fill("scoring"));
    expect(await statusOf(roundId)).toBe("closed");
    expect((await app.call("GET", `/api/public/publicity/${id}`)).body).toMatchObject({
      status: "withdrawn",
      items: [],
    });
    expect((await start(runId, ids.slice(0, 2))).status).toBe(200);
  });

  it("writes its lines to the audit, and the chain holds", async () => {
    const auditor = await app.signInAs("audit-admin");
    const lines = (await auditor.call("GET", "/api/audit?limit=200")).body.items;
    const actions = new Set(lines.map(({ action }: Json) => action));
    for (const action of ["start", "publish", "withdraw"]) expect(actions).toContain(`publicity-${action}`);
    for (const action of ["raise", "answer"]) expect(actions).toContain(`objection-${action}`);
    expect((await auditor.call("GET", "/api/audit/verification")).body.ok).toBe(true);
  });
});
