import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../server/config/read-config.ts";
import { loadSecretKey } from "../../../server/config/secret-key.ts";
import { Settings } from "../../../server/config/settings.ts";

const mistakesOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
};

describe("the configuration", () => {
  it("needs nothing: every setting has a default or may be left out", () => {
    expect(readConfig({})).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", DATA_DIR: "./data", TRUST_PROXY: false });
    expect(readConfig({ DATABASE_URL: "", PORT: " " })).not.toHaveProperty("DATABASE_URL");
  });

  it("reads each setting as its type", () => {
    expect(readConfig({ PORT: "0", TRUST_PROXY: "true", LOG_LEVEL: "warn" })).toMatchObject({
      PORT: 0,
      TRUST_PROXY: true,
      LOG_LEVEL: "warn",
    });
  });

  it("reports every mistake together, and repeats no value", () => {
    const wrong = {
      PORT: "70000",
      SESSION_HOURS: "1.5",
      TRUST_PROXY: "yes",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://user:hunter2@host/db",
      SECRET_KEY: "hunter2",
      PUBLIC_URL: "https://host/path",
    };
    const mistakes = mistakesOf(wrong);
    expect(mistakes.map((mistake) => mistake.split(":")[0]).sort()).toEqual(Object.keys(wrong).sort());
    expect(mistakes.join()).not.toContain("hunter2");
    expect(mistakes.join()).toContain("fatal, error, warn, info, debug, silent");
  });

  it("is described in docs/configuration.md, setting by setting", async () => {
    const page = await readFile(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
    const rows = page
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.slice(2, -2).split(" | "));
    const expected = Object.entries(Settings.properties).map(([name, schema]) => [
      `\`${name}\``,
      schema.default === undefined ? "—" : `\`${schema.default}\``,
      schema.description,
    ]);
    expect(rows).toEqual(expected);
  });
});

describe("the secret key", () => {
  it("is made once, for its owner alone, and read again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "shenbao-key-"));
    const DATA_DIR = join(folder, "data");
    const keys = await Promise.all([loadSecretKey({ DATA_DIR }), loadSecretKey({ DATA_DIR })]);
    expect(keys[0]).toHaveLength(32);
    expect(keys[1]).toEqual(keys[0]);
    expect(await loadSecretKey({ DATA_DIR })).toEqual(keys[0]);
    expect((await stat(join(DATA_DIR, "secret.key"))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });

  it("is taken from the configuration when it is given", async () => {
    const SECRET_KEY = Buffer.alloc(32, 7).toString("base64");
    expect(await loadSecretKey({ DATA_DIR: "/nonexistent", SECRET_KEY })).toEqual(Buffer.alloc(32, 7));
  });
});
