import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentsOfProgramme } from "../../core/editions/bundle.ts";
import { productTop, readDocuments } from "../../server/document-files.ts";
import { outboxJob } from "../../server/jobs/server-jobs.ts";
import { loadBuiltIn } from "../../server/modules/definitions/definitions.service.ts";
import { type Caller, startTestApp, type TestApp } from "../helpers/server.ts";
import { take, upload, withKey } from "../server/declarations/sample-round.ts";
import { samplePdf, samplePng } from "../server/evidence/sample-files.ts";
import { must, sheetsOf } from "../server/experts/panel-stage.ts";

/**
 * The second example: a county fills in its site check, whose findings take points or veto; trainings are ranked within
 * each county, households within each kind; five stars have few places and equals are told apart. Fourteen declarations
 * walk from the form to the title by the real interface; their points were worked out by hand.
 */
const ID = "example-station";
const region = { province: "510000", cities: ["510100", "510300"] };

interface Station {
  name: string;
  county: string;
  category: string;
  prev: number;
  cur: number;
  recv: number;
  sent: number;
  area: number;
  youth: number;
  poor: number;
  workers: number;
  trainings: number;
  farmers: number;
  honour: string;
  live: number;
  untrue: number;
  forged: boolean;
  marks: [number, number];
  /** Null for whoever is vetoed. */
  expect: { points: Record<string, string>; total: string; rank: number; tier: string | null } | null;
}

const stations: Station[] = JSON.parse(readFileSync(new URL("./station-cohort.json", import.meta.url), "utf8"));

const marker = (at: number) => `本站探索第${at}号做法`;

function answersOf(station: Station, at: number): Record<string, unknown> {
  const { category, cur } = station;
  return {
    not_punished: true,
    name: `示例站点${station.name}`,
    credit_code: "91140100MA0XK00014",
    founded_on: "2022-05-01",
    category,
    address: "示例镇示例街1号",
    head_name: "样例",
    head_mobile: "13800000000",
    area: station.area,
    workers: station.workers,
    returned_youth: station.youth,
    lifted_poor: station.poor,
    up_previous: station.prev,
    up_current: cur,
    ...(category === "town" && { down_previous: 10, down_current: 12 }),
    received_previous: 100,
    received_current: station.recv,
    sent_previous: 100,
    sent_current: station.sent,
    platforms: [{ platform: "示例平台", link: "https://example.cn", joined_on: "2023-01-01", sales: cur }],
    trainings: station.trainings,
    trainees: station.trainings * 10,
    farmers: station.farmers,
    farmer_ways: ["contract"],
    innovation: marker(at),
    honour: station.honour,
    live_shows: station.live,
  };
}

const FILES: readonly [string, "pdf" | "png", number][] = [
  ["licence", "pdf", 1],
  ["photos", "png", 3],
  ["express", "pdf", 1],
  ["up-proof", "pdf", 1],
];

function filesOf(station: Station): readonly [string, "pdf" | "png", number][] {
  return [
    ...FILES,
    ...(station.trainings > 0 ? [["attendance", "pdf", 1] as const] : []),
    ...(station.honour === "none" ? [] : [["honour-proof", "pdf", 1] as const]),
    ...(station.live > 12 ? [["live-proof", "pdf", 1] as const] : []),
  ].map(([id, kind, count]) => [id, kind, count]);
}

