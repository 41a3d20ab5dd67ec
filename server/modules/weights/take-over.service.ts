import type { Viewer } from "../../../core/access/viewer.ts";
import type { TakenOver, TakeOver } from "../../../core/contracts/weights.ts";
import { documentPath } from "../../../core/editions/document-paths.ts";
import type { SchemeDocument } from "../../../core/scoring/scheme-document.ts";
import { groupsThatDiffer, type WeightsSource, withWeights } from "../../../core/scoring/weighing/weighed-groups.ts";
import { Problem } from "../../problem.ts";
import { getDocuments, saveDraft } from "../studio/studio.service.ts";
import { findStudy, recordStep, schemeIn, type WeightStores } from "./weights.service.ts";
import { resultView } from "./weights-view.ts";

/**
 * Writes the weights of a frozen study into the draft of its programme, with the round they come from. Refused where the
 * draft no longer has the items that were weighed.
 */
export async function takeOver(
  stores: WeightStores,
  viewer: Viewer,
  id: string,
  request: TakeOver,
): Promise<TakenOver> {
  const study = await findStudy(stores, viewer, id);
  const result = resultView(study);
  if (result === null) throw new Problem("wrong-state", { detail: NOT_FROZEN });
  const documents = await getDocuments(stores, viewer, study.programmeId, "draft");
  const scheme = schemeIn(documents, study.programmeId);
  const differing = groupsThatDiffer(scheme, result.weights);
  if (differing.length > 0)
    throw new Problem("invalid-input", {
      findings: differing.map((group) => ({
        pointer: "",
        code: "weights-draft-differs",
        level: "error",
        message: {
          zh: `草稿中“${group}”的下级与征询时不同，请先改回或重新征询`,
          en: `In the draft the items of "${group}" are not those that were weighed; restore them or ask anew`,
        },
      })),
    });
  const source: WeightsSource = {
    kind: study.kind as WeightsSource["kind"],
    round: result.citation,
    basis: result.basis,
  };
  const weighed: SchemeDocument = withWeights(scheme, result.weights, source);
  const draft = await saveDraft(stores, viewer, study.programmeId, {
    revision: request.draftRevision,
    documents: { ...documents, [documentPath("scheme", scheme.id)]: weighed },
  });
  await recordStep(stores, viewer, study, "weight-study-take-over", {
    programmeId: study.programmeId,
    draftRevision: draft.revision,
    citation: result.citation,
  });
  return {
    programmeId: study.programmeId,
    draftRevision: draft.revision,
    errors: draft.findings.filter(({ level }) => level === "error").length,
  };
}

const NOT_FROZEN = { zh: "请先冻结结果，再写入草稿", en: "Freeze the result before taking it over" };
