import { recordOf } from "../../../core/editions/change.ts";
import { type Documents, documentPath } from "../../../core/editions/document-paths.ts";
import { pointer } from "../../../core/json/pointer.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { checkShape } from "../../../core/problems/shape.ts";
import { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { weightsThatDiffer } from "../../../core/scoring/weighing/weighed-groups.ts";
import type { Stores } from "../../stores.ts";
import { resultView } from "./weights-view.ts";

/** A citation as the product writes it; others, of rounds on paper or elsewhere, cannot be compared. */
const CITATION = /^([^/@]+)\/[0-9]+@[0-9a-f]{64}$/;

/**
 * Whether a scheme that cites a study of this programme still carries what the study found: an edition that names a round
 * and has other weights would lend them its authority.
 */
export async function checkCitedWeights(
  stores: Pick<Stores, "weights">,
  programmeId: string,
  documents: Documents,
): Promise<Finding[]> {
  const scheme = readScheme(documents, programmeId);
  const round = scheme?.weights?.round;
  const [, studyId] = CITATION.exec(round ?? "") ?? [];
  if (scheme === null || studyId === undefined) return [];
  const at = pointer(documentPath("scheme", scheme.id), "weights", "round");
  const study = await stores.weights.findOfProgramme(programmeId, studyId);
  if (study === undefined) return [];
  const result = resultView(study);
  if (result === null || result.citation !== round)
    return [
      {
        pointer: at,
        code: "weights-citation",
        level: "error",
        message: {
          zh: "引用的征询轮次与冻结结果不符，请从权重征询重新写入，或删去引用",
          en: "The round that is cited is not what the study froze; take it over anew, or remove the citation",
        },
      },
    ];
  return weightsThatDiffer(scheme, result.weights).map(({ group, item }) => ({
    pointer: at,
    code: "weights-differ",
    level: "error",
    message: {
      zh: `“${group}”下“${item}”的权重与所引用的征询结果不同，请从权重征询重新写入，或删去引用`,
      en: `The weight of "${item}" in "${group}" is not what the cited study found; take it over anew, or remove the citation`,
    },
  }));
}

/** The scheme of a programme; null without one, and for one that is refused for its shape anyway. */
function readScheme(documents: Documents, programmeId: string): SchemeDocument | null {
  const { scheme } = recordOf(documents[documentPath("programme", programmeId)]);
  const document = typeof scheme === "string" ? documents[documentPath("scheme", scheme)] : undefined;
  if (document === undefined || checkShape(SchemeDocument, document).length > 0) return null;
  return document as SchemeDocument;
}
