import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionViewer } from "../../../core/contracts/accounts.ts";
import type { DashboardData, DashboardQuery } from "../../../core/contracts/dashboards.ts";
import { compileDashboard, planTile, resolveControls } from "../../../core/dashboards/compile-dashboard.ts";
import type { FactRow } from "../../../core/dashboards/facts.ts";
import { finishTile } from "../../../core/dashboards/finish-tile.ts";
import { readDashboard, readDataset } from "../../core/dashboards/dashboard-files.ts";
import { runPlan } from "../../core/dashboards/run-plan.ts";
import { type BuiltPage, chromiumPath, openBuiltPage } from "../browser.ts";

/** A leader's board in a real browser, over rows in the test's memory: drawn, read without eyes, driven by keyboard. */

const packText = readFileSync(new URL("../../../server/seed/geo/520000.topo.json", import.meta.url), "utf8");
const dashboard = compileDashboard(readDashboard(), readDataset());
const names: Record<string, string> = { "520000": "贵州省", GAXQ: "贵安新区" };
interface Area {
  properties: { adcode: string; name: string };
}
const { cities, counties } = (JSON.parse(packText) as { objects: Record<string, { geometries: Area[] }> }).objects;
for (const { properties } of [...cities!.geometries, ...counties!.geometries])
  names[properties.adcode] = properties.name;

function fact(city: string, county: string | null, year: number, stage: string, turnover: number): FactRow {
  return {
    d1: city,
    d2: county,
    d3: String(year),
    d4: "guizhou-enterprise",
    d5: stage,
    d6: "private",
    m1: turnover,
    m2: turnover / 2,
    m3: turnover,
    m4: null,
    m5: 80,
  };
}

const facts = [
  fact("520100", "520102", 2024, "awarded", 600_000_000),
  fact("520100", "520103", 2024, "county", 3_000_000),
  fact("520300", "520302", 2024, "city", 30_000_000),
  fact("GAXQ", null, 2024, "scoring", 8_000_000),
  fact("520100", "520102", 2023, "awarded", 400_000_000),
];

const leader: SessionViewer = {
  id: "u1",
  login: "leader",
  name: "李四",
  roles: ["leader"],
  grants: [{ role: "leader", regionCode: "520000" }],
  organisation: null,
  regionCode: "520000",
  locale: "zh",
  mustChangePassword: false,
  expiresAt: "2099-01-01T00:00:00Z",
};

function dataFor(query: DashboardQuery): DashboardData {
  const options = { year: ["2024", "2023"], kind: ["guizhou-enterprise"] };
  const { values, refused } = resolveControls(dashboard.document, query.controls, options);
  if (refused.length > 0) throw new Error(`refused: ${refused.join()}`);
  const code = query.region ?? "520000";
  const level = code === "520000" ? "province" : code.endsWith("00") || code === "GAXQ" ? "city" : "county";
  const situation = { controls: values, region: { code, level } };
  const tiles: DashboardData["tiles"] = {};
  for (const id of dashboard.tiles.keys()) {
    const plan = planTile(dashboard, id, situation);
    const base = plan.baseFilters && runPlan(plan, facts, plan.baseFilters);
    tiles[id] = finishTile(dashboard, id, situation, runPlan(plan, facts), base);
  }
  const place = (each: string) => ({ code: each, name: names[each] ?? each });
  const path = code === "520000" ? [place(code)] : [place("520000"), place(code)];
  return { asOf: "2024-11-21T02:00:00Z", region: { ...place(code), level }, path, regionNames: names, tiles };
}

async function serveBoard(page: Page, asked: DashboardQuery[]): Promise<void> {
  const json = (body: unknown) => (route: Route) => route.fulfill({ json: body });
  await page.route("**/api/**", (route) => route.fulfill({ status: 404, json: {} }));
  await page.route("**/api/session", json({ viewer: leader }));
  await page.route("**/api/geo/520000", (route) => route.fulfill({ body: packText, contentType: "application/json" }));
  const options = { year: [{ value: "2024", title: { zh: "2024年", en: "2024" } }], kind: [], region: [] };
  const root = { code: "520000", name: "贵州省", level: "province" };
  const view = { document: dashboard.document, dataset: dashboard.dataset, root, options };
  await page.route("**/api/dashboards/guizhou-ecommerce", json(view));
  await page.route("**/api/dashboards/guizhou-ecommerce/data", (route) => {
    const query = route.request().postDataJSON() as DashboardQuery;
    asked.push(query);
    return route.fulfill({ json: dataFor(query) });
  });
}

describe.skipIf(!chromiumPath)("a board in Chromium", () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await openBuiltPage(fileURLToPath(new URL("../../../client", import.meta.url)));
  }, 120_000);
  afterAll(async () => built?.close());

  async function open(use: (page: Page, asked: DashboardQuery[]) => Promise<void>): Promise<void> {
    const context = await built.browser.newContext({ viewport: { width: 1400, height: 1000 }, locale: "zh-CN" });
    const page = await context.newPage();
    const faults: string[] = [];
    const asked: DashboardQuery[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await serveBoard(page, asked);
    await page.goto(`${built.address}/boards/guizhou-ecommerce`);
    await page.waitForSelector(".sb-tile--map svg path");
    await use(page, asked);
    expect(faults).toEqual([]);
    await context.close();
  }

  it("draws every tile, with the regions named and coloured by their class", async () => {
    await open(async (page) => {
      const map = page.locator(".sb-tile--map");
      await map.locator("svg >> text=遵义市").waitFor();
      const fills = await map
        .locator("svg path")
        .evaluateAll((paths) => paths.map((path) => path.getAttribute("fill")));
      expect(fills).toContain("#0b3f6b");
      await expect.poll(() => map.getByText("地图上没有边界的地区：贵安新区").count()).toBe(1);
      for (const view of ["bar", "funnel", "line", "composition"]) {
        await page.waitForSelector(`.sb-tile--${view} svg path`, { state: "attached" });
      }
      await expect.poll(() => page.locator(".sb-tile--kpi").nth(1).textContent()).toContain("6.41亿元");
    });
  });

  it("goes into a city by keyboard alone and comes back by the path", async () => {
    await open(async (page, asked) => {
      const map = page.locator(".sb-tile--map");
      await map.getByRole("button", { name: "看表格" }).focus();
      await page.keyboard.press("Enter");
      await map.getByRole("button", { name: "查看贵阳市" }).focus();
      await page.keyboard.press("Enter");
      await map.locator("svg >> text=清镇市").waitFor();
      expect(asked.at(-1)).toMatchObject({ region: "520100" });
      await expect.poll(() => map.getByRole("row").count()).toBe(11);
      await page.getByRole("button", { name: "贵州省", exact: true }).click();
      await map.locator("svg >> text=遵义市").waitFor();
    });
  });

  it("says what a picture shows, what is counted, and holds the rules of accessibility", async () => {
    await open(async (page) => {
      const described = page.locator('.sb-tile--map [role="img"]');
      await expect.poll(() => described.getAttribute("aria-label")).toContain("最高贵阳市 6.03亿元");
      await page.getByRole("button", { name: "看表格" }).first().click();
      await page.getByRole("button", { name: "口径" }).first().click();
      await page.getByText("计入 4 件").waitFor();
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(".sb-board");
        return violations.map(
          (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`,
        );
      });
      expect(found).toEqual([]);
    });
  });
});
