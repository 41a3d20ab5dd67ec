import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rooms, serverModules } from "./import-table.ts";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");

interface Import {
  from: string;
  specifier: string;
  /** Path below the top for a relative import. */
  target?: string;
  typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.slice(top.length + 1).replaceAll("\\", "/"), entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(top, file), "utf8");
  const found: Import[] = [];
  for (const match of text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|^\s*import\s+"([^"]+)"|import\("([^"]+)"\)/gm,
  )) {
    const specifier = match[2] ?? match[3] ?? match[4] ?? "";
    found.push({
      from: file,
      specifier,
      typeOnly: Boolean(match[1]),
      target: specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(file), specifier)) : undefined,
    });
  }
  return found;
}

const files = ["core", "server", "client"].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);

function packageName(specifier: string): string {
  return specifier;
}

describe("the import table", () => {
  it("finds the code it judges", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.some((i) => i.specifier === "@sinclair/typebox")).toBe(true);
  });

  it("is kept by every file", () => {
    const broken: string[] = [];
    for (const found of imports) {
      const room = rooms
        .filter((r) => found.from.startsWith(r.folder))
        .sort((a, b) => b.folder.length - a.folder.length)[0];
      if (!room) {
        broken.push(`${found.from}: stands in no room of the table`);
        continue;
      }
      if (found.target !== undefined) {
        const target = found.target;
        if (!target.startsWith(room.folder) && !room.may.some((m) => target.startsWith(m)))
          broken.push(`${found.from} imports ${target}`);
      } else if (!room.packages.includes("*") && !room.packages.includes(packageName(found.specifier)))
        broken.push(`${found.from} imports the package ${found.specifier}`);
    }
    expect(broken).toEqual([]);
  });

  it("lets no feature of the client import another", () => {
    const broken = imports.filter((i) => {
      const from = /^client\/features\/([^/]+)\//.exec(i.from)?.[1];
      const to = /^client\/features\/([^/]+)\//.exec(i.target ?? "")?.[1];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(broken.map((i) => `${i.from} imports ${i.target}`)).toEqual([]);
  });

  it("lets a server module call only modules to its left, and its store only from its own room", () => {
    const order = new Map(serverModules.flatMap((step, index) => step.map((name) => [name, index] as const)));
    const broken: string[] = [];
    for (const found of imports) {
      const from = /^server\/modules\/([^/]+)\//.exec(found.from)?.[1];
      const to = /^server\/modules\/([^/]+)\//.exec(found.target ?? "")?.[1];
      if (from === undefined || to === undefined || from === to) continue;
      if (!order.has(from)) broken.push(`module ${from} is missing in the table`);
      if ((order.get(to) ?? 99) >= (order.get(from) ?? -1)) broken.push(`${found.from} imports ${found.target}`);
      if (!found.typeOnly && found.target?.endsWith(".store.ts"))
        broken.push(`${found.from} reaches into another module's store: ${found.target}`);
    }
    expect(broken).toEqual([]);
  });

  it("keeps SQL out of routes and fastify out of services", () => {
    const broken = imports
      .filter(
        (i) =>
          (i.from.endsWith(".routes.ts") && i.specifier === "knex") ||
          (i.from.endsWith(".service.ts") && !i.typeOnly && ["knex", "fastify"].includes(i.specifier)),
      )
      .map((i) => `${i.from} imports ${i.specifier}`);
    expect(broken).toEqual([]);
  });
});
