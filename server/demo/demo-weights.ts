import type { RoundList } from "../../core/contracts/programmes.ts";
import type { RunList } from "../../core/contracts/scoring.ts";
import type { Sheet, StudyDetail, WeightAdvice } from "../../core/contracts/weights.ts";
import { decimal, HUNDRED, toNumber } from "../../core/scoring/exact.ts";
import { pairsOf } from "../../core/scoring/weighing/ahp-kind.ts";
import { apportion } from "../../core/scoring/weighing/apportion.ts";
import type { WeighedGroup } from "../../core/scoring/weighing/weighed-groups.ts";
import type { DemoCaller } from "./demo-caller.ts";
import type { DemoPeople } from "./demo-people.ts";

const EXPERTS = 6;

/** Values of an answer, by group. */
type Values = Record<string, Record<string, string>>;

/** Experts of a region, made where they are not there yet. */
async function expertsOf(people: DemoPeople, region: string): Promise<DemoCaller[]> {
  const experts: DemoCaller[] = [];
  for (let at = 1; at <= EXPERTS; at += 1) {
    const login = `expert-${region}-${at}`;
    const isThere = people.accounts.some((account) => account.login === login);
    experts.push(
      isThere
        ? people.caller(login)
        : await people.official(login, `评审专家${at}（样例）`, [{ role: "expert", regionCode: region }]),
    );
  }
  return experts;
}

/** The present weights with a little taken from one item for another, differently for each expert and less every round. */
function sharesBy(group: WeighedGroup, expert: number, round: number): Record<string, string> {
  const parts = apportion(
    group.items.map(({ weight }) => decimal(weight)),
    HUNDRED,
    2,
  );
  const shares = (parts ?? []).map(Number);
  const moved = Math.min(2 + (expert % 3) * 2, shares[expert % shares.length] ?? 0) / round;
  const change = (at: number, by: number) => {
    shares[at % shares.length] = (shares[at % shares.length] ?? 0) + by;
  };
  change(expert, -moved);
  change(expert + 1, moved);
  return Object.fromEntries(group.items.map(({ id }, at) => [id, String(Math.round((shares[at] ?? 0) * 100) / 100)]));
}

/** Comparisons near the present weights, a step harder or softer for each expert. */
function judgementsBy(group: WeighedGroup, expert: number): Record<string, string> {
  const weights = group.items.map(({ weight }) => toNumber(decimal(weight)));
  return Object.fromEntries(
    pairsOf(group).map(({ key, first, second }, at) => {
      const ratio = (weights[first] ?? 1) / (weights[second] ?? 1);
      const times = Math.max(1, Math.min(9, Math.round(Math.max(ratio, 1 / ratio)) + ((expert + at) % 2)));
      return [key, ratio >= 1 || times === 1 ? String(times) : `1/${times}`];
    }),
  );
}

async function answer(expert: DemoCaller, studyId: string, values: Values): Promise<void> {
  const path = `/api/weight-invitations/${studyId}`;
  const { answer: open } = await expert.call<Sheet>("GET", path);
  if (open === null) throw new Error(`no round of ${studyId} is open`);
  const saved = await expert.call<{ revision: string }>("PUT", `${path}/answer`, {
    round: open.round,
    revision: open.revision,
    values,
    comments: Object.fromEntries(Object.keys(values).map((group) => [group, "现有权重基本合理（样例）。"])),
  });
  await expert.call("POST", `${path}/answer/hand-in`, { round: open.round, revision: saved.revision });
}

/** Groups whose items the newest run of the programme tells apart. */
async function groupsTold(owner: DemoCaller, programmeId: string): Promise<Set<string>> {
  const { items: rounds } = await owner.call<RoundList>("GET", "/api/rounds");
  for (const round of rounds.filter((each) => each.programmeId === programmeId)) {
    const [run] = (await owner.call<RunList>("GET", `/api/rounds/${round.id}/scoring-runs`)).items;
    if (run === undefined) continue;
    const { groups } = await owner.call<WeightAdvice>("GET", `/api/scoring-runs/${run.id}/weight-advice`);
    return new Set(groups.flatMap(({ id, items }) => (items.every(({ critic }) => critic !== null) ? [id] : [])));
  }
  return new Set();
}

/**
 * Two studies of a programme's weights: Delphi with a closed round and one that waits for answers, and AHP with a closed
 * round that can be frozen.
 * @param groups those of the programme's scheme that can be weighed
 */
export async function weighInDemo(
  people: DemoPeople,
  programme: { id: string; title: string; region: string },
  groups: readonly WeighedGroup[],
): Promise<void> {
  const owner = people.caller(`studio-${programme.region}`);
  const experts = await expertsOf(people, programme.region);
  const { candidates } = await owner.call<{ candidates: { accountId: string; login: string }[] }>(
    "GET",
    `/api/programmes/${programme.id}/weight-options?source=latest`,
  );
  const participants = candidates
    .filter(({ login }) => login.startsWith(`expert-${programme.region}-`))
    .slice(0, EXPERTS)
    .map(({ accountId }) => accountId);
  const begin = (kind: string, rule: string, name: string, nameEn: string, chosen: readonly WeighedGroup[]) =>
    owner.call<StudyDetail>("POST", "/api/weight-studies", {
      programmeId: programme.id,
      source: "latest",
      title: { zh: `${programme.title}${name}`, en: nameEn },
      kind,
      rule,
      groups: chosen.map(({ id }) => id),
      participants,
      minimum: 5,
      variationLimit: 0.25,
    });
  const step = async ({ study }: StudyDetail, path: string) => {
    const now = await owner.call<StudyDetail>("GET", `/api/weight-studies/${study.id}`);
    return owner.call<StudyDetail>("POST", `/api/weight-studies/${study.id}${path}`, { revision: now.study.revision });
  };
  const between = (least: number, most: number) => (group: WeighedGroup) =>
    group.items.length >= least && group.items.length <= most;
  // Groups the sample data tell something about come first, so that the advice beside the studies has figures.
  const told = await groupsTold(owner, programme.id);
  const ordered = [...groups].sort((a, b) => Number(told.has(b.id)) - Number(told.has(a.id)));
  const wide = ordered.find(between(3, 6)) ?? groups[0];
  const narrow = ordered.find((group) => between(3, 4)(group) && group !== wide) ?? groups.at(-1);
  if (wide === undefined || narrow === undefined) return;

  const delphi = await begin("delphi", "median", "指标权重德尔菲征询（样例）", "Weights by Delphi (sample)", [
    wide,
    narrow,
  ]);
  const shares = (expert: number, round: number): Values => ({
    [wide.id]: sharesBy(wide, expert, round),
    [narrow.id]: sharesBy(narrow, expert, round),
  });
  await step(delphi, "/rounds");
  for (const [at, expert] of experts.entries()) await answer(expert, delphi.study.id, shares(at, 1));
  await step(delphi, "/rounds/close");
  await step(delphi, "/rounds");
  for (const [at, expert] of experts.slice(0, 2).entries()) await answer(expert, delphi.study.id, shares(at, 2));

  const ahp = await begin("ahp", "eigenvector", "指标权重层次分析（样例）", "Weights by AHP (sample)", [narrow]);
  await step(ahp, "/rounds");
  for (const [at, expert] of experts.entries())
    await answer(expert, ahp.study.id, { [narrow.id]: judgementsBy(narrow, at) });
  await step(ahp, "/rounds/close");
}
