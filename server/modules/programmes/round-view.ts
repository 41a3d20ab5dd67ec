import type { RoundDetail, RoundSummary } from "../../../core/contracts/programmes.ts";
import { resolveTexts } from "../../../core/forms/resolve-form.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { againRules } from "../../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";

/** A round as stored. */
export interface RoundRow {
  id: string;
  programmeId: string;
  editionNumber: number;
  title: LocalText;
  year: number;
  opensAt: string;
  closesAt: string;
  status: RoundSummary["status"];
  quota: number | null;
  /** Region path of the programme's authority: who manages the round, and whose applicants may declare. */
  authorityPath: string;
}

/** True while declarations of a round may be started and submitted; `now` is the server's clock. */
export function isAccepting(round: Pick<RoundRow, "opensAt" | "closesAt" | "status">, now: string): boolean {
  const at = Date.parse(now);
  return round.status === "open" && at >= Date.parse(round.opensAt) && at <= Date.parse(round.closesAt);
}

/** A round in a list, told by the programme of its own edition. */
export function roundSummary(round: RoundRow, programme: ProgrammeDocument, now: string): RoundSummary {
  return {
    id: round.id,
    programmeId: round.programmeId,
    editionNumber: round.editionNumber,
    programmeTitle: toLocalText(programme.title),
    kind: toLocalText(programme.kind),
    summary: toLocalText(programme.summary),
    authority: toLocalText(programme.authority.name),
    region: programme.authority.region,
    applicant: programme.applicant,
    title: round.title,
    year: round.year,
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    status: round.status,
    accepting: isAccepting(round, now),
    quota: round.quota,
    hasScheme: programme.scheme !== undefined,
  };
}

/** A round on its public page; what its programme says of years is said of the round's. */
export function roundDetail(round: RoundRow, programme: ProgrammeDocument, now: string): RoundDetail {
  const { notice, guide, commitment } = resolveTexts(programme, round.year);
  return {
    round: roundSummary(round, programme, now),
    notice: {
      title: toLocalText(notice.title),
      number: notice.number ?? null,
      publishedOn: notice.publishedOn ?? null,
      body: notice.body === undefined ? null : toLocalText(notice.body),
    },
    contact: programme.authority.contact === undefined ? null : toLocalText(programme.authority.contact),
    guide: {
      whoMayApply: guide.whoMayApply.map(toLocalText),
      materials: guide.materials.map(toLocalText),
      steps: guide.steps.map(toLocalText),
      benefits: (guide.benefits ?? []).map(toLocalText),
    },
    batches: programme.round.batches.map(({ id, title, month }) => ({ id, title: toLocalText(title), month })),
    commitment: toLocalText(commitment),
    publicityWorkingDays: programme.publicity.workingDays,
    again: againRules(programme.award),
  };
}

/** Orders rounds as the public list shows them: open first (soonest deadline), then upcoming, then the newest past. */
export function byPublicOrder(now: string): (a: RoundSummary, b: RoundSummary) => number {
  const rank = (round: RoundSummary) => (round.accepting ? 0 : isUpcoming(round, now) ? 1 : 2);
  return (a, b) => {
    const byRank = rank(a) - rank(b);
    if (byRank !== 0) return byRank;
    const byDeadline = Date.parse(a.closesAt) - Date.parse(b.closesAt);
    return rank(a) === 2 ? -byDeadline : byDeadline;
  };
}

function isUpcoming(round: RoundSummary, now: string): boolean {
  return round.status === "open" && Date.parse(now) < Date.parse(round.opensAt);
}
