import type { DeclarationDetail } from "../../core/contracts/declarations.ts";
import type { RoundSummary } from "../../core/contracts/programmes.ts";
import type { RunDetail } from "../../core/contracts/scoring.ts";
import type { Documents } from "../../core/editions/document-paths.ts";
import type { GoldenCase } from "../../core/editions/golden-case.ts";
import { requiredFiles } from "../../core/forms/check-answers.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import { formState } from "../../core/forms/form-state.ts";
import { resolveForm } from "../../core/forms/resolve-form.ts";
import { textIn, toLocalText } from "../../core/problems/finding.ts";
import type { SchemeDocument } from "../../core/scoring/scheme-document.ts";
import { groupsToWeigh } from "../../core/scoring/weighing/weighed-groups.ts";
import { buildApp } from "../app.ts";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { type AttachedSamples, fillAttached, handInReports, handInSummaries } from "./demo-attached.ts";
import type { DemoCaller } from "./demo-caller.ts";
import { fillIn, walk } from "./demo-declaration.ts";
import { cancelOne, recordEarlier, scoreRound, startList } from "./demo-history.ts";
import { type DemoExpert, markPanels, startPanels } from "./demo-panels.ts";
import { type DemoApplicant, DemoPeople, type DemoPlace, placesOf } from "./demo-people.ts";
import { type Programme, programmesOf } from "./demo-programmes.ts";
import { seededRandom } from "./demo-random.ts";
import { weighInDemo } from "./demo-weights.ts";
import { rolledAnswers } from "./rolled-answers.ts";
import { sampleAnswers } from "./sample-answers.ts";

const DAY_MS = 86_400_000;

/** A clock that stands where it is put. */
export interface DemoClock {
  set(instant: Date): void;
  read(): Date;
}

/** An applicant who may declare again. */
type Returning = DemoApplicant & { place: DemoPlace };

/** Marks each panel of a programme's scheme needs for an item. */
function panelsNeed({ scheme }: Programme): number[] {
  return Object.values((scheme as SchemeDocument | null)?.panels ?? {}).map(({ minimum }) => minimum);
}

/** Loads sample data through the application's own interface. Everybody and everything in it is fictitious. */
class DemoLoader {
  readonly people: DemoPeople;
  readonly #clock: DemoClock;
  readonly #random = seededRandom(20_261_121);
  readonly #experts = new Map<string, DemoExpert[]>();
  #patterns = 0;
  readonly #declared = new Map<string, Returning>();
  /** By programme: applicants of last year that a rule over several rounds has counted. */
  readonly #returning = new Map<string, Returning[]>();
  readonly #log: (line: string) => void;

  constructor(app: App, context: AppContext, clock: DemoClock, log: (line: string) => void) {
    this.#clock = clock;
    this.#log = log;
    this.people = new DemoPeople(app, context);
  }

  async administrators(): Promise<void> {
    const global = (role: "system-admin" | "security-admin" | "audit-admin") => [{ role, regionCode: null }];
    await this.people.official("system", "系统管理员（样例）", global("system-admin"));
    await this.people.official("security", "安全管理员（样例）", global("security-admin"));
    await this.people.official("audit", "审计管理员（样例）", global("audit-admin"));
  }

  /** Officials of one province: owner, leader, and a reviewer for each city and county that takes part. */
  async officials(region: string, places: readonly DemoPlace[]): Promise<void> {
    await this.people.official(`province-${region}`, "省级审核员（样例）", [
      { role: "province-reviewer", regionCode: region },
    ]);
    await this.people.official(`studio-${region}`, "项目管理员（样例）", [
      { role: "programme-admin", regionCode: region },
    ]);
    await this.people.official(`leader-${region}`, "省级领导（样例）", [{ role: "leader", regionCode: region }]);
    for (const { city, cityName } of new Map(places.map((place) => [place.city, place])).values()) {
      await this.people.official(`city-${city}`, `${cityName}审核员（样例）`, [
        { role: "city-reviewer", regionCode: city },
      ]);
    }
    for (const { county, countyName } of places)
      await this.people.official(`county-${county}`, `${countyName}审核员（样例）`, [
        { role: "county-reviewer", regionCode: county },
      ]);
    const first = places[0];
    if (first)
      await this.people.official(`leader-${first.city}`, `${first.cityName}领导（样例）`, [
        { role: "leader", regionCode: first.city },
      ]);
  }

