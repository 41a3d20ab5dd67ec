import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { describe, expect, it } from "vitest";
import { asProduction } from "./browser.ts";

/** What an applicant downloads to fill in a form: the shell, the page, the form kit, and the core that judges answers. */

const budget = 250 * 1024;

async function chunks(): Promise<Map<string, Rolldown.OutputChunk>> {
  const root = fileURLToPath(new URL("../../client", import.meta.url));
  const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
  const built = (await asProduction(() =>
    build({ root, configFile, logLevel: "error", build: { write: false } }),
  )) as Rolldown.RolldownOutput;
  return new Map(built.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file] as const] : [])));
}

function withImports(
  all: ReadonlyMap<string, Rolldown.OutputChunk>,
  from: readonly Rolldown.OutputChunk[],
): Set<string> {
  const reached = new Set<string>();
  const visit = (chunk: Rolldown.OutputChunk) => {
    if (reached.has(chunk.fileName)) return;
    reached.add(chunk.fileName);
    for (const name of chunk.imports) {
      const next = all.get(name);
      if (next) visit(next);
    }
  };
  for (const chunk of from) visit(chunk);
  return reached;
}

describe("the applicant's first route", () => {
  it("is at most 250 KiB of JavaScript, gzipped, texts included", async () => {
    const all = await chunks();
    const wanted =
      /(client\/index\.html|declare\/declaration-page\.tsx|(declare|draft-kit|form-kit)\/locales\/(zh|en)\.ts)$/;
    const roots = [...all.values()].filter((chunk) => chunk.facadeModuleId && wanted.test(chunk.facadeModuleId));
    expect(roots).toHaveLength(8);
    const sizes = [...withImports(all, roots)].map((name) => gzipSync(all.get(name)?.code ?? "").byteLength);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(100 * 1024);
    expect(total, `${Math.round(total / 1024)} KiB`).toBeLessThanOrEqual(budget);
  });
});
