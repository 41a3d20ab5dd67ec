import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Role } from "../../core/access/roles.ts";
import type { Documents } from "../../core/editions/document-paths.ts";
import { buildApp } from "../../server/app.ts";
import type { App } from "../../server/app-types.ts";
import { readConfig } from "../../server/config/read-config.ts";
import type { Settings } from "../../server/config/settings.ts";
import { DEMO_PASSWORD } from "../../server/demo/demo-people.ts";
import { prepareDemo } from "../../server/demo/prepare-demo.ts";
import { productTop } from "../../server/document-files.ts";
import { type JobRunner, startJobs } from "../../server/jobs/job-runner.ts";
import { serverJobs } from "../../server/jobs/server-jobs.ts";
import { prepareOfficial, writeOfficial } from "../../server/modules/accounts/accounts.service.ts";
import { loadBuiltIn } from "../../server/modules/definitions/definitions.service.ts";
import { openProduct, type Product } from "../../server/start.ts";
import { chromiumPath } from "../client/browser.ts";
import { makeTestPlace, type TestPlace } from "../helpers/database.ts";

export const PASSWORD = "end-to-end-7-walk";

/** Where screenshots go; the folder is ignored by git. */
const shots = join(productTop(), "test-results/e2e");

/** The whole product on a port of its own with a clock that the test sets, and Chromium. */
export class Stage {
  readonly browser: Browser;
  readonly address: string;
  readonly product: Product;
  /** What the browser complained about: console errors, exceptions, refused answers. */
  readonly complaints: string[] = [];
  readonly #app: App;
  readonly #jobs: JobRunner;
  readonly #place: TestPlace;
  readonly #password: string;
  #now: { offsetMs: number };

  private constructor(parts: {
    browser: Browser;
    address: string;
    product: Product;
    app: App;
    jobs: JobRunner;
    place: TestPlace;
    now: { offsetMs: number };
    password: string;
  }) {
    this.browser = parts.browser;
    this.address = parts.address;
    this.product = parts.product;
    this.#app = parts.app;
    this.#jobs = parts.jobs;
    this.#place = parts.place;
    this.#now = parts.now;
    this.#password = parts.password;
  }

  /** With programmes and nobody in them. */
  static async open(documents: Documents): Promise<Stage> {
    const { place, config } = await settle();
    return Stage.#raise(place, config, PASSWORD, (product) =>
      product.context.work.withTransaction((stores) => loadBuiltIn(stores, documents)),
    );
  }

  /** With the sample data of the demo; its logins, one for each account that the demo prints. */
  static async openDemo(declarations: number): Promise<{ stage: Stage; logins: string[] }> {
    const { place, config } = await settle();
    const summary = await prepareDemo(config, { declarations, now: new Date(), log: () => undefined });
    const stage = await Stage.#raise(place, config, DEMO_PASSWORD, async () => undefined);
    return { stage, logins: summary?.accounts.map(({ login }) => login) ?? [] };
  }

  static async #raise(
    place: TestPlace,
    config: Settings,
    password: string,
    fill: (product: Product) => Promise<unknown>,
  ): Promise<Stage> {
    const now = { offsetMs: 0 };
    const product = await openProduct(config, () => new Date(Date.now() + now.offsetMs));
    await fill(product);
    const app = buildApp(product.context, { clientRoot: join(productTop(), "dist/client") });
    const jobs = startJobs(serverJobs(product.context), (job, error) => {
      throw new Error(`job ${job}`, { cause: error });
    });
    await app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = app.server.address() as AddressInfo;
    const browser = await chromium.launch({
      executablePath: chromiumPath ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    return new Stage({ browser, address: `http://127.0.0.1:${port}`, product, app, jobs, place, now, password });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#jobs.close();
    await this.#app.close();
    await this.product.close();
    await this.#place.remove();
  }

  /** Days pass: for deadlines and periods of public notice. */
  passDays(days: number): void {
    this.#now.offsetMs += days * 86_400_000;
  }

  /** An official with one regional role. */
  async official(login: string, role: Role, regionCode: string): Promise<void> {
    const prepared = await prepareOfficial(this.product.context, {
      login,
      displayName: login,
      password: PASSWORD,
      isFirstPassword: false,
    });
    await this.product.context.work.withTransaction((stores) =>
      writeOfficial(stores, prepared, "system", [{ role, regionCode }]),
    );
  }

  /** A window of somebody's own, 1280 pixels wide unless said otherwise. */
  async visit(path = "/", width = 1280): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({
      viewport: { width, height: 900 },
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    await page.goto(this.address + path);
    return page;
  }

  /** Signs in through the page. */
  async signIn(login: string, path: string): Promise<Page> {
    const page = await this.visit(`/sign-in?to=${encodeURIComponent(path)}`);
    await page.getByLabel("用户名").fill(login);
    await page.getByLabel("密码", { exact: false }).first().fill(this.#password);
    await page.locator("main").getByRole("button", { name: "登录" }).click();
    await page.waitForURL((url) => url.pathname === path.split("?")[0]);
    return page;
  }

  async shot(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
}

async function settle(): Promise<{ place: TestPlace; config: Settings }> {
  mkdirSync(shots, { recursive: true });
  const place = await makeTestPlace("sqlite");
  const config = {
    ...readConfig({ DATA_DIR: place.DATA_DIR, LOG_LEVEL: "silent", PORT: "0" }),
    RATE_LIMIT_PER_MINUTE: 0,
    SIGN_IN_LIMIT_PER_MINUTE: 0,
    MAX_EVENT_LOOP_DELAY_MS: 0,
  };
  return { place, config };
}
