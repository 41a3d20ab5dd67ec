import type { Viewer } from "../../../core/access/viewer.ts";
import type { DrawRecord, DrawRequest, PanelDetail } from "../../../core/contracts/experts.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { type DrawInput, drawExperts, type Pair } from "../../../core/scoring/experts/draw.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { loadConflicts } from "./conflicts.service.ts";
import { nonceOf, seedOf } from "./draw-chance.ts";
import { type ExpertStores, ownedPanel } from "./panel-access.ts";
import { drawSummary, uncoveredViews } from "./panel-view.ts";
import { accountsOf, detailOf, holdPanel, NOBODY, poolOf, recordPanel } from "./panel-work.ts";
import type { AssignmentRow } from "./sheets.store.ts";

/** Draws of experts, each with everything needed to repeat it. */

/**
 * Draws experts. A new draw replaces the earlier one as long as no sheet is handed in; afterwards a draw can only fill
 * up what is missing, so that nobody can draw again after having seen how the work goes. Every further free draw says why.
 */
export async function drawPanel(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  request: DrawRequest,
  cipher: FieldCipher,
): Promise<PanelDetail> {
  const opened = await holdPanel(stores, viewer, roundId, panelId);
  const number = await stores.panels.nextDraw(roundId, panelId);
  const reason = request.reason ?? null;
  if (!request.keep && number > 1 && reason === null) throw new Problem("reason-missing", { detail: SAY_WHY });
  const before = await stores.sheets.listOfPanel(roundId, panelId);
  const active = before.filter(({ status }) => status === "active");
  if (!request.keep && active.some(({ handedInAt }) => handedInAt !== null))
    throw new Problem("wrong-state", { detail: HANDED_IN });
  const candidates = await stores.panels.listCandidates(roundId);
  if (candidates.length === 0) throw new Problem("wrong-state", { detail: NOBODY });
  const pool = (await poolOf(stores, opened)).filter(
    ({ profile }) => request.fields.length === 0 || request.fields.some((field) => profile?.fields.includes(field)),
  );
  const conflicts = await loadConflicts(stores, opened.panel, accountsOf(pool));
  const ended = before.filter(
    ({ status, reason }) => status === "recused" || (status === "released" && reason !== null),
  );
  const nonce = nonceOf(cipher, opened, number);
  const publicLot = request.publicLot ?? null;
  const input: DrawInput = {
    seed: seedOf(nonce, publicLot),
    perDeclaration: request.perDeclaration,
    maxLoad: request.maxLoad,
    declarations: candidates.map(({ id }) => id),
    experts: accountsOf(pool).sort(),
    excluded: pairs([
      ...candidates.flatMap((candidate) =>
        accountsOf(pool)
          .filter((accountId) => conflicts(accountId, candidate).length > 0)
          .map((expert) => ({ declaration: candidate.id, expert })),
      ),
      ...ended.map(pairOf),
    ]),
    standing: request.keep ? pairs(active.map(pairOf)) : [],
  };
  const result = drawExperts(input);
  if (!request.keep) for (const { id } of active) await stores.sheets.end(id, "released", null);
  for (const { declaration, expert } of result.assigned)
    await stores.sheets.assign({
      id: newId(),
      roundId,
      panelId,
      declarationId: declaration,
      accountId: expert,
      draw: number,
      reason: null,
      assignedAt: stores.now,
    });
  const draw = {
    number,
    nonce,
    publicLot,
    reason,
    keep: request.keep,
    fields: request.fields,
    input,
    result,
    inputHash: contentHash(input),
    resultHash: contentHash(result),
    at: stores.now,
    by: viewer.accountId,
  };
  await stores.panels.recordDraw(roundId, panelId, draw);
  await recordPanel(stores, viewer, opened, "panel-draw", {
    number,
    seed: input.seed,
    publicLot,
    reason,
    inputHash: draw.inputHash,
    resultHash: draw.resultHash,
    assigned: result.assigned.length,
    uncovered: result.uncovered.length,
  });
  return detailOf(stores, opened, cipher);
}

/** A draw with everything needed to repeat it, repeated. */
export async function getDraw(
  stores: ExpertStores,
  viewer: Viewer,
  roundId: string,
  panelId: string,
  number: number,
): Promise<DrawRecord> {
  await ownedPanel(stores, viewer, roundId, panelId);
  const draw = (await stores.panels.listDraws(roundId, panelId)).find((each) => each.number === number);
  if (draw === undefined) throw new Problem("not-found");
  const { seed, perDeclaration, maxLoad, declarations, experts, excluded, standing } = draw.input;
  return {
    draw: drawSummary(draw),
    input: {
      seed,
      perDeclaration,
      maxLoad,
      declarations: [...declarations],
      experts: [...experts],
      excluded: [...excluded],
      standing: [...standing],
    },
    assigned: draw.result.assigned,
    uncovered: uncoveredViews(roundId, panelId, draw.result.uncovered),
    reproduced: contentHash(draw.input) === draw.inputHash && contentHash(drawExperts(draw.input)) === draw.resultHash,
  };
}

const pairOf = ({ declarationId, accountId }: AssignmentRow): Pair => ({
  declaration: declarationId,
  expert: accountId,
});

/** Each pair once, in the order of ids: the input of a draw is the same however it was gathered. */
function pairs(list: readonly Pair[]): Pair[] {
  const byKey = new Map(list.map((pair) => [`${pair.declaration}\n${pair.expert}`, pair]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

const HANDED_IN: LocalText = {
  zh: "已有评分表提交，不能重新抽取；请选择保留已分配的专家、只补抽缺少的",
  en: "Sheets are handed in, so nothing can be drawn anew; keep what stands and fill up what is missing",
};
const SAY_WHY: LocalText = {
  zh: "重新抽取会替换已有的抽取结果，请写明理由；历次抽取都保留备查",
  en: "Another draw replaces the one there is: say why. Every draw stays on record",
};
