import { describe, expect, it } from "vitest";
import { checkBundle, documentsOfProgramme } from "../../../core/editions/bundle.ts";
import type { Documents } from "../../../core/editions/document-paths.ts";
import { STARTER_KINDS, starterDocument, starterProgramme } from "../../../core/editions/starter-documents.ts";
import { productTop, readDocuments } from "../../../server/document-files.ts";

const SOURCE = "guizhou-park";
const { documents: all } = await readDocuments(productTop());
const source = documentsOfProgramme(all, SOURCE);

describe("a programme from blank documents", () => {
  const blank = starterProgramme(source, SOURCE, "new-one");

  it("passes the check, with the frame of its source and none of its forms", () => {
    expect(checkBundle(blank)).toEqual([]);
    const own = Object.keys(blank).filter((path) => !path.includes("_catalogue"));
    expect(own.sort()).toEqual([
      "form-schemas/new-one/declaration.form.json",
      "programmes/dashboards/new-one.dashboard.json",
      "programmes/dashboards/new-one.dataset.json",
      "programmes/new-one.programme.json",
      "programmes/workflows/county-city-province.workflow.json",
      "scoring-schemas/new-one/scoring.scheme.json",
    ]);
  });

  it("takes a further document of every kind without a finding", () => {
    const grown: Documents = { ...blank };
    for (const kind of STARTER_KINDS) {
      const { path, content } = starterDocument(blank, kind, "new-one", "second");
      expect(Object.hasOwn(grown, path)).toBe(false);
      grown[path] = content;
    }
    expect(checkBundle(grown)).toEqual([]);
  });
});
