import type { Settings } from "../config/settings.ts";
import { readDocuments } from "../document-files.ts";
import { loadBuiltIn } from "../modules/definitions/definitions.service.ts";
import { openProduct } from "../start.ts";
import { type DemoSummary, loadDemo } from "./load-demo.ts";

/**
 * Fills an empty product with the built-in programmes and sample data; one that has accounts already is left as it is.
 * @returns what was loaded, or null when there was something
 */
export async function prepareDemo(
  config: Settings,
  options: { declarations: number; now: Date; log: (line: string) => void },
): Promise<DemoSummary | null> {
  let time = options.now;
  const unlimited = { ...config, RATE_LIMIT_PER_MINUTE: 0, SIGN_IN_LIMIT_PER_MINUTE: 0, MAX_EVENT_LOOP_DELAY_MS: 0 };
  const product = await openProduct({ ...unlimited, LOG_LEVEL: "silent" }, () => time);
  try {
    const { context } = product;
    const { documents } = await readDocuments();
    if (await context.work.withSnapshot((stores) => stores.accounts.isRoleHeld("system-admin"))) return null;
    time = new Date(Date.UTC(options.now.getUTCFullYear() - 1, 2, 1));
    await context.work.withTransaction((stores) => loadBuiltIn(stores, documents));
    const clock = {
      read: () => time,
      set: (instant: Date) => {
        time = instant;
      },
    };
    return await loadDemo(context, clock, documents, options);
  } finally {
    await product.close();
  }
}
