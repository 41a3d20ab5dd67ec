import type { Finding, LocalText } from "../../../core/problems/finding.ts";
import { isDay } from "../../../core/workflow/working-days.ts";
import type { Candidate } from "./publicity.store.ts";
import { startRefusal } from "./publicity-period.ts";

/** What is asked of a list before it is put on public notice. */

const START_REFUSALS = {
  "start-before-run": {
    zh: `公示起始日不能早于评分运行之日`,
    en: "The notice cannot begin before the day of the scoring run",
  },
  "start-in-past": { zh: "公示起始日不能早于今天", en: "The notice cannot begin before today" },
  "start-too-late": { zh: "公示起始日最晚为30天之后", en: "The notice can begin at most 30 days from now" },
} satisfies Record<string, LocalText>;

/**
 * A day on which a notice may begin.
 * @param runAt when its scoring was run; null for a list that rests on none
 */
export function checkStart(startsOn: string, runAt: string | null, now: string): Finding[] {
  if (!isDay(startsOn)) {
    return [refusal("/startsOn", "no-such-day", { zh: "没有这一天", en: "There is no such day" })];
  }
  const code = startRefusal(startsOn, runAt ?? now, now);
  if (code === null) return [];
  const name = code === "start-before-run" && runAt === null ? "start-in-past" : code;
  return [refusal("/startsOn", name, START_REFUSALS[name])];
}

/**
 * Who may be put on a list: those of the run or the round, once, eligible, without a title for this declaration, and in a
 * state that leads to the notice.
 * @param titles numbers of the titles that declarations have by a decision
 * @param mayList whether a state does
 * @param needsTier whether the tier stands behind the name of the title
 */
export function checkChoice(
  ids: readonly string[],
  candidates: ReadonlyMap<string, Candidate>,
  titles: ReadonlyMap<string, string>,
  mayList: (state: string) => boolean,
  needsTier: boolean,
): Finding[] {
  return ids.flatMap((id, index) => {
    const pointer = `/declarationIds/${index}`;
    const candidate = candidates.get(id);
    if (candidate === undefined || ids.indexOf(id) !== index) {
      return [
        refusal(pointer, "not-in-run", {
          zh: "不在本次参评名单中，或重复选择",
          en: "Not among those evaluated, or chosen twice",
        }),
      ];
    }
    if (!candidate.eligible) {
      return [
        refusal(pointer, "not-eligible", {
          zh: `“${candidate.applicantName}”不符合前置条件，不能列入公示`,
          en: `"${candidate.applicantName}" does not meet the preconditions and cannot be listed`,
        }),
      ];
    }
    if (needsTier && candidate.tier === null) {
      return [
        refusal(pointer, "no-tier", {
          zh: `“${candidate.applicantName}”没有达到任何档次，不能列入公示`,
          en: `"${candidate.applicantName}" has reached no tier and cannot be listed`,
        }),
      ];
    }
    const number = titles.get(id);
    if (number !== undefined) {
      return [
        refusal(pointer, "has-title", {
          zh: `“${candidate.applicantName}”已凭本次申报授予称号（${number}），无须列入公示`,
          en: `"${candidate.applicantName}" has the title ${number} for this declaration already; leave it off the list`,
        }),
      ];
    }
    if (candidate.stage !== "scoring") {
      return [
        refusal(pointer, "not-at-evaluation", {
          zh: `“${candidate.applicantName}”已不在评审环节，可能已列入公示或退回审核`,
          en: `"${candidate.applicantName}" no longer stands at the evaluation; it may be on notice or back in review`,
        }),
      ];
    }
    if (!mayList(candidate.state)) {
      return [
        refusal(pointer, "not-at-evaluation", {
          zh: `“${candidate.applicantName}”还没有到可以公示的环节，请先完成评审`,
          en: `"${candidate.applicantName}" has not come to the step that leads to the notice; finish its evaluation first`,
        }),
      ];
    }
    return [];
  });
}

function refusal(pointer: string, code: string, message: LocalText): Finding {
  return { pointer, code, level: "error", message };
}
