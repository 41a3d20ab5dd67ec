import type { Page } from "playwright-core";
import type { BenchWindow } from "./page/bench-window.ts";

const keys = 120;
const warmUp = 20;

export interface Spread {
  p50: number;
  p95: number;
}

declare const window: { bench: BenchWindow };

export function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

export function ratio(ours: Spread, bare: Spread): Spread {
  return { p50: ours.p50 / bare.p50, p95: ours.p95 / bare.p95 };
}

/** Milliseconds from data to the painted first view. */
export async function shownMs(page: Page): Promise<number> {
  await page.waitForFunction(() => window.bench.shownMs > 0, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.bench.shownMs);
}

/**
 * Types into an input and returns the main thread's work for each key, from the key to the painted frame: script, style,
 * layout, paint, commit. (The clock alone would mostly measure the wait for the next frame.)
 */
export async function typeInto(page: Page, selector: string): Promise<Spread> {
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
    await page.evaluate(() => window.bench.expectKey());
    await page.keyboard.press(String(at % 10));
    await page.evaluate(() => window.bench.painted);
    samples.push((await workMs()) - before);
  }
  await client.detach();
  return spread(samples.slice(warmUp));
}

/** Pastes 200 × 20 cells into the table `rows`; milliseconds to paint. */
export async function pasteMs(page: Page): Promise<number> {
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
    const rows = window.bench.store?.answer("rows") as { c0: string }[];
    if (rows?.[199]?.c0 !== "贴199-0") throw new Error("the paste did not arrive");
    return performance.now() - start;
  }, text);
}
