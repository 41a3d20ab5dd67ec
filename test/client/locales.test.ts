import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

/** Both languages say the same things: the same keys with the same placeholders, and nothing is left empty. */

const client = fileURLToPath(new URL("../../client", import.meta.url));

type Catalogue = { [key: string]: string | Catalogue };

function flat(catalogue: Catalogue, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === "string") texts.set(`${prefix}${key}`, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").toSorted();
}

async function load(file: string): Promise<Map<string, string>> {
  const module: { default: Catalogue } = await import(pathToFileURL(join(client, file)).href);
  return flat(module.default);
}

const catalogues = readdirSync(client, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("locales/zh.ts"),
);

describe("catalogues of texts", () => {
  it("are found", () => expect(catalogues.length).toBeGreaterThan(3));

  it.each(catalogues)("%s agrees with its English", async (file) => {
    const zh = await load(file);
    const en = await load(file.replace("zh.ts", "en.ts"));
    expect([...en.keys()].toSorted()).toEqual([...zh.keys()].toSorted());
    for (const [key, text] of zh) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(en.get(key) ?? ""), key).toEqual(placeholders(text));
    }
  });
});
