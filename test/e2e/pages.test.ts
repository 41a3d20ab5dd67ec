import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matchRoute } from "wouter";
import { features } from "../../client/app/features.ts";
import { chromiumPath } from "../client/browser.ts";
import { Stage } from "./stage.ts";

/**
 * Every page of the product on the sample data, as the people who may open it: it is found by following links from the
 * start page, and looked at in both languages, light and dark, at the width of a desk, at 200 % zoom and on a phone.
 */

/** Pages that links do not lead to on the sample data. */
const NOT_LINKED: Record<string, string> = {
  "/setup": "open only while nobody administers the product",
  "/score/:id":
    "for applicants of a programme that shows points, which none of the built-in ones does; test/client/features",
};

/** Addresses opened for links to other pages, for each kind of page and person; the rounds stand at different stages. */
const addressesOf = (pattern: string) => (/^\/manage\/rounds\/:id(\/panels\/:panelId\?)?$/.test(pattern) ? 14 : 2);
/** Whose view of a kind of page is looked at: the first few that may open it. */
const PEOPLE = 2;

/** Kinds of accounts of the sample data: the part of the login before the region or the number. */
const kindOf = (login: string) => login.replace(/-?\d+$/, "");
const patterns = features.flatMap((feature) => feature.routes.map((route) => route.path));

/** The pattern of an address, with the part of a record it opens; null for a file or another site. */
function pageOf(address: string): { pattern: string; key: string } | null {
  const path = address.split(/[?#]/)[0] ?? "";
  for (const pattern of patterns) {
    const [matches, parameters] = matchRoute(parse, pattern, path);
    if (matches) return { pattern, key: `${pattern} ${(parameters as { part?: string }).part ?? ""}` };
  }
  return null;
}

function parse(pattern: string): { pattern: RegExp; keys: string[] } {
  const keys: string[] = [];
  const source = pattern.replaceAll(/\/:(\w+)(\?)?/g, (_, key: string, optional?: string) => {
    keys.push(key);
    return optional ? "(?:/([^/]+?))?" : "/([^/]+?)";
  });
  return { pattern: new RegExp(`^${source}/?$`), keys };
}

/** Requests of a page that are not answered yet. */
const waiting = new WeakMap<Page, { count: number }>();

function watch(page: Page): void {
  const open = { count: 0 };
  waiting.set(page, open);
  page.on("request", () => {
    open.count += 1;
  });
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", () => {
      open.count -= 1;
    });
}

/** Opens an address and waits until the page shows what it has; true when it has a heading of its own. */
async function arrive(page: Page, address: string): Promise<boolean> {
  await page.goto(address);
  const open = waiting.get(page) ?? { count: 0 };
  const isDone = () =>
    page.evaluate(() => document.querySelector("main")?.textContent && !document.querySelector(".sb-skeleton"));
  await expect.poll(async () => open.count <= 0 && Boolean(await isDone()), { timeout: 20_000 }).toBe(true);
  return (await page.locator("h1").count()) > 0;
}

/** What is serious about the page as it stands. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await here.run(document, { resultTypes: ["violations"] });
    const serious = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(" | ")}`,
      );
    const odd = document.body.innerText.match(/\bundefined\b|\[object Object\]|\bNaN\b/)?.[0];
    return odd === undefined ? serious : [...serious, `text: ${odd}`];
  });
}

/** How far the page is wider than its window, once charts have followed it; 0 when it fits. */
async function overflow(page: Page): Promise<number> {
  const wider = () => Math.max(0, document.documentElement.scrollWidth - innerWidth);
  const fits = page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, {
    timeout: 3_000,
  });
  return fits.then(
    () => 0,
    () => page.evaluate(wider),
  );
}

