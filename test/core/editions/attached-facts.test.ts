import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkDocuments, documentsOfProgramme } from "../../../core/editions/bundle.ts";
import type { Documents } from "../../../core/editions/document-paths.ts";
import { productTop, readDocuments } from "../../../server/document-files.ts";

const PROGRAMME = "programmes/example-station.programme.json";

describe("facts that attached forms say", () => {
  let documents: Documents;

  beforeAll(async () => {
    const [builtIn, example] = await Promise.all([
      readDocuments(productTop()),
      readDocuments(join(productTop(), "docs/example")),
    ]);
    documents = documentsOfProgramme({ ...builtIn.documents, ...example.documents }, "example-station");
  });

  const codesWhen = (when: object) => {
    const programme = documents[PROGRAMME] as { attachedForms: { id: string; values?: unknown }[] };
    const attachedForms = programme.attachedForms.map(({ values, ...entry }) =>
      entry.id === "site-check" ? { ...entry, ...when } : { ...entry, values },
    );
    return checkDocuments({ ...documents, [PROGRAMME]: { ...programme, attachedForms } }).map(({ code }) => code);
  };

  it("are read of what a review hands in, and refused of what is not there when a run is made", () => {
    expect(codesWhen({})).not.toContain("scheme-no-attached");
    expect(codesWhen({ when: "with-recommendation", to: "city" })).toContain("scheme-no-attached");
  });
});
