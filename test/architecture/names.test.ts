import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const tracked = execFileSync("git", ["ls-files", "core", "server", "client"], { cwd: top, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(ts|tsx)$/.test(file));

describe("names and sizes", () => {
  it("keeps code free of provinces and programmes: they are documents", () => {
    const named = /guizhou|shanxi|sichuan|贵州|山西|四川|十百千万/i;
    const broken = tracked
      .filter((file) => !file.includes("/demo/"))
      .flatMap((file) =>
        readFileSync(join(top, file), "utf8")
          .split("\n")
          .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
          .filter(({ line }) => named.test(line.replace(/^\s*(\*|\/\/).*$/, "")))
          .map(({ at }) => at),
      );
    expect(broken).toEqual([]);
  });

  it("names files in kebab-case and has no room for odds and ends", () => {
    const broken = tracked.filter(
      (file) =>
        !/^([a-z0-9.-]+\/)*[a-z0-9]+([.-][a-z0-9]+)*\.(ts|tsx)$/.test(file) ||
        /(^|\/)(utils?|helpers?|common|misc)(\/|\.)/.test(file),
    );
    expect(broken).toEqual([]);
  });

  it("keeps every file to one job: at most 400 lines", () => {
    const broken = tracked
      .map((file) => ({ file, lines: readFileSync(join(top, file), "utf8").split("\n").length }))
      .filter(({ lines }) => lines > 400);
    expect(broken).toEqual([]);
  });
});
