import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";

/**
 * How fast the form answers a key, as a ratio to a bare React input in the same browser and run: absolute milliseconds
 * say more about the machine than about the form.
 */

export interface FormBenchResult {
  bare: Spread;
  /** A number field of one section of ten, as the product shows them. */
  field: Spread;
  /** A cell of a table of 50 × 10, in the section it shares with 23 fields. */
  smallTableCell: Spread;
  /** A cell of a table of 200 × 20. */
  largeTableCell: Spread;
  /** The worst case: all 266 fields and the table of 50 × 10 in one section. */
  fieldInOnePiece: Spread;
  /** Ratios to `bare`. */
  ratios: Record<"field" | "smallTableCell" | "largeTableCell" | "fieldInOnePiece", Spread>;
  /** From data to paint of the first section of 266 fields and a table of 50 × 10, in milliseconds. */
  firstShownMs: number;
  /** Pasting 200 × 20 cells, in milliseconds to paint. */
  paste4000Ms: number;
}

interface Spread {
  p50: number;
  p95: number;
}

const keys = 120;
const warmUp = 20;
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

interface BenchWindow {
  bench: {
    expectKey: () => void;
    painted: Promise<void>;
    shownMs: number;
    store: { answer: (field: string) => unknown } | null;
  };
}

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  return page;
}

/**
 * Types into an input and returns the main thread's work for each key, from the key to the painted frame: script, style,
 * layout, paint, commit. (The clock alone would mostly measure the wait for the next frame.)
 */
async function typeInto(page: Page, selector: string): Promise<Spread> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  await page.focus(selector);
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const workMs = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  };
  const samples: number[] = [];
  for (let at = 1; at <= keys + warmUp; at += 1) {
    const before = await workMs();
    await page.evaluate(() => (globalThis as unknown as BenchWindow).bench.expectKey());
    await page.keyboard.press(String(at % 10));
    await page.evaluate(() => (globalThis as unknown as BenchWindow).bench.painted);
    samples.push((await workMs()) - before);
  }
  await client.detach();
  return spread(samples.slice(warmUp));
}

async function pasteMs(page: Page): Promise<number> {
  const text = Array.from({ length: 200 }, (_, row) =>
    Array.from({ length: 20 }, (_, at) => (at % 3 === 1 ? row + at : `贴${row}-${at}`)).join("\t"),
  ).join("\n");
  return page.evaluate(async (content) => {
    const data = new DataTransfer();
    data.setData("text/plain", content);
    document.getElementById("field-rows-0-c0")?.focus();
    await new Promise((next) => setTimeout(next, 50));
    const start = performance.now();
    const cell = document.getElementById("field-rows-0-c0");
    cell?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    await new Promise<void>((painted) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => painted();
        channel.port2.postMessage(null);
      }),
    );
    const rows = (globalThis as unknown as BenchWindow).bench.store?.answer("rows") as { c0: string }[];
    if (rows?.[199]?.c0 !== "贴199-0") throw new Error("the paste did not arrive");
    return performance.now() - start;
  }, text);
}

function ratio(ours: Spread, bare: Spread): Spread {
  return { p50: ours.p50 / bare.p50, p95: ours.p95 / bare.p95 };
}

/** Builds the page as for production and measures everything in one browser. Throws when there is no Chromium. */
export async function runFormBench(
  chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
): Promise<FormBenchResult> {
  if (!existsSync(chromiumPath)) throw new Error("no Chromium found; set CHROMIUM_PATH");
  const outDir = await mkdtemp(join(tmpdir(), "shenbao-bench-"));
  await build({
    root: fileURLToPath(new URL("./page", import.meta.url)),
    configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
    logLevel: "error",
    build: { outDir },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    readFile(join(outDir, path === "/" ? "index.html" : path)).then(
      (body) => response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  try {
    /** One page at a time: pages in the background take their share of the machine. */
    const on = async <T>(query: string, use: (page: Page) => Promise<T>): Promise<T> => {
      const page = await open(browser, `${address}${query}`);
      const result = await use(page);
      await page.close();
      return result;
    };
    const bareBefore = await on("?what=bare", (page) => typeInto(page, "#target"));
    const [firstShownMs, field] = await on("?what=form&rows=50&columns=10&section=0", async (page) => {
      await page.waitForFunction(() => (globalThis as unknown as BenchWindow).bench.shownMs > 0);
      const shown = await page.evaluate(() => (globalThis as unknown as BenchWindow).bench.shownMs);
      return [shown, await typeInto(page, "#field-f14")] as const;
    });
    const cell = "#field-rows-20-c3";
    const smallTableCell = await on("?what=form&rows=50&columns=10&section=9", (page) => typeInto(page, cell));
    const fieldInOnePiece = await on("?what=form&rows=50&columns=10&sections=1", (page) =>
      typeInto(page, "#field-f130"),
    );
    const [largeTableCell, paste4000Ms] = await on(
      "?what=form&rows=200&columns=20&section=9",
      async (page) => [await typeInto(page, cell), await pasteMs(page)] as const,
    );
    const bareAfter = await on("?what=bare", (page) => typeInto(page, "#target"));
    // Twice, and the quicker counts: the measure itself must not be the one that was disturbed.
    const bare = bareAfter.p50 < bareBefore.p50 ? bareAfter : bareBefore;
    return {
      bare,
      field,
      smallTableCell,
      largeTableCell,
      fieldInOnePiece,
      ratios: {
        field: ratio(field, bare),
        smallTableCell: ratio(smallTableCell, bare),
        largeTableCell: ratio(largeTableCell, bare),
        fieldInOnePiece: ratio(fieldInOnePiece, bare),
      },
      firstShownMs,
      paste4000Ms,
    };
  } finally {
    await browser.close();
    await new Promise((closed) => server.close(closed));
    await rm(outDir, { recursive: true, force: true });
  }
}
