import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { metaSchemas } from "../../../core/editions/meta-schemas.ts";

const top = join(import.meta.dirname, "../../..");

describe("meta-schemas on disk", () => {
  it.each(Object.entries(metaSchemas()))("%s is what the code says (npm run types writes it)", (path, schema) => {
    expect(JSON.parse(readFileSync(join(top, path), "utf8"))).toEqual(schema);
  });
});