describe("a programme whose counties check on site and whose titles have stars", () => {
  let app: TestApp;
  let roundId: string;
  let province: Caller;
  const counties = new Map<string, Caller>();
  const cities = new Map<string, Caller>();
  const applicants: Caller[] = [];
  const ids: string[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  let run: any;

  beforeAll(async () => {
    const { documents } = await readDocuments(productTop());
    const example = await readDocuments(join(productTop(), "docs/example"));
    app = await startTestApp({ now: "2027-03-01T02:00:00.000Z" });
    const all = { ...documents, ...example.documents };
    await app.context.work.withTransaction((stores) => loadBuiltIn(stores, documentsOfProgramme(all, ID)));
    province = await app.signInAs("province-reviewer", { region: region.province });
    for (const { county } of stations) {
      const city = `${county.slice(0, 4)}00`;
      if (!counties.has(county)) counties.set(county, await app.signInAs("county-reviewer", { region: county }));
      if (!cities.has(city)) cities.set(city, await app.signInAs("city-reviewer", { region: city }));
    }
    const opened = await must(
      province.call("POST", "/api/rounds", {
        programmeId: ID,
        editionNumber: 1,
        title: { zh: "2027年度星级评定", en: "Stars 2027" },
        year: 2026,
        opensAt: "2027-02-01T00:00:00.000Z",
        closesAt: "2027-03-31T15:59:59.000Z",
      }),
    );
    roundId = opened.id;
  }, 120_000);
  afterAll(() => app?.close());

  const countyOf = (station: Station) => counties.get(station.county) as Caller;
  const cityOf = (station: Station) => cities.get(`${station.county.slice(0, 4)}00`) as Caller;

  async function recommend(caller: Caller, id: string, transition: string) {
    const seal = await upload(caller, id, { content: samplePdf(id), fileName: "盖章.pdf", purpose: "seal" });
    return take(caller, id, transition, { opinion: "情况属实，同意推荐", sealEvidenceId: seal.body.id });
  }

  /** What the county writes down: so many figures that are not true, and whether something was forged. */
  const visitOf = ({ untrue, forged, category }: Station) => ({
    visited_on: "2027-03-01",
    visitors: "甲、乙",
    up_verdict: untrue > 0 ? "untrue" : "true",
    ...(untrue > 0 && { up_found: 1 }),
    ...(category === "town" && { down_verdict: "true" }),
    received_verdict: "true",
    sent_verdict: "true",
    other_untrue: Math.max(0, untrue - 1),
    forged,
    ...((untrue > 0 || forged) && { remarks: "与后台数据不一致" }),
  });

  it("takes declarations, with the files that the answers call for", async () => {
    for (const [at, station] of stations.entries()) {
      const organisation = await app.makeOrganisation(station.county, `示例站点${station.name}`);
      const applicant = await app.signInAs("applicant", { region: station.county, organisation });
      applicants.push(applicant);
      const started = await must(applicant.call("POST", "/api/declarations", { roundId }));
      const id: string = started.summary.id;
      ids.push(id);
      const changes = answersOf(station, at);
      await must(applicant.call("PATCH", `/api/declarations/${id}/answers`, { revision: started.revision, changes }));
      if (at === 0) {
        const refused = await take(applicant, id, "submit", { committed: true });
        const missing = refused.body.findings.map(({ pointer }: { pointer: string }) => pointer).sort();
        expect(missing).toEqual(
          filesOf(station)
            .map(([file]) => `/evidence/${file}`)
            .sort(),
        );
      }
      for (const [requirementId, kind, count] of filesOf(station))
        for (let one = 0; one < count; one++) {
          const content = kind === "png" ? samplePng(4 + one, 3 + at) : samplePdf(`${id} ${requirementId}`);
          const file = { content, fileName: `${requirementId}-${one}.${kind}`, requirementId };
          expect((await upload(applicant, id, file)).status).toBe(200);
        }
      const submitted = await take(applicant, id, "submit", { committed: true });
      expect(submitted.body.findings ?? []).toEqual([]);
      expect(submitted.status).toBe(200);
    }
  }, 240_000);

  it("is not passed on by a county before its check is handed in, and hides the check from the applicant", async () => {
    const [station, id, applicant] = [stations[0] as Station, ids[0] as string, applicants[0] as Caller];
    const county = countyOf(station);
    expect((await recommend(county, id, "county-recommend")).body.code).toBe("review-forms-missing");
    const path = `/api/declarations/${id}/attached`;
    const listed = await must(county.call("GET", path));
    expect(listed.items).toMatchObject([{ attached: "site-check", by: "county", status: "missing", mayBegin: true }]);
    const begun = await must(county.call("POST", path, { attached: "site-check" }));
    expect(begun).toMatchObject({ answers: { up_claimed: station.cur, category: station.category }, mayHandIn: true });
    const check = `/api/attached/${begun.item.id}`;
    // Blank, it is refused with what is missing.
    const refused = await county.call("POST", `${check}/hand-in`, { revision: begun.revision }, withKey());
    expect(refused).toMatchObject({ status: 422, body: { code: "answers-not-valid" } });
    for (const other of [applicant, applicants[1] as Caller]) expect((await other.call("GET", check)).status).toBe(404);
    expect((await must(applicant.call("GET", path))).items).toEqual([]);
    expect((await applicant.call("POST", path, { attached: "site-check" })).status).toBe(403);
    // The city sees that there is one, not yet what it says, and does not write it.
    const seen = await must(cityOf(station).call("GET", check));
    expect(seen).toMatchObject({ answers: {}, editableFields: [], mayHandIn: false });
    const patch = { revision: begun.revision, changes: { other_untrue: 9 } };
    expect((await cityOf(station).call("PATCH", `${check}/answers`, patch)).status).toBe(403);
  });

  it("is a draft again when the declaration was returned and comes anew", async () => {
    const [station, id, applicant] = [stations[0] as Station, ids[0] as string, applicants[0] as Caller];
    const county = countyOf(station);
    const begun = await must(county.call("POST", `/api/declarations/${id}/attached`, { attached: "site-check" }));
    const check = `/api/attached/${begun.item.id}`;
    const write = { revision: begun.revision, changes: visitOf(station) };
    const { revision } = await must(county.call("PATCH", `${check}/answers`, write));
    await must(county.call("POST", `${check}/hand-in`, { revision }, withKey()));
    await must(county.call("POST", `/api/declarations/${id}/flags`, { pointer: "/address", message: "请写到门牌号" }));
    expect((await take(county, id, "county-return", {})).status).toBe(200);
    const returned = await must(applicant.call("GET", `/api/declarations/${id}`));
    const mended = { revision: returned.revision, changes: { address: "示例镇示例街2号" } };
    await must(applicant.call("PATCH", `/api/declarations/${id}/answers`, mended));
    app.setTime("2027-03-01T02:05:00.000Z");
    expect((await take(applicant, id, "resubmit", { committed: true })).status).toBe(200);
    expect((await must(county.call("GET", check))).item.status).toBe("draft");
    expect((await recommend(county, id, "county-recommend")).body.code).toBe("review-forms-missing");
  });

  it("is a draft again when a county changes its check, and fixed once the declaration has gone on", async () => {
    const [station, id] = [stations[0] as Station, ids[0] as string];
    const county = countyOf(station);
    const begun = await must(county.call("POST", `/api/declarations/${id}/attached`, { attached: "site-check" }));
    const check = `/api/attached/${begun.item.id}`;
    const save = async (changes: object) => {
      const { revision } = await must(county.call("GET", check));
      return must(county.call("PATCH", `${check}/answers`, { revision, changes }));
    };
    const handIn = async () => {
      const { revision } = await must(county.call("GET", check));
      return must(county.call("POST", `${check}/hand-in`, { revision }, withKey()));
    };
    await save({ ...visitOf(station), other_untrue: 4, remarks: "待核" });
    expect((await handIn()).item.status).toBe("handed-in");
    await save({ other_untrue: 0 });
    expect((await must(county.call("GET", check))).item.status).toBe("draft");
    expect((await recommend(county, id, "county-recommend")).body.code).toBe("review-forms-missing");
    expect((await handIn()).answers.untrue_items).toBe(0);
    expect((await recommend(county, id, "county-recommend")).status).toBe(200);
    const { revision } = await must(county.call("GET", check));
    const late = await county.call("PATCH", `${check}/answers`, { revision, changes: { other_untrue: 1 } });
    expect(late.body.code).toBe("wrong-state");
    expect(await must(cityOf(station).call("GET", check))).toMatchObject({
      answers: { untrue_items: 0, forged: false },
    });
  });

  it("goes from county to city to province", async () => {
    for (const [at, station] of stations.entries()) {
      const id = ids[at] as string;
      const county = countyOf(station);
      if (at > 0) {
        const begun = await must(county.call("POST", `/api/declarations/${id}/attached`, { attached: "site-check" }));
        const check = `/api/attached/${begun.item.id}`;
        const changes = visitOf(station);
        const { revision } = await must(
          county.call("PATCH", `${check}/answers`, { revision: begun.revision, changes }),
        );
        await must(county.call("POST", `${check}/hand-in`, { revision }, withKey()));
        expect((await recommend(county, id, "county-recommend")).status).toBe(200);
      }
      expect((await recommend(cityOf(station), id, "city-recommend")).status).toBe(200);
      expect((await take(province, id, "province-accept", { opinion: "同意" })).status).toBe(200);
    }
  }, 240_000);

  it("is marked blind by two experts and scored as worked out by hand, point by point", async () => {
    const experts = [];
    for (const at of [0, 1]) {
      const expert = await app.signInAs("expert", { region: region.province });
      const profile = { employerName: `样例大学${at}院`, employerCreditCode: null, fields: [] };
      await must(expert.call("PUT", "/api/expert/profile", profile));
      experts.push(expert);
    }
    const panel = `/api/rounds/${roundId}/panels/experts`;
    const draw = { publicLot: "20270420", perDeclaration: 2, maxLoad: 20, fields: [], keep: false };
    await must(province.call("POST", `${panel}/draws`, draw, withKey()));
    expect((await province.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey())).body.code).toBe(
      "panels-not-open",
    );
    for (const [which, expert] of experts.entries())
      for (const { id } of await sheetsOf(expert)) {
        const sheet = await must(expert.call("GET", `/api/expert/assignments/${id}`));
        const text = JSON.stringify(sheet);
        const at = stations.findIndex((_, index) => text.includes(marker(index)));
        expect(text).not.toContain(`示例站点${stations[at]?.name}`);
        const marks = { innovation: { points: String(stations[at]?.marks[which]) } };
        const draft = `/api/expert/assignments/${id}/draft`;
        const { revision } = await must(expert.call("PUT", draft, { revision: sheet.revision, marks }));
        const body = { revision, version: sheet.version.number };
        await must(expert.call("POST", `/api/expert/assignments/${id}/hand-in`, body, withKey()));
      }
    await must(province.call("POST", `${panel}/opening`, {}, withKey()));
    run = await must(province.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    for (const [at, station] of stations.entries()) {
      const id = ids[at] as string;
      const result = run.results.find(({ declarationId }: { declarationId: string }) => declarationId === id);
      if (station.expect === null) {
        expect(result).toMatchObject({ eligible: false, total: null, rank: null, tier: null });
        expect(result.reasons[0].zh).toContain("一票否决");
        continue;
      }
      const { total, rank, tier, points } = station.expect;
      expect({ name: station.name, ...result }).toMatchObject({ name: station.name, rank, tier });
      expect(Number(result.total)).toBe(Number(total));
      const explained = await must(province.call("GET", `/api/scoring-runs/${run.run.id}/results/${id}`));
      const leaves = explained.nodes
        .filter(({ kind }: { kind: string }) => kind === "leaf")
        .map((leaf: { id: string; points: string }) => [leaf.id, leaf.points]);
      expect({ [station.name]: Object.fromEntries(leaves) }).toEqual({ [station.name]: points });
      if (station.name !== "丁") continue;
      // The sentence says the county and the kind in words, not their codes.
      const sentence = (leaf: string) =>
        explained.nodes.find(({ id: node }: { id: string }) => node === leaf).sentence.zh;
      expect(sentence("training")).toContain("成都市青羊区 3 家中第 1 名");
      expect(sentence("scale")).toContain("镇级中心站：");
      expect(sentence("farmers")).toContain("镇级中心站 8 家中第 5 名");
    }
  }, 120_000);

  it("lists those with stars for five working days, awards them by name, and asks for yearly reports", async () => {
    const chosen = run.results.filter(({ tier }: { tier: string | null }) => tier !== null);
    const below = run.results.find(({ tier, total }: { tier: string | null; total: string | null }) => total && !tier);
    app.setTime("2027-04-28T02:00:00.000Z");
    province = await app.signInAs("province-reviewer", { region: region.province });
    const start = (declarationIds: string[]) =>
      province.call(
        "POST",
        `/api/scoring-runs/${run.run.id}/publicity`,
        { title: { zh: "拟定星级名单公示", en: "Proposed stars" }, declarationIds, startsOn: "2027-04-28" },
        withKey(),
      );
    const refused = await start([below.declarationId]);
    expect(refused.body.findings).toMatchObject([{ code: "no-tier" }]);
    const notice = await must(start(chosen.map(({ declarationId }: { declarationId: string }) => declarationId)));
    expect(notice).toMatchObject({ workingDays: 5, items: { length: 8 } });
    expect(notice.items[0]).toMatchObject({ applicantName: "示例站点卯", tier: { zh: "五星" } });
    const early = await province.call("POST", `/api/publicity/${notice.id}/publish`, {}, withKey());
    expect(early.body.code).toBe("wrong-state");
    app.setTime("2027-05-12T02:00:00.000Z");
    province = await app.signInAs("province-reviewer", { region: region.province });
    const published = await must(province.call("POST", `/api/publicity/${notice.id}/publish`, {}, withKey()));
    const number = published.items[0].titleNumber;
    expect(number).toBe("ST-2026-0001");
    const verified = await must(app.call("GET", `/api/public/titles/${number}`));
    expect(verified).toMatchObject({
      name: { zh: "示例农村电商服务站点 · 五星" },
      awardedOn: "2027-05-12",
      validUntil: "2030-05-11",
      status: "valid",
    });
    const winner = stations.findIndex(({ name }) => name === "卯");
    app.setTime("2028-04-01T02:00:00.000Z");
    const { organisationId } = applicants[winner] as Caller;
    const holder = await app.signInAs("applicant", { region: "510303", organisation: organisationId ?? "" });
    const { items } = await must(holder.call("GET", "/api/reports"));
    expect(items).toMatchObject([{ attached: "annual-report", year: 2027, dueOn: "2028-03-31", overdue: true }]);
  }, 60_000);

  it("shows stars, sales and households by city, and by county within one", async () => {
    while (await outboxJob(app.context).run(new AbortController().signal));
    const leader = await app.signInAs("leader", { region: region.province });
    const board = await must(leader.call("POST", `/api/dashboards/${ID}/data`, { controls: {} }));
    const yuan = (of: readonly Station[]) => Math.round(of.reduce((sum, { cur }) => sum + cur * 10_000, 0));
    const inCity = (city: string) => stations.filter(({ county }) => county.startsWith(city.slice(0, 4)));
    // biome-ignore lint/suspicious/noExplicitAny: rows of every shape
    const rowOf = (rows: any[], code: string) => rows.find((row) => row.region === code);
    for (const city of region.cities) {
      const own = inCity(city);
      expect(rowOf(board.tiles.table.rows, city)).toMatchObject({
        declarations: own.length,
        up: yuan(own),
        farmers: own.reduce((sum, { farmers }) => sum + farmers, 0),
      });
      const stars = board.tiles.stars.rows.filter((row: { region: string }) => row.region === city);
      for (const star of ["five", "four", "three"])
        expect(stars.find((row: { star: string }) => row.star === star)?.declarations ?? 0).toBe(
          own.filter((station) => station.expect?.tier === star).length,
        );
    }
    const city = await must(
      leader.call("POST", `/api/dashboards/${ID}/data`, { controls: {}, region: region.cities[0] }),
    );
    expect(rowOf(city.tiles.table.rows, "510104")).toMatchObject({ declarations: 3 });
  });
});
