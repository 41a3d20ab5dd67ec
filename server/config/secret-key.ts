import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "./read-config.ts";
import type { Settings } from "./settings.ts";

/**
 * The key that encrypts personal fields: from the configuration, or from DATA_DIR/secret.key, which is made at the first
 * start, readable by its owner alone.
 * @returns 32 bytes
 */
export async function loadSecretKey(config: Pick<Settings, "SECRET_KEY" | "DATA_DIR">): Promise<Buffer> {
  if (config.SECRET_KEY !== undefined) return Buffer.from(config.SECRET_KEY, "base64");
  const file = join(config.DATA_DIR, "secret.key");
  await mkdir(config.DATA_DIR, { recursive: true, mode: 0o700 });
  try {
    // `wx`: of two processes that start at once, one writes and the other reads what it wrote.
    await writeFile(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const key = Buffer.from((await readFile(file, "utf8")).trim(), "base64");
  if (key.length !== 32) throw new ConfigError([`${file}: must hold 32 bytes in base64`]);
  return key;
}
