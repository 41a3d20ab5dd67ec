import { access, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadSecretKey } from "../config/secret-key.ts";
import type { Settings } from "../config/settings.ts";
import { readDocuments } from "../document-files.ts";
import { outboxJob } from "../jobs/server-jobs.ts";
import { loadBuiltIn } from "../modules/definitions/definitions.service.ts";
import { openProduct } from "../start.ts";
import { type DemoSummary, loadDemo } from "./load-demo.ts";

interface DemoOptions {
  /** How many in all. */
  declarations: number;
  now: Date;
  log: (line: string) => void;
  /** Folder of the documents; the product's own when left out. */
  top?: string;
}

/**
 * Fills an empty product with the built-in programmes and sample data; one that has a system administrator already is
 * left as it is. A new SQLite product is made in a folder beside and moved into place when it is whole, so that whoever
 * stops in the middle finds nothing half done the next time.
 * @returns what was loaded, or null when there was something
 */
export async function prepareDemo(config: Settings, options: DemoOptions): Promise<DemoSummary | null> {
  const isNew = config.DATABASE_URL === undefined && !(await exists(join(config.DATA_DIR, DATABASE_FILE)));
  if (!isNew) return fill(config, options, true);
  const secret = await loadSecretKey(config);
  const staging = join(config.DATA_DIR, "loading");
  await rm(staging, { recursive: true, force: true });
  const summary = await fill({ ...config, DATA_DIR: staging, SECRET_KEY: secret.toString("base64") }, options, false);
  await moveInto(config.DATA_DIR, staging);
  return summary;
}

const DATABASE_FILE = "shenbao.sqlite";

/** The uploaded files first and the database last: once it is there, everything is. */
async function moveInto(folder: string, staging: string): Promise<void> {
  const entries = await readdir(staging, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.filter((each) => each !== join(staging, DATABASE_FILE))) {
    const target = join(folder, file.slice(staging.length));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(file, target);
  }
  const database = await open(join(staging, DATABASE_FILE), "r");
  await database.sync();
  await database.close();
  await rename(join(staging, DATABASE_FILE), join(folder, DATABASE_FILE));
  await rm(staging, { recursive: true });
}

async function fill(config: Settings, options: DemoOptions, isDurable: boolean): Promise<DemoSummary | null> {
  let time = options.now;
  const unlimited = { ...config, RATE_LIMIT_PER_MINUTE: 0, SIGN_IN_LIMIT_PER_MINUTE: 0, MAX_EVENT_LOOP_DELAY_MS: 0 };
  const product = await openProduct({ ...unlimited, LOG_LEVEL: "silent" }, () => time, isDurable);
  try {
    const { context } = product;
    if (await context.work.withSnapshot((stores) => stores.accounts.isRoleHeld("system-admin"))) return null;
    const { documents } = await readDocuments(options.top);
    time = new Date(Date.UTC(options.now.getUTCFullYear() - 1, 2, 1));
    await context.work.withTransaction((stores) => loadBuiltIn(stores, documents));
    const clock = {
      read: () => time,
      set: (instant: Date) => {
        time = instant;
      },
    };
    const summary = await loadDemo(context, clock, documents, options);
    // The dashboards show the sample data from the first look on.
    const outbox = outboxJob(context);
    while (await outbox.run(new AbortController().signal));
    return summary;
  } finally {
    await product.close();
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