  /** Experts of a province, one more than any of its panels needs. */
  async experts(region: string, count: number): Promise<void> {
    const experts: DemoExpert[] = [];
    for (let number = 1; number <= count; number += 1) {
      const caller = await this.people.official(`expert-${region}-${number}`, `评审专家${number}（样例）`, [
        { role: "expert", regionCode: region },
      ]);
      await caller.call("PUT", "/api/expert/profile", {
        employerName: `示例大学第${number}学院（虚构）`,
        employerCreditCode: null,
        fields: [number % 2 === 0 ? "电子商务" : "商贸流通"],
      });
      experts.push({ caller, leaning: (number - (count + 1) / 2) * 0.02 });
    }
    this.#experts.set(region, experts);
  }

  async #openRound(programme: Programme, year: number, opensAt: Date, closesAt: Date): Promise<RoundSummary> {
    const { id, title, authority, round } = programme.programme;
    const name = toLocalText(title);
    return this.people.caller(`studio-${authority.region}`).call("POST", "/api/rounds", {
      programmeId: id,
      editionNumber: 1,
      title: { zh: `${name.zh} ${year} 年`, en: `${name.en} ${year}` },
      year: year + round.yearOffset,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
    });
  }

  /** One declaration of a new applicant, brought `steps` forward; then, perhaps, back or to an end. */
  async #declare(
    programme: Programme,
    round: RoundSummary,
    place: DemoPlace,
    steps: number,
    then: "back" | "end" | null,
    known?: DemoApplicant,
  ): Promise<{ login: string; caller: DemoCaller; detail: DeclarationDetail }> {
    const applicant = known ?? (await this.people.applicant(place, programme.programme.applicant));
    const { caller, name, creditCode, login } = applicant;
    const today = this.#today();
    const form = compileForm(resolveForm(programme.form, { year: round.year }), programme.catalogue);
    const pattern = programme.patterns[this.#patterns++ % programme.patterns.length] as GoldenCase;
    const sampleYear = pattern.year ?? programme.form.reportYear;
    const answers = sampleAnswers(form, { pattern, sampleYear }, { name, creditCode }, today, this.#random);
    const state = formState(form, answers, { today });
    const evidence = programme.form.evidence
      .filter((requirement) => requiredFiles(form, requirement.id, state) > 0)
      .map((requirement) => ({ id: requirement.id, title: textIn(requirement.title, "zh") }));
    let detail = await fillIn(caller, round.id, answers, evidence);
    await fillAttached(caller, detail.summary.id, this.#samples(programme));
    const callers = (party: string): DemoCaller => {
      if (party === "applicant") return caller;
      if (party === "county") return this.people.caller(`county-${place.county}`);
      if (party === "city") return this.people.caller(`city-${place.city}`);
      return this.people.caller(`province-${programme.programme.authority.region}`);
    };
    detail = await walk(programme.workflow, detail, steps, then, callers);
    this.#declared.set(detail.summary.id, { ...applicant, place });
    return { login, caller, detail };
  }

  #today(): string {
    return this.#clock.read().toISOString().slice(0, 10);
  }

  #samples({ attachedSamples }: Programme): AttachedSamples {
    return (form) => {
      const sample = attachedSamples.get(form.id);
      return sample === undefined ? {} : rolledAnswers(form, sample.answers, sample.year, this.#today());
    };
  }

  #owner({ programme }: Programme): DemoCaller {
    return this.people.caller(`province-${programme.authority.region}`);
  }

  /** Last year's round, closed: scored, on notice, published. */
  async pastRound(programme: Programme, year: number, places: readonly DemoPlace[], count: number): Promise<void> {
    this.#log(`${textIn(programme.programme.title, "zh")} ${year}`);
    const start = new Date(Date.UTC(year, 4, 6, 2));
    this.#clock.set(start);
    const round = await this.#openRound(programme, year, start, new Date(Date.UTC(year, 6, 31, 9, 59)));
    const declared: { caller: DemoCaller; detail: DeclarationDetail }[] = [];
    for (let at = 0; at < count; at += 1) {
      this.#clock.set(new Date(start.getTime() + (at + 1) * 3_600_000));
      const place = places[at % places.length] as DemoPlace;
      declared.push(await this.#declare(programme, round, place, Infinity, null));
    }
    const run = await this.#scorePast(programme, round, year);
    if (!programme.workflow.states.some(({ stage }) => stage === "publicity")) return;
    await this.#publishList(programme, round, run, year);
    // All but every third report in time.
    this.#clock.set(new Date(Date.UTC(year + 1, 1, 20, 2)));
    for (const { caller, detail } of declared.filter((_, at) => at % 3 !== 2))
      await handInReports(caller, detail.summary.id, this.#samples(programme));
  }

  /** Lets experts mark where the scheme asks for them, scores last year's round, and remembers who was counted. */
  async #scorePast(programme: Programme, round: RoundSummary, year: number): Promise<RunDetail | null> {
    this.#clock.set(new Date(Date.UTC(year, 7, 10, 2)));
    const owner = this.#owner(programme);
    if (round.hasScheme) {
      const experts = this.#experts.get(programme.programme.authority.region) ?? [];
      await markPanels(owner, experts, round.id, this.#random);
    }
    const run = await scoreRound(owner, round);
    const counted = run?.results.filter(({ decisions }) => decisions.some((decision) => decision.count !== null)) ?? [];
    this.#returning.set(
      programme.programme.id,
      counted.slice(0, 3).flatMap(({ declarationId }) => this.#declared.get(declarationId) ?? []),
    );
    return run;
  }

  /** Puts the best on notice and publishes the list. */
  async #publishList(programme: Programme, round: RoundSummary, run: RunDetail | null, year: number): Promise<void> {
    const owner = this.#owner(programme);
    const notice = await startList(owner, programme.programme, round, run, { startsOn: `${year}-08-11`, share: 0.7 });
    if (notice === null) return;
    this.#clock.set(new Date(Date.parse(`${notice.endsOn}T02:00:00Z`) + 2 * DAY_MS));
    await owner.call("POST", `/api/publicity/${notice.id}/publish`, {});
  }

  /** Studies of the weights of the first programme that prints weights. */
  async weights(programmes: readonly Programme[]): Promise<void> {
    for (const { programme, scheme } of programmes) {
      const groups = scheme === null ? [] : groupsToWeigh(scheme);
      if (groups.length < 2) continue;
      const { id, title, authority } = programme;
      return weighInDemo(this.people, { id, title: textIn(title, "zh"), region: authority.region }, groups);
    }
  }

  /** A title given before the product, and one cancelled with a ban; the login of whom it concerns. */
  async titleHistory(programme: Programme, now: Date, places: readonly DemoPlace[]): Promise<string | undefined> {
    this.#clock.set(new Date(now.getTime() - 50 * DAY_MS));
    const owner = this.people.caller(`studio-${programme.programme.authority.region}`);
    const [place] = places;
    const awardedOn = `${now.getUTCFullYear() - 1}-03-01`;
    if (place) await recordEarlier(owner, programme.programme, { region: place.county, awardedOn });
    const title = await cancelOne(owner, programme.programme);
    return title?.declarationId ? this.#declared.get(title.declarationId)?.login : undefined;
  }

  /** This year's round, open: declarations at every stage. Returns a login with a draft and one with a return. */
  async openRound(
    programme: Programme,
    now: Date,
    places: readonly DemoPlace[],
    count: number,
  ): Promise<{ draft?: string; returned?: string }> {
    const year = now.getUTCFullYear();
    this.#log(`${textIn(programme.programme.title, "zh")} ${year}`);
    const start = new Date(now.getTime() - 45 * DAY_MS);
    this.#clock.set(start);
    const round = await this.#openRound(programme, year, start, new Date(now.getTime() + 30 * DAY_MS));
    const found: { draft?: string; returned?: string } = {};
    const plan = [
      [0, null],
      [1, null],
      [4, null],
      [2, null],
      [1, "back"],
      [3, null],
      [4, null],
      [2, "back"],
      [4, null],
      [3, "end"],
    ] as const;
    for (let at = 0; at < count; at += 1) {
      this.#clock.set(new Date(start.getTime() + ((at + 1) * 40 * DAY_MS) / (count + 1)));
      const [steps, then] = plan[at % plan.length] as (typeof plan)[number];
      const { login } = await this.#declare(programme, round, places[at % places.length] as DemoPlace, steps, then);
      if (steps === 0) found.draft ??= login;
      if (then === "back") found.returned ??= login;
    }
    for (const city of new Set(places.map((place) => place.city)))
      await handInSummaries(this.people.caller(`city-${city}`), round.id, this.#samples(programme));
    const { region } = programme.programme.authority;
    const owner = this.people.caller(`province-${region}`);
    this.#clock.set(new Date(now.getTime() - 3 * DAY_MS));
    const dueAt = new Date(now.getTime() + 11 * DAY_MS).toISOString();
    await startPanels(owner, this.#experts.get(region) ?? [], round.id, dueAt, this.#random);
    await this.#returnOf(programme, round);
    return found;
  }

  /** Who was counted by a rule over several rounds last year takes part again, and is counted again. */
  async #returnOf(programme: Programme, round: RoundSummary): Promise<void> {
    const returning = this.#returning.get(programme.programme.id) ?? [];
    for (const applicant of returning)
      await this.#declare(programme, round, applicant.place, Infinity, null, applicant);
    // Where experts have still to mark, the count is seen when the owner scores.
    if (returning.length === 0 || panelsNeed(programme).length > 0) return;
    await scoreRound(this.#owner(programme), round);
  }
}

/** What the sample data consist of, for the start message. */
export interface DemoSummary {
  accounts: { login: string; name: string }[];
  declarations: number;
}

/**
 * Loads programmes' sample data into an empty product.
 * @param context made with the clock that is handed in
 * @param declarations how many in all, over programmes and two years
 */
export async function loadDemo(
  context: AppContext,
  clock: DemoClock,
  documents: Documents,
  options: { declarations: number; now: Date; log: (line: string) => void },
): Promise<DemoSummary> {
  const app = buildApp(context);
  await app.ready();
  try {
    const loader = new DemoLoader(app, context, clock, options.log);
    const programmes = programmesOf(documents);
    clock.set(new Date(Date.UTC(options.now.getUTCFullYear() - 1, 3, 1)));
    await loader.administrators();
    const places = new Map<string, DemoPlace[]>();
    for (const region of new Set(programmes.map(({ programme }) => programme.authority.region))) {
      const chosen = await placesOf(context, region, 4);
      places.set(region, chosen);
      await loader.officials(region, chosen);
      const marks = programmes.filter(({ programme }) => programme.authority.region === region).flatMap(panelsNeed);
      if (marks.length > 0) await loader.experts(region, Math.max(...marks) + 1);
    }
    const each = Math.max(1, Math.floor(options.declarations / (programmes.length * 2)));
    const of = (programme: Programme) => places.get(programme.programme.authority.region) ?? [];
    for (const programme of programmes)
      await loader.pastRound(programme, options.now.getUTCFullYear() - 1, of(programme), each);
    for (const programme of programmes) {
      const banned = await loader.titleHistory(programme, options.now, of(programme));
      const title = textIn(programme.programme.title, "zh");
      if (banned) loader.people.accounts.push({ login: banned, name: `申报人：${title}，称号已取消、限制申报` });
    }
    for (const programme of programmes) {
      const found = await loader.openRound(programme, options.now, of(programme), each);
      const title = textIn(programme.programme.title, "zh");
      if (found.draft) loader.people.accounts.push({ login: found.draft, name: `申报人：${title}，填报中` });
      if (found.returned) loader.people.accounts.push({ login: found.returned, name: `申报人：${title}，退回补正` });
    }
    clock.set(new Date(options.now.getTime() - 3 * DAY_MS));
    await loader.weights(programmes);
    clock.set(options.now);
    return { accounts: loader.people.accounts, declarations: each * programmes.length * 2 };
  } finally {
    await app.close();
  }
}
