import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { add, compare, decimal, ZERO } from "../../../core/scoring/exact.ts";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes, programmeDocuments } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

const PROGRAMME = "national-base-2022";
/** Its scheme needs no marks of experts, so that a run can be made at once. */
const WITHOUT_PANEL = "national-base-2025";
const REGION = "140000";
const SCHEME = "scoring-schemas/national-base-2022/scoring.scheme.json";
/** Nobody would type these by chance: found anywhere, they are somebody's answer. */
const CAPACITY = ["31.37", "41.53", "43.71", "37.19"];
const REMARK = "我认为硬件更要紧";

describe("weight studies", () => {
  let app: TestApp;
  let owner: Caller;
  let experts: Caller[];

  beforeAll(async () => {
    app = await startTestApp({ now: "2024-06-03T02:00:00.000Z", settings: { SESSION_HOURS: 500 } });
    await loadProgrammes(app, PROGRAMME, WITHOUT_PANEL);
    owner = await app.signInAs("programme-admin", { region: REGION });
    experts = [];
    for (let at = 0; at < 4; at++) experts.push(await app.signInAs("expert", { region: REGION }));
  }, 60_000);
  afterAll(() => app.close());

  const send = (caller: Caller, path: string, body: object, key = newId()) =>
    caller.call("POST", path, body, { "idempotency-key": key });
  const must = async (caller: Caller, path: string, body: object): Promise<Json> => {
    const answer = await send(caller, path, body);
    expect([path, answer.status, answer.body]).toEqual([path, 200, expect.anything()]);
    return answer.body;
  };
  const study = async (id: string): Promise<Json> => (await owner.call("GET", `/api/weight-studies/${id}`)).body;
  const begin = (change: object = {}) =>
    must(owner, "/api/weight-studies", {
      programmeId: PROGRAMME,
      source: "latest",
      title: { zh: "权重征询", en: "Weights" },
      kind: "delphi",
      rule: "median",
      groups: ["capacity"],
      participants: experts.map(({ accountId }) => accountId),
      minimum: 3,
      variationLimit: 0.25,
      ...change,
    });
  const step = async (id: string, path: string, more: object = {}) =>
    must(owner, `/api/weight-studies/${id}${path}`, { revision: (await study(id)).study.revision, ...more });
  const sheet = async (expert: Caller, id: string): Promise<Json> =>
    (await expert.call("GET", `/api/weight-invitations/${id}`)).body;
  const save = async (expert: Caller, id: string, values: object, comments: object = {}) => {
    const { answer } = await sheet(expert, id);
    const { round, revision } = answer;
    return expert.call("PUT", `/api/weight-invitations/${id}/answer`, { round, revision, values, comments });
  };
  const handIn = async (expert: Caller, id: string) => {
    const { answer } = await sheet(expert, id);
    return send(expert, `/api/weight-invitations/${id}/answer/hand-in`, {
      round: answer.round,
      revision: answer.revision,
    });
  };
  const split = (facilities: string) => {
    const rest = (100 - Number(facilities)).toFixed(2);
    return { capacity: { facilities, tenants: rest } };
  };
  const answerAll = async (id: string, shares: readonly string[]) => {
    for (const [at, share] of shares.entries()) {
      expect((await save(experts[at]!, id, split(share), at === 0 ? { capacity: REMARK } : {})).status).toBe(200);
      expect((await handIn(experts[at]!, id)).status).toBe(200);
    }
  };

  it("offers the groups of the tree and the experts of the region, to its administrator alone", async () => {
    const options = await owner.call("GET", `/api/programmes/${PROGRAMME}/weight-options?source=latest`);
    expect(options.body.groups.map(({ id }: Json) => id)).toContain("capacity");
    expect(options.body.candidates).toHaveLength(4);
    expect(options.body.kinds.map(({ kind }: Json) => kind)).toEqual(["delphi", "ahp"]);
    const stranger = await app.signInAs("programme-admin", { region: "520000" });
    const { id } = (await begin()).study;
    for (const path of [`programmes/${PROGRAMME}/weight-options?source=latest`, `weight-studies/${id}`])
      expect((await stranger.call("GET", `/api/${path}`)).status).toBe(404);
    expect((await stranger.call("GET", "/api/weight-studies")).body.items).toEqual([]);
    const refused = await send(owner, "/api/weight-studies", {
      programmeId: PROGRAMME,
      source: "latest",
      title: { zh: "权重", en: "Weights" },
      kind: "ahp",
      rule: "median",
      groups: ["capacity", "ecommerce-area"],
      participants: [stranger.accountId],
      minimum: 3,
      variationLimit: 0.25,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.findings.map(({ pointer }: Json) => pointer)).toEqual([
      "/rule",
      "/groups/1",
      "/participants/0",
    ]);
  });

  it("asks, keeps drafts, refuses what is unfinished, and closes with enough answers only", async () => {
    const { id } = (await begin()).study;
    const key = newId();
    const opened = await send(owner, `/api/weight-studies/${id}/rounds`, { revision: 1 }, key);
    expect(await send(owner, `/api/weight-studies/${id}/rounds`, { revision: 1 }, key)).toMatchObject({
      status: 200,
      body: opened.body,
    });
    expect((await send(owner, `/api/weight-studies/${id}/rounds`, { revision: 2 })).status).toBe(409);
    expect(opened.body.rounds).toMatchObject([{ number: 1, closedAt: null, feedback: null }]);
    const [first, second] = experts as [Caller, Caller, ...Caller[]];
    const { items } = (await first.call("GET", "/api/weight-invitations")).body;
    expect(items).toContainEqual(expect.objectContaining({ id, handedIn: false, status: "open", round: 1 }));
    await save(first, id, { capacity: { facilities: "30" } });
    const early = await handIn(first, id);
    expect(early).toMatchObject({ status: 422, body: { findings: [{ pointer: "/values/capacity/tenants" }] } });
    await save(first, id, { capacity: { facilities: "30", tenants: "60" } });
    expect(await handIn(first, id)).toMatchObject({ body: { findings: [{ code: "weights-sum" }] } });
    const stale = (await sheet(first, id)).answer.revision;
    await save(first, id, split("30"));
    const late = { round: 1, revision: stale, values: {}, comments: {} };
    expect((await first.call("PUT", `/api/weight-invitations/${id}/answer`, late)).status).toBe(409);
    expect((await handIn(first, id)).body.invitation).toMatchObject({ handedIn: true });
    expect((await save(first, id, split("50"))).status).toBe(409);
    // Until the round is closed an answer can be taken back and corrected.
    const takeBack = async (expert: Caller, revision: string) =>
      send(expert, `/api/weight-invitations/${id}/answer/take-back`, { round: 1, revision });
    const given = (await sheet(first, id)).answer.revision;
    expect((await takeBack(first, stale)).body.code).toBe("conflict-revision");
    expect((await takeBack(second, (await sheet(second, id)).answer.revision)).body.code).toBe("wrong-state");
    expect((await takeBack(first, given)).body).toMatchObject({
      invitation: { handedIn: false },
      answer: { values: split("30") },
    });
    expect((await study(id)).participants[0].answered).toBe(false);
    await save(first, id, split("50"));
    expect((await handIn(first, id)).body.answer.values).toEqual(split("50"));
    await save(second, id, split("40"));
    await handIn(second, id);
    const progress = await study(id);
    expect(progress.participants.map(({ answered }: Json) => answered)).toEqual([true, true, false, false]);
    const few = await send(owner, `/api/weight-studies/${id}/rounds/close`, { revision: progress.study.revision });
    expect(few).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    const outsider = await app.signInAs("expert", { region: REGION });
    expect((await outsider.call("GET", `/api/weight-invitations/${id}`)).status).toBe(404);
    expect((await outsider.call("GET", "/api/weight-invitations")).body.items).toEqual([]);
  });

  it("never joins a person and what they said: not in an answer, not in the database", async () => {
    const { id } = (await begin()).study;
    await step(id, "/rounds");
    await answerAll(id, CAPACITY);
    const texts = async (caller: Caller, paths: string[]) => {
      const said: string[] = [];
      for (const path of paths) said.push(JSON.stringify((await caller.call("GET", path)).body));
      return said.join("\n");
    };
    const ofOwner = [
      "/api/weight-studies",
      `/api/weight-studies/${id}`,
      `/api/programmes/${PROGRAMME}/weight-options?source=draft`,
    ];
    // While the round is open, nothing of it is told to the administrator.
    const before = await texts(owner, ofOwner);
    for (const value of [...CAPACITY, REMARK, "58.47"]) expect(before).not.toContain(value);
    // Each sees their own values alone.
    for (const [at, expert] of experts.entries()) {
      const seen = await texts(expert, ["/api/weight-invitations", `/api/weight-invitations/${id}`]);
      expect(CAPACITY.filter((value) => seen.includes(value))).toEqual([CAPACITY[at]]);
      expect(seen.includes(REMARK)).toBe(at === 0);
    }
    await step(id, "/rounds/close");
    const after = await study(id);
    // Afterwards: figures of the group, remarks without a name, and of persons nothing but that they answered.
    expect(CAPACITY.filter((value) => JSON.stringify(after).includes(value))).toEqual([]);
    expect(after.rounds[0].feedback).toMatchObject({ answers: 4, groups: [{ id: "capacity", comments: [REMARK] }] });
    // Of four the median alone is told: with quartiles and mean all four could be worked out.
    const told = [after.rounds[0].feedback, (await sheet(experts[1]!, id)).previous];
    for (const { groups } of told) {
      expect(groups[0].items[0]).toEqual({
        id: "facilities",
        median: 39.36,
        lowerQuartile: null,
        upperQuartile: null,
        mean: null,
        variation: null,
      });
      expect(groups[0]).toMatchObject({ agreement: null, advice: { spread: expect.any(Boolean) } });
      expect(Object.keys(groups[0].shares)).toEqual(["median"]);
    }
    for (const participant of after.participants)
      expect(Object.keys(participant).sort()).toEqual(["accountId", "answered", "name"]);
    const feedback = JSON.stringify(after.rounds);
    for (const { accountId, login } of experts)
      expect([feedback.includes(accountId), feedback.includes(login)]).toEqual([false, false]);

    const dump = await app.database.read(async (db) => {
      const names = [
        "weight_studies",
        "weight_participants",
        "weight_rounds",
        "weight_answers",
        "audit_lines",
        "idempotency",
      ];
      const tables: Record<string, Json[]> = {};
      for (const name of names) tables[name] = await db(name);
      return tables;
    });
    // Individual values stand nowhere in the open.
    for (const [name, rows] of Object.entries(dump))
      for (const value of CAPACITY) expect([name, JSON.stringify(rows).includes(value)]).toEqual([name, false]);
    const own = dump.weight_answers!.filter((row) => row.study_id === id);
    expect(Object.keys(own[0]).sort()).toEqual([
      "answer_cipher",
      "handed_in",
      "pseudonym",
      "revision",
      "round",
      "study_id",
    ]);
    const elsewhere = JSON.stringify([dump.weight_participants, dump.audit_lines, dump.idempotency]);
    for (const { pseudonym, revision } of own)
      expect([elsewhere.includes(pseudonym), elsewhere.includes(revision)]).toEqual([false, false]);
    // All rows of a round were written together, in the order of pseudonyms: neither place nor transaction tells who.
    const written = await app.database.read((db) =>
      db("weight_answers")
        .where({ study_id: id })
        .select(app.database.kind === "postgres" ? db.raw("xmin::text as mark") : db.raw("rowid as mark"), "pseudonym"),
    );
    if (app.database.kind === "postgres") expect(new Set(written.map(({ mark }) => mark)).size).toBe(1);
    else
      expect(written.toSorted((a, b) => a.mark - b.mark).map(({ pseudonym }) => pseudonym)).toEqual(
        written.map(({ pseudonym }) => pseudonym).sort(),
      );
    const lines = dump.audit_lines!.filter((line) => line.subject_id === id);
    expect(lines.filter(({ action }) => action === "weight-answer-hand-in")).toHaveLength(4);
    expect(new Set(lines.filter(({ action }) => /answer/.test(action)).map(({ detail }) => detail))).toEqual(
      new Set(['{"round":1}']),
    );
    // A pseudonym of one study is another in the next.
    const other = (await begin()).study.id;
    await step(other, "/rounds");
    const others = await app.database.read((db) => db("weight_answers").where({ study_id: other }).pluck("pseudonym"));
    expect(others.filter((name) => own.some(({ pseudonym }) => pseudonym === name))).toEqual([]);
  });

  it("feeds back to the next round, freezes what follows, and writes it into the draft with its source", async () => {
    const { id } = (await begin({ groups: ["quantitative", "capacity"] })).study;
    const values = (capacity: number, facilities: string) => ({
      quantitative: {
        capacity: String(capacity),
        service: "25",
        support: "15",
        example: "25",
        innovation: String(35 - capacity),
      },
      ...split(facilities),
    });
    const round = async (all: [number, string][]) => {
      await step(id, "/rounds");
      for (const [at, [capacity, facilities]] of all.entries()) {
        await save(experts[at]!, id, values(capacity, facilities));
        expect((await handIn(experts[at]!, id)).status).toBe(200);
      }
      return step(id, "/rounds/close");
    };
    await round([
      [20, "30"],
      [21, "50"],
      [22, "70"],
    ]);
    expect((await sheet(experts[1]!, id)).previous).toMatchObject({ round: 1, answers: 3 });
    const second = await round([
      [21, "44"],
      [21, "45"],
      [21, "46"],
    ]);
    expect((await sheet(experts[0]!, id)).previous).toMatchObject({ round: 2, own: { values: values(21, "44") } });
    const [tree, leafGroup] = second.rounds[1].feedback.groups;
    expect(tree.advice).toEqual({ spread: true, agreement: true, stable: true });
    expect(leafGroup).toMatchObject({ stability: 1, advice: { spread: true, stable: true } });
    const frozen = await step(id, "/freeze", { basis: "综合评价办法第六条" });
    expect(frozen.study.status).toBe("frozen");
    const { weights, citation, hash } = frozen.result;
    expect(weights).toEqual({
      quantitative: { capacity: "21.00", service: "25.00", support: "15.00", example: "25.00", innovation: "14.00" },
      // 45 and 55 % of the new 21.00.
      capacity: { facilities: "9.45", tenants: "11.55" },
    });
    expect(citation).toBe(`${id}/2@${hash}`);
    const revision = frozen.study.revision;
    for (const [path, body] of [
      ["/rounds", { revision }],
      ["/rounds/close", { revision }],
      ["/freeze", { revision, basis: "另一条" }],
    ] as const)
      expect((await send(owner, `/api/weight-studies/${id}${path}`, body)).status).toBe(409);
    const invite = { revision, participants: [] };
    expect((await owner.call("PUT", `/api/weight-studies/${id}/participants`, invite)).status).toBe(409);
    expect((await study(id)).result).toEqual(frozen.result);

    const draftOf = async () => (await owner.call("GET", `/api/studio/programmes/${PROGRAMME}/draft`)).body;
    expect((await send(owner, `/api/weight-studies/${id}/take-over`, { draftRevision: 7 })).status).toBe(409);
    const taken = await must(owner, `/api/weight-studies/${id}/take-over`, { draftRevision: 0 });
    expect(taken).toMatchObject({ programmeId: PROGRAMME, draftRevision: 1 });
    const { documents, findings } = await draftOf();
    const scheme = documents[SCHEME];
    expect(scheme.weights).toEqual({ kind: "delphi", round: citation, basis: "综合评价办法第六条" });
    const quantitative = scheme.root.children[0];
    // Innovation fell from 15 to 14; what lies below it keeps its proportions.
    expect(quantitative.children[4].children.map(({ weight }: Json) => weight)).toEqual(["5.60", "5.60", "2.80"]);
    expect(quantitative.children.map(({ weight }: Json) => weight)).toEqual(Object.values(weights.quantitative));
    const sum = quantitative.children[0].children.reduce((a: Json, { weight }: Json) => add(a, decimal(weight)), ZERO);
    expect(compare(sum, decimal("21.00"))).toBe(0);
    expect(findings.filter(({ file, level }: Json) => file === SCHEME && level === "error")).toEqual([]);

    // An edition that cites the study carries what the study found.
    const publish = (revision: number) =>
      send(owner, `/api/studio/programmes/${PROGRAMME}/editions`, { revision, note: "权重" });
    const codes = ({ body }: Json) => (body.findings ?? []).map(({ code }: Json) => code);
    const changed = structuredClone(documents);
    changed[SCHEME].root.children[0].children[0].children[0].weight = "9.5";
    changed[SCHEME].root.children[0].children[0].children[1].weight = "11.5";
    await owner.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: 1, documents: changed });
    const lent = await publish(2);
    expect([lent.status, codes(lent)]).toEqual([422, ["weights-differ", "weights-differ"]]);
    expect(lent.body.findings[0].message.zh).toContain("“capacity”下“facilities”");
    changed[SCHEME].root = structuredClone(scheme.root);
    changed[SCHEME].weights.round = `${id}/1@${hash}`;
    await owner.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: 2, documents: changed });
    expect(codes(await publish(3))).toEqual(["weights-citation"]);
    // As the study wrote them, only differently written.
    changed[SCHEME].weights.round = citation;
    changed[SCHEME].root.children[0].children[0].weight = "21";
    await owner.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: 3, documents: changed });
    expect((await publish(4)).status).toBe(200);

    // A draft whose items are others is not written to.
    quantitative.children[0].children.pop();
    await owner.call("PUT", `/api/studio/programmes/${PROGRAMME}/draft`, { revision: 4, documents });
    const differing = await send(owner, `/api/weight-studies/${id}/take-over`, { draftRevision: 5 });
    expect(differing).toMatchObject({ status: 422, body: { findings: [{ code: "weights-draft-differs" }] } });
  }, 60_000);

  it("gives a study up with a reason, for good, and asks nobody any more", async () => {
    const { id } = (await begin()).study;
    await step(id, "/rounds");
    await save(experts[0]!, id, split("30"));
    const { revision } = (await study(id)).study;
    const path = `/api/weight-studies/${id}/abandon`;
    expect((await send(owner, path, { revision, reason: "" })).status).toBe(422);
    expect((await send(owner, path, { revision: revision - 1, reason: "指标已改" })).body.code).toBe(
      "conflict-revision",
    );
    const given = await must(owner, path, { revision, reason: "指标已改" });
    expect(given).toMatchObject({ study: { status: "abandoned" }, abandoned: { reason: "指标已改" } });
    expect((await sheet(experts[0]!, id)).answer).toBe(null);
    const late = { round: 1, revision: "r", values: {}, comments: {} };
    expect((await experts[0]!.call("PUT", `/api/weight-invitations/${id}/answer`, late)).status).toBe(409);
    for (const [after, body] of [
      ["/rounds", {}],
      ["/rounds/close", {}],
      ["/freeze", { basis: "第六条" }],
      ["/abandon", { reason: "再次" }],
    ] as const) {
      const refused = await send(owner, `/api/weight-studies/${id}${after}`, { revision: revision + 1, ...body });
      expect([after, refused.status, refused.body.code]).toEqual([after, 409, "wrong-state"]);
    }
    const lines = await app.database.read((db) =>
      db("audit_lines").where({ subject_id: id, action: "weight-study-abandon" }),
    );
    expect(lines).toHaveLength(1);
  });

  it("weighs by comparisons of pairs, too", async () => {
    const { id } = (await begin({ kind: "ahp", rule: "eigenvector", groups: ["potential"] })).study;
    await step(id, "/rounds");
    const { groups } = await sheet(experts[0]!, id);
    const [a, b, c] = groups[0].items.map(({ id: item }: Json) => item);
    const judged = (ab: string, ac: string, bc: string) => ({
      potential: { [`${a}:${b}`]: ab, [`${a}:${c}`]: ac, [`${b}:${c}`]: bc },
    });
    await save(experts[0]!, id, { potential: { [`${a}:${b}`]: "3" } });
    const early = await handIn(experts[0]!, id);
    expect(early.body.findings.map(({ pointer }: Json) => pointer)).toEqual([
      `/values/potential/${a}:${c}`,
      `/values/potential/${b}:${c}`,
    ]);
    for (const [at, values] of [judged("2", "4", "2"), judged("2", "4", "2"), judged("9", "1/9", "9")].entries()) {
      await save(experts[at]!, id, values);
      expect((await handIn(experts[at]!, id)).status).toBe(200);
    }
    const closed = await step(id, "/rounds/close");
    const [group] = closed.rounds[0].feedback.groups;
    expect(group).toMatchObject({ inconsistent: 1, consistency: { consistent: false } });
    expect(group.consistency.doubt.triple).toEqual([a, b, c]);
    const { result } = await step(id, "/freeze", { basis: "第六条" });
    const sum = Object.values(result.weights.potential).reduce(
      (all: Json, each) => add(all, decimal(each as string)),
      ZERO,
    );
    expect(compare(sum as Json, decimal(groups[0].whole))).toBe(0);
  });

  it("advises from the facts of a frozen cohort, beside the present weights, and writes nothing", async () => {
    const roundId = await openRound(app, WITHOUT_PANEL);
    const documents = await programmeDocuments(WITHOUT_PANEL);
    const { answers } = documents[`programmes/golden/${WITHOUT_PANEL}/full.json`] as {
      answers: Record<string, unknown>;
    };
    for (const [firms, rate] of [
      [60, 75],
      [80, 70],
      [100, 65],
      [300, 60],
    ])
      await standDeclaration(app, {
        roundId,
        programmeId: WITHOUT_PANEL,
        region: "140105",
        state: "scoring",
        stage: "scoring",
        answers: { ...answers, ecommerce_firms: firms, turnover_growth: rate },
      });
    const { run } = await must(owner, `/api/rounds/${roundId}/scoring-runs`, {});
    const advice = await owner.call("GET", `/api/scoring-runs/${run.id}/weight-advice`);
    expect(advice.status).toBe(200);
    const group = advice.body.groups.find(({ id }: Json) => id === "influence");
    expect(group.applicants).toBe(4);
    const firms = group.items.find(({ id }: Json) => id === "ecommerce-firms");
    const rate = group.items.find(({ id }: Json) => id === "turnover-growth");
    // Firms and rate tell these four apart, in opposite order; the rest does not.
    expect(firms).toMatchObject({ present: 20, measured: "fact" });
    expect(rate).toMatchObject({ present: 20, measured: "fact" });
    for (const advised of ["entropy", "critic"]) {
      const rest = group.items.filter((item: Json) => item !== firms && item !== rate);
      expect(rest.map((item: Json) => item[advised])).toEqual(rest.map(() => 0));
      expect(firms[advised] + rate[advised]).toBeCloseTo(100, 1);
    }
    const stranger = await app.signInAs("programme-admin", { region: "520000" });
    expect((await stranger.call("GET", `/api/scoring-runs/${run.id}/weight-advice`)).status).toBe(404);
  }, 60_000);
});
