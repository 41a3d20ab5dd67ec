import { existsSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { type Browser, chromium, type Page } from "playwright-core";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { resolveForm } from "../../core/forms/resolve-form.ts";
import { type BenchPage, gzippedKiB, servePage } from "./page-server.ts";
import { pasteMs, ratio, type Spread, shownMs, typeInto } from "./typing.ts";

/**
 * How fast the form answers a key, as a ratio to a bare React input in the same browser and run, and beside what other
 * form libraries make of the same fields: absolute milliseconds say more about the machine than about the form.
 */

/** One way to show a form. `field` is a ratio to the bare input. */
export interface Measured {
  field: Spread;
  /** From data to the painted first view, in milliseconds. */
  firstShownMs: number;
  /** Scripts the page loads, gzipped. */
  kiB: number;
}

export interface FormBenchResult {
  /** Main-thread milliseconds of a key in the bare input. */
  bare: Spread;
  /** The declaration of the largest notice, one section at a time, with all its rules. */
  ours: Measured;
  /** Its fields alone, without any rule or condition, in one piece as each library shows them. */
  alternatives: Record<string, Measured>;
  /** Ratios for a made-up form of 266 fields and a table. */
  large: {
    /** A number field of one section of ten. */
    field: Spread;
    /** A cell of a table of 50 × 10, in the section it shares with 23 fields. */
    smallTableCell: Spread;
    /** A cell of a table of 200 × 20. */
    largeTableCell: Spread;
    /** The worst case: all 266 fields and the table of 50 × 10 in one section. */
    fieldInOnePiece: Spread;
    firstShownMs: number;
    /** Pasting 200 × 20 cells, in milliseconds to paint. */
    paste4000Ms: number;
  };
}

const FORM = "form-schemas/shanxi-enterprise/declaration.form.json";
const ANSWERS = "programmes/golden/shanxi-enterprise/full.json";
/** A number field of the declaration, and the section it stands in. */
const FIELD = { id: "revenue_current", section: "revenue" };

/** Where each library puts the input of a field. */
const ALTERNATIVES: Record<string, string> = {
  "rjsf-antd": `#root_${FIELD.id}`,
  surveyjs: `[data-name="${FIELD.id}"] input`,
  "surveyjs-live": `[data-name="${FIELD.id}"] input`,
  jsonforms: `[id="#/properties/${FIELD.id}"] input`,
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const readJson = async (path: string) => JSON.parse(await readFile(here(`../../${path}`), "utf8"));

/** Builds the pages as for production and measures everything in one browser. Throws when there is no Chromium. */
export async function runFormBench(
  chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
): Promise<FormBenchResult> {
  if (!existsSync(chromiumPath)) throw new Error("no Chromium found; set CHROMIUM_PATH");
  const form = resolveForm((await readJson(FORM)) as FormDocument, { year: 2022 });
  const declaration = { form, answers: (await readJson(ANSWERS)).answers };
  const outDirs = { ours: await mkdtemp(join(tmpdir(), "bench-")), theirs: await mkdtemp(join(tmpdir(), "bench-")) };
  const ours = await servePage(
    { root: here("./page"), configFile: here("../../vite.config.ts") },
    outDirs.ours,
    declaration,
  );
  const theirs = await servePage(
    { root: here("./alternatives"), configFile: false, plugins: [react()], build: { target: "es2022" } },
    outDirs.theirs,
    declaration,
  );
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    return await measure(browser, ours, theirs, outDirs);
  } finally {
    await browser.close();
    await ours.close();
    await theirs.close();
  }
}

async function measure(
  browser: Browser,
  ours: BenchPage,
  theirs: BenchPage,
  outDirs: { ours: string; theirs: string },
): Promise<FormBenchResult> {
  /** One page at a time: pages in the background take their share of the machine. */
  const on = async <T>({ address }: BenchPage, query: string, use: (page: Page) => Promise<T>): Promise<T> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${address}${query}`);
    const result = await use(page);
    await page.close();
    return result;
  };
  const measured = async (host: BenchPage, outDir: string, query: string, selector: string) =>
    on(host, query, async (page) => {
      const firstShownMs = await shownMs(page);
      const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
      const kiB = await gzippedKiB(
        outDir,
        new Set(loaded.filter((name) => name.endsWith(".js")).map((n) => basename(n))),
      );
      return { field: await typeInto(page, selector), firstShownMs, kiB };
    });
  const bare = () => on(ours, "?what=bare", (page) => typeInto(page, "#target"));

  const bareBefore = await bare();
  const own = await measured(ours, outDirs.ours, `?what=declaration&section=${FIELD.section}`, `#field-${FIELD.id}`);
  const alternatives: Record<string, Measured> = {};
  for (const [name, selector] of Object.entries(ALTERNATIVES)) {
    alternatives[name] = await measured(theirs, outDirs.theirs, `?what=${name}`, selector);
  }
  const cell = "#field-rows-20-c3";
  const [firstShownMs, field] = await on(
    ours,
    "?what=form&rows=50&columns=10&section=s0",
    async (page) => [await shownMs(page), await typeInto(page, "#field-f14")] as const,
  );
  const smallTableCell = await on(ours, "?what=form&rows=50&columns=10&section=s9", (page) => typeInto(page, cell));
  const fieldInOnePiece = await on(ours, "?what=form&rows=50&columns=10&sections=1", (page) =>
    typeInto(page, "#field-f130"),
  );
  const [largeTableCell, paste4000Ms] = await on(
    ours,
    "?what=form&rows=200&columns=20&section=s9",
    async (page) => [await typeInto(page, cell), await pasteMs(page)] as const,
  );
  const bareAfter = await bare();
  // Twice, and the quicker counts: the measure itself must not be the one that was disturbed.
  const measure = bareAfter.p50 < bareBefore.p50 ? bareAfter : bareBefore;
  const asRatio = <T extends { field: Spread }>(one: T): T => ({ ...one, field: ratio(one.field, measure) });
  return {
    bare: measure,
    ours: asRatio(own),
    alternatives: Object.fromEntries(Object.entries(alternatives).map(([name, one]) => [name, asRatio(one)])),
    large: {
      field: ratio(field, measure),
      smallTableCell: ratio(smallTableCell, measure),
      largeTableCell: ratio(largeTableCell, measure),
      fieldInOnePiece: ratio(fieldInOnePiece, measure),
      firstShownMs,
      paste4000Ms,
    },
  };
}