describe.skipIf(!chromiumPath)("every page", () => {
  let stage: Stage;
  let people: string[] = [];
  const visited = new Set<string>();
  /** How many people's view of a page was looked at. */
  const looked = new Map<string, number>();

  beforeAll(async () => {
    const opened = await Stage.openDemo(44);
    stage = opened.stage;
    const first = new Map(opened.logins.toReversed().map((login) => [kindOf(login), login]));
    // Two of those whose pages depend on what they declare or own.
    const more = ["applicant", "studio"].flatMap((kind) =>
      opened.logins.filter((login) => kindOf(login) === kind).slice(0, 2),
    );
    people = [...new Set([...first.values(), ...more])];
  }, 240_000);
  afterAll(async () => stage?.close());

  /** Looks at the page that is open, in one language and theme, and at what it is in narrower windows. */
  async function look(page: Page, where: string, hasHeading: boolean): Promise<string[]> {
    const faults = [...(hasHeading ? [] : ["no heading"]), ...(await faultsOf(page))];
    for (const width of [640, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await overflow(page);
      if (wider > 0) faults.push(`${wider} px wider than a window of ${width} px`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    return faults.map((fault) => `${where}: ${fault}`);
  }

  async function choose(page: Page, language: "zh" | "en", theme: "light" | "dark"): Promise<void> {
    await page.evaluate(
      ([l, t]) => {
        localStorage.setItem("shenbao.language", l);
        localStorage.setItem("shenbao.theme", t);
      },
      [language, theme] as const,
    );
  }

  /** Links of the page that is open, those in the menu of a navigation too long for its row as well. */
  async function linksOf(page: Page): Promise<string[]> {
    const more = page.locator(".sb-header__more:not(.sb-header__more--none) button");
    const hasMore = (await more.count()) > 0;
    if (hasMore) await more.click();
    const links = await page.$$eval("a[href^='/']", (all) => all.map((link) => link.getAttribute("href") ?? ""));
    if (hasMore) await page.keyboard.press("Escape");
    return links.filter((link) => !link.startsWith("/api/"));
  }

  /** Follows links from the start page; a few addresses for each kind of page, of which the first is looked at. */
  async function walk(page: Page, start: readonly string[]): Promise<string[]> {
    watch(page);
    const faults: string[] = [];
    const opened = new Map<string, number>();
    const known = new Set(start);
    const open = [...start];
    for (let address = open.shift(); address !== undefined; address = open.shift()) {
      const found = pageOf(address);
      const times = opened.get(found?.key ?? "") ?? 0;
      if (found === null || times >= addressesOf(found.pattern)) continue;
      opened.set(found.key, times + 1);
      await choose(page, "zh", "light");
      const hasHeading = await arrive(page, stage.address + address);
      const landed = pageOf(new URL(page.url()).pathname) ?? found;
      visited.add(found.pattern).add(landed.pattern);
      for (const link of (await linksOf(page)).filter((each) => !known.has(each))) {
        known.add(link);
        open.push(link);
      }
      const people = looked.get(landed.key) ?? 0;
      if (times > 0 || people >= PEOPLE) continue;
      looked.set(landed.key, people + 1);
      faults.push(...(await look(page, `${address} zh light`, hasHeading)));
      await choose(page, "en", "dark");
      faults.push(...(await look(page, `${address} en dark`, await arrive(page, stage.address + address))));
    }
    return faults;
  }

  it("is sound for visitors", async () => {
    const page = await stage.visit("/");
    expect(await walk(page, ["/", "/sign-in", "/register", "/verify"])).toEqual([]);
    await page.context().close();
  }, 240_000);

  it("is sound for everybody who signs in", async () => {
    const faults: string[] = [];
    for (const login of people) {
      const page = await stage.signIn(login, "/account");
      faults.push(...(await walk(page, ["/", "/account"])).map((fault) => `${login} ${fault}`));
      await page.context().close();
    }
    expect(faults).toEqual([]);
  }, 1_200_000);

  it("was looked at", () => {
    const missed = patterns.filter((pattern) => !visited.has(pattern) && NOT_LINKED[pattern] === undefined);
    expect(missed).toEqual([]);
  });

  it("met no error and no breach of the content policy", () => {
    expect(stage.complaints).toEqual([]);
  });
});
