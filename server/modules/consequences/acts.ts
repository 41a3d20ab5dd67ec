import type { Viewer } from "../../../core/access/viewer.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { decisionText, type EffectAct } from "../../../core/scoring/outcome-effects.ts";
import type { Decision } from "../../../core/scoring/run.ts";
import { findSystemTransition } from "../../../core/workflow/decide.ts";
import type { Stage } from "../../../core/workflow/workflow-document.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { Stores } from "../../stores.ts";
import type { Edition } from "../definitions/definitions.service.ts";
import { awardTitle, type Holder } from "../titles/award.service.ts";
import {
  type HeldTitle,
  holdRecognised,
  SAY_RECOGNISED,
  withdrawRecognised,
  withdrawTitle,
} from "../titles/title-changes.service.ts";
import { takeSystemTransition } from "../workflow/workflow.service.ts";

/** What carrying out works on. */
export interface ActSituation {
  stores: Stores;
  actor: Viewer;
  edition: Edition;
  year: number;
  decision: Decision;
  holder: Holder & { declarationId: string };
  /** Where the declaration stands. */
  state: string;
  stage: Stage;
  reason: string | null;
  /** The tier of the run, where it stands behind the name of the title. */
  tier: LocalText | null;
  /** Whether titles other programmes gave because of a cancelled one go with it; undefined while nobody said. */
  withRecognised: boolean | undefined;
}

/** The title that was touched, or why nothing can be carried out. */
export type ActOutcome = { titleId: string | null } | { refused: LocalText };

/** One entry for each act of an effect; the type refuses an act without one. */
export const ACTS: Record<EffectAct, (situation: ActSituation) => Promise<ActOutcome>> = {
  list: async () => ({ refused: BY_LIST }),
  award,
  cancel,
  record: async () => ({ titleId: null }),
  none: async () => ({ refused: NOTHING }),
};

/**
 * Awards the title, but not to who is on notice: its list could not be published any more. The declaration goes to its
 * award in the same transaction; a workflow that knows no way there is refused, or a holder's declaration would wait for
 * ever or be told it was not selected.
 */
async function award(situation: ActSituation): Promise<ActOutcome> {
  const { stores, actor, edition, year, decision, holder, state, stage, reason, tier } = situation;
  const { programme } = edition.bundle;
  if (programme.award.nameFromTier === true && tier === null) return { refused: NO_TIER };
  if (stage === "publicity") return { refused: ON_NOTICE };
  if ((await stores.titles.listHeld(programme.id, holder, chinaDay(stores.now))).length > 0)
    return { refused: HELD_ALREADY };
  const isThere = stage === "awarded";
  if (!isThere && findSystemTransition(edition.workflow, state, "awarded") === null) return { refused: NO_WAY };
  if (!isThere) await takeSystemTransition(stores, { declarationId: holder.declarationId, stage: "awarded", actor });
  const title = await awardTitle(stores, actor, programme, holder, {
    year,
    named: tier,
    origin: "decision",
    ground: groundOf(decision),
    reason,
  });
  return { titleId: title.id };
}

/**
 * Cancels the titles of the programme the applicant holds, with the ban of the rule or of the programme. Where other
 * programmes took one over, the owner says what becomes of theirs, as in the register.
 */
async function cancel(situation: ActSituation): Promise<ActOutcome> {
  const { stores, actor, edition, decision, holder, reason, withRecognised } = situation;
  const { programme } = edition.bundle;
  const held = await stores.titles.listHeld(programme.id, holder, chinaDay(stores.now));
  if (held.length === 0) return { refused: HOLDS_NONE };
  const recognised = new Map<string, HeldTitle[]>();
  for (const { id } of held) recognised.set(id, await holdRecognised(stores, id));
  if (withRecognised === undefined && [...recognised.values()].some(({ length }) => length > 0))
    return { refused: SAY_RECOGNISED };
  const banYears = decision.banYears ?? programme.award.coolDownYears ?? 0;
  for (const title of held) {
    await withdrawTitle(stores, actor, programme, title, { ground: groundOf(decision), banYears, reason });
    if (withRecognised === true) await withdrawRecognised(stores, actor, title, recognised.get(title.id) ?? [], reason);
  }
  return { titleId: held[0]?.id ?? null };
}

function groundOf(decision: Decision): LocalText {
  return { zh: decisionText(decision, "zh"), en: decisionText(decision, "en") };
}

const NO_WAY: LocalText = {
  zh: "项目流程没有从申报当前状态到认定的系统操作：请在配置工作室为流程补充，或在“称号台账”中补录称号并在此注明不办理",
  en: "The workflow has no transition of the system from where the declaration stands to the award: add one in the studio, or enter the title in the register and decline this with that reason",
};
const NO_TIER: LocalText = {
  zh: "该单位没有达到任何档次，不能授予称号",
  en: "The applicant has reached no tier and gets no title",
};
const BY_LIST: LocalText = {
  zh: "拟认定由公示名单办理，请从排名中选择后发布公示",
  en: "This is done by the public list; choose in the ranking and start the notice",
};
const NOTHING: LocalText = { zh: "这条记录不需要办理", en: "There is nothing to carry out" };
const ON_NOTICE: LocalText = {
  zh: "该单位正在公示，请在名单公布或撤销之后再办理",
  en: "The applicant is on public notice; decide when the list is published or withdrawn",
};
const HELD_ALREADY: LocalText = {
  zh: "该单位已有本项目的有效称号，不能重复授予",
  en: "The applicant holds a valid title of this programme already",
};
const HOLDS_NONE: LocalText = {
  zh: "称号台账中没有该单位的有效称号；请先在“称号台账”中补录，再确认取消",
  en: "The register holds no valid title of this applicant; record it there first, then confirm the cancellation",
};
