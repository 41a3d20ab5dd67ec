import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { BUNDLE_LIMITS, packBundle, unpackBundle } from "../../../server/modules/exchange/bundle-archive.ts";

const documents = {
  "programmes/p.programme.json": { id: "p", title: { zh: "示范", en: "Demo" } },
  "form-schemas/p/f.form.json": { id: "p/f", title: "表" },
};

async function codes(bytes: Uint8Array): Promise<string[]> {
  const { findings } = await unpackBundle(bytes);
  return findings.map(({ code, file }) => `${code} ${file}`);
}

const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

describe("a bundle", () => {
  it("comes back as it was packed, and packs to the same bytes whatever the order", async () => {
    const packed = packBundle(documents);
    expect(await unpackBundle(packed)).toEqual({ documents, findings: [] });
    const reversed = Object.fromEntries(Object.entries(documents).reverse());
    expect(Buffer.compare(Buffer.from(packBundle(reversed)), Buffer.from(packed))).toBe(0);
  });

  it("skips folders and keeps every good file beside the finding of a bad one", async () => {
    const mixed = await unpackBundle(
      zip({ "programmes/": "", "programmes/p.programme.json": '{"id":"p"}', "programmes/q.programme.json": "{" }),
    );
    expect(mixed.documents).toEqual({ "programmes/p.programme.json": { id: "p" } });
    expect(mixed.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "bundle-not-json programmes/q.programme.json",
    ]);
  });

  it.each([
    ["no archive", strToU8("PK is not enough"), ["bundle-not-zip "]],
    ["an empty archive", zipSync({}), ["bundle-empty "]],
    ["a script", zip({ "server/main.ts": "1" }), ["bundle-unknown-path server/main.ts"]],
    [
      "a meta-schema",
      zip({ "programmes/_meta/x.schema.json": "{}" }),
      ["bundle-unknown-path programmes/_meta/x.schema.json"],
    ],
    ["a path that climbs", zip({ "programmes/../../x.json": "{}" }), ["bundle-damaged "]],
    ["an absolute path", zip({ "/programmes/p.programme.json": "{}" }), ["bundle-damaged "]],
    [
      "Latin-1 text",
      zipSync({ "programmes/p.programme.json": new Uint8Array([0x22, 0xe9, 0x22]) }),
      ["bundle-not-json programmes/p.programme.json"],
    ],
    [
      "a deep document",
      zip({ "programmes/p.programme.json": `${"[".repeat(5000)}${"]".repeat(5000)}` }),
      ["bundle-beyond-limits programmes/p.programme.json"],
    ],
    [
      "half a character",
      zip({ "programmes/p.programme.json": '{"title":"\\ud800"}' }),
      ["json-character programmes/p.programme.json"],
    ],
    [
      "a bomb",
      zip({ "programmes/p.programme.json": " ".repeat(BUNDLE_LIMITS.entryBytes + 1) }),
      ["bundle-file-too-large programmes/p.programme.json"],
    ],
    [
      "too many files",
      zip(
        Object.fromEntries(
          Array.from({ length: BUNDLE_LIMITS.entries + 1 }, (_, i) => [`programmes/p${i}.programme.json`, "{}"]),
        ),
      ),
      ["bundle-too-many "],
    ],
    ["too many bytes", new Uint8Array(BUNDLE_LIMITS.archiveBytes + 1), ["bundle-too-large "]],
  ])("is refused: %s", async (_, bytes, expected) => {
    expect(await codes(bytes)).toEqual(expected);
  });

  it("is refused when an entry unpacks to more than it declares", async () => {
    const bytes = Buffer.from(zip({ "programmes/p.programme.json": `"${"x".repeat(100_000)}"` }));
    // The uncompressed size stands 24 bytes into the central directory entry.
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(10, directory + 24);
    expect(await codes(bytes)).toEqual(["bundle-damaged "]);
  });
});
