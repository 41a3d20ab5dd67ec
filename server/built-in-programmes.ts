import { documentsOfProgramme } from "../core/editions/bundle.ts";
import { documentsOfKind } from "../core/editions/document-paths.ts";
import type { Finding } from "../core/problems/finding.ts";
import type { AppContext } from "./context.ts";
import { readDocuments } from "./document-files.ts";
import { loadBuiltIn } from "./modules/definitions/definitions.service.ts";
import { loadHolidays } from "./modules/definitions/load-holidays.ts";
import { Problem } from "./problem.ts";

/** A programme that came with the product and does not pass its check. */
export interface RefusedProgramme {
  programmeId: string;
  findings: readonly Finding[];
}

/**
 * Publishes the programmes that come with the product and are not there yet, and loads the working-day calendar. What
 * is there stays as it is, whatever the files say now: an administrator may have gone on from it, and a new edition is
 * published by a person. One programme that does not pass keeps neither the others nor the server from starting.
 * @param top folder of the documents; the product's own when left out
 */
export async function loadNewBuiltIn(
  { work }: AppContext,
  top?: string,
): Promise<{ published: string[]; refused: RefusedProgramme[] }> {
  const { documents } = await readDocuments(top);
  await work.withTransaction((stores) => loadHolidays(stores, documents));
  const published: string[] = [];
  const refused: RefusedProgramme[] = [];
  for (const { id } of documentsOfKind(documents, "programme")) {
    const latest = await work.withSnapshot((stores) => stores.definitions.findLatestEdition(id));
    if (latest !== null) continue;
    try {
      await work.withTransaction((stores) => loadBuiltIn(stores, documentsOfProgramme(documents, id)));
      published.push(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push({ programmeId: id, findings: error.extras.findings ?? [] });
    }
  }
  return { published, refused };
}
