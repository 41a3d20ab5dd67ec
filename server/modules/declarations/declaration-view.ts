import type { Viewer } from "../../../core/access/viewer.ts";
import type { DeclarationSummary } from "../../../core/contracts/declarations.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import type { CompiledWorkflow } from "../../../core/workflow/compile-workflow.ts";
import { partiesOf } from "../../../core/workflow/parties.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import type { Party } from "../../../core/workflow/workflow-document.ts";
import type { DeclarationRow, Ranks } from "./declarations.store.ts";

/** Names of the city and the county a region path leads through. */
export interface RegionNames {
  city: string;
  county: string | null;
}

/** The parts of a pinned edition a list tells from. */
export interface PinnedTexts {
  programme: ProgrammeDocument;
  workflow: CompiledWorkflow;
}

/** One declaration in a list, in the words of its own edition. */
export function declarationSummary(
  row: DeclarationRow,
  pinned: PinnedTexts,
  names: RegionNames,
  viewer: Viewer,
  now: string,
): DeclarationSummary {
  const { programme } = pinned;
  return {
    id: row.id,
    number: row.number,
    roundId: row.roundId,
    roundTitle: row.roundTitle,
    programmeId: row.programmeId,
    programmeTitle: toLocalText(programme.title),
    kind: toLocalText(programme.kind),
    year: row.year,
    applicantName: row.applicantName,
    regionCode: row.regionCode,
    city: names.city,
    county: names.county,
    state: row.state,
    stateTitle: stateTitle(pinned.workflow, row.state),
    stage: row.stage,
    holder: holderName(row, programme, names),
    mine: partiesOf(viewer, row).has(row.holder),
    stateSinceAt: row.stateSinceAt,
    dueAt: row.dueAt,
    overdue: row.dueAt !== null && Date.parse(now) > Date.parse(row.dueAt),
    closesAt: row.closesAt,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    openFlags: row.openFlags,
    recommendedRank: highestRank(row.ranks),
  };
}

/** Title of a state; a state its edition does not have cannot come about, so it is an error. */
export function stateTitle(workflow: CompiledWorkflow, state: string): LocalText {
  const found = workflow.states.get(state);
  if (found === undefined) throw new Error(`state ${state} is not in workflow ${workflow.id}`);
  return toLocalText(found.title);
}

/** Who acts as a party, in words: the level, with the region's name. */
export function partyName(party: Party | "system", names: RegionNames, programme: ProgrammeDocument): LocalText {
  const authority = toLocalText(programme.authority.name);
  const county = names.county ?? names.city;
  const words: Record<Party | "system", LocalText> = {
    applicant: { zh: "申报人", en: "Applicant" },
    county: { zh: `${county}（县级审核）`, en: `${county} (county review)` },
    city: { zh: `${names.city}（市级审核）`, en: `${names.city} (city review)` },
    province: { zh: `${authority.zh}（省级审核）`, en: `${authority.en} (province review)` },
    nobody: { zh: "已办结", en: "Closed" },
    system: authority,
  };
  return words[party];
}

/** The place at the highest level that has ranked it. */
function highestRank(ranks: Ranks): number | null {
  return ranks.province ?? ranks.city ?? ranks.county ?? null;
}

function holderName(row: DeclarationRow, programme: ProgrammeDocument, names: RegionNames): LocalText {
  if (row.holder === "applicant") return { zh: row.applicantName, en: row.applicantName };
  return partyName(row.holder, names, programme);
}
