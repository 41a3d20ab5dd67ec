import type { DeclarationPage } from "../../core/contracts/declarations.ts";
import type { PublicityNotice, RoundSummary } from "../../core/contracts/programmes.ts";
import type { RunDetail } from "../../core/contracts/scoring.ts";
import type { TitleDetail, TitlePage, TitleRow } from "../../core/contracts/titles.ts";
import { toLocalText } from "../../core/problems/finding.ts";
import { cancellationGrounds } from "../../core/workflow/award-rules.ts";
import type { ProgrammeDocument } from "../../core/workflow/programme-document.ts";
import type { DemoCaller } from "./demo-caller.ts";

/** What happens to sample declarations after their evaluation: lists, titles, and what is made of them later. */

/** Runs the scoring of a round. Null where nobody stands at the evaluation, or the programme has no scheme. */
export async function scoreRound(owner: DemoCaller, round: RoundSummary): Promise<RunDetail | null> {
  if (!round.hasScheme || (await evaluated(owner, round)).length === 0) return null;
  return owner.call<RunDetail>("POST", `/api/rounds/${round.id}/scoring-runs`, {});
}

/**
 * Puts the best of a run, or of the evaluated declarations where nothing is scored, on public notice.
 * @returns null when there is nobody to list
 */
export async function startList(
  owner: DemoCaller,
  programme: ProgrammeDocument,
  round: RoundSummary,
  run: RunDetail | null,
  { startsOn, share }: { startsOn: string; share: number },
): Promise<PublicityNotice | null> {
  const candidates =
    run === null
      ? (await evaluated(owner, round)).map(({ id }) => id)
      : run.results.filter(({ eligible }) => eligible).map(({ declarationId }) => declarationId);
  const declarationIds = candidates.slice(0, Math.ceil(candidates.length * share));
  if (declarationIds.length === 0 || (run === null && round.hasScheme)) return null;
  const name = toLocalText(programme.award.name);
  const path = run === null ? `/api/rounds/${round.id}/publicity` : `/api/scoring-runs/${run.run.id}/publicity`;
  return owner.call<PublicityNotice>("POST", path, {
    title: {
      zh: `${startsOn.slice(0, 4)}年${name.zh}拟认定名单公示`,
      en: `${startsOn.slice(0, 4)} ${name.en}: proposed list`,
    },
    declarationIds,
    startsOn,
  });
}

/** Cancels the newest title of a programme whose grounds bring a ban. Null where there is none. */
export async function cancelOne(owner: DemoCaller, programme: ProgrammeDocument): Promise<TitleRow | null> {
  const ground = cancellationGrounds(programme.award).find(({ banYears }) => banYears > 0);
  const { items } = await owner.call<TitlePage>("GET", `/api/titles?programmeId=${programme.id}&status=valid`);
  const [title] = items;
  if (ground === undefined || title === undefined) return null;
  const body = { groundId: ground.id, reason: "经查证核实，材料与事实不符（样例）。" };
  return (await owner.call<TitleDetail>("POST", `/api/titles/${title.id}/cancel`, body)).title;
}

/** Records a title as it would have been given before the product. */
export async function recordEarlier(
  owner: DemoCaller,
  programme: ProgrammeDocument,
  title: { region: string; awardedOn: string },
): Promise<void> {
  const holder = `${toLocalText(programme.kind).zh}示例持有者（虚构）`;
  const titles = [{ ...title, holder, basis: "系统上线前认定（样例文件）" }];
  await owner.call("POST", "/api/titles", { programmeId: programme.id, titles });
}

async function evaluated(owner: DemoCaller, round: RoundSummary): Promise<DeclarationPage["items"]> {
  const query = `view=all&roundId=${round.id}&stage=scoring&pageSize=200`;
  return (await owner.call<DeclarationPage>("GET", `/api/declarations?${query}`)).items;
}
