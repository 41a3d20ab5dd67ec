import type { AssignmentList, HandIn, SheetView } from "../../core/contracts/expert-sheets.ts";
import type { PanelDetail, PanelList } from "../../core/contracts/experts.ts";
import type { DemoCaller } from "./demo-caller.ts";

/** Somebody who marks: by how many points it is milder or harsher than the others. */
export interface DemoExpert {
  caller: DemoCaller;
  leaning: number;
}

/** Draws all experts for every declaration of a round, marks and hands in every sheet, and opens the panels. */
export async function markPanels(
  owner: DemoCaller,
  experts: readonly DemoExpert[],
  roundId: string,
  random: () => number,
): Promise<void> {
  for (const { panelId } of await panelsOf(owner, roundId)) {
    await draw(owner, roundId, panelId, experts.length);
    for (const expert of experts)
      for (const id of await openSheets(expert)) await handIn(expert, id, await fillIn(expert, id, 1, random));
    await owner.call("POST", `/api/rounds/${roundId}/panels/${panelId}/opening`, {
      reason: "本批次审核已经结束（样例）",
    });
  }
}

/** Draws as many experts as the panels need and leaves the work half done: a due time, one sheet handed in, one begun. */
export async function startPanels(
  owner: DemoCaller,
  experts: readonly DemoExpert[],
  roundId: string,
  dueAt: string,
  random: () => number,
): Promise<void> {
  for (const { panelId, minimum, declarations } of await panelsOf(owner, roundId)) {
    if (declarations === 0) continue;
    await draw(owner, roundId, panelId, minimum);
    await owner.call("POST", `/api/rounds/${roundId}/panels/${panelId}/due`, { dueAt });
    const waiting: { expert: DemoExpert; id: string }[] = [];
    for (const expert of experts) for (const id of await openSheets(expert)) waiting.push({ expert, id });
    const [first, second] = waiting;
    if (first) await handIn(first.expert, first.id, await fillIn(first.expert, first.id, 1, random));
    if (second) await fillIn(second.expert, second.id, 0.5, random);
  }
}

async function panelsOf(owner: DemoCaller, roundId: string): Promise<PanelList["items"]> {
  return (await owner.call<PanelList>("GET", `/api/rounds/${roundId}/panels`)).items;
}

function draw(owner: DemoCaller, roundId: string, panelId: string, perDeclaration: number): Promise<PanelDetail> {
  const request = { publicLot: "公开摇号 0427（样例）", perDeclaration, maxLoad: 5000, fields: [], keep: false };
  return owner.call("POST", `/api/rounds/${roundId}/panels/${panelId}/draws`, request);
}

/** Sheets that nothing was entered on, in the order of their codes. */
async function openSheets({ caller }: DemoExpert): Promise<string[]> {
  const { items } = await caller.call<AssignmentList>("GET", "/api/expert/assignments");
  return items
    .filter(({ status }) => status === "assigned")
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ id }) => id);
}

/** Marks a share of the items of a sheet; what is to be handed in. */
async function fillIn(expert: DemoExpert, id: string, share: number, random: () => number): Promise<HandIn> {
  const sheet = await expert.caller.call<SheetView>("GET", `/api/expert/assignments/${id}`);
  const [low, high] = sheet.scale.map(Number) as [number, number];
  // Experts see the same strong and weak declarations, each a little differently.
  const level = 0.6 + (Number.parseInt(sheet.assignment.code.slice(0, 4), 16) / 0xffff) * 0.3;
  const marks = Object.fromEntries(
    sheet.items.slice(0, Math.ceil(sheet.items.length * share)).map((item) => {
      const reached = Math.min(1, Math.max(0, level + expert.leaning + (random() - 0.5) * 0.12));
      return [item.id, { points: String(Math.round(low + reached * (high - low))) }];
    }),
  );
  const saved = await expert.caller.call<{ revision: number }>("PUT", `/api/expert/assignments/${id}/draft`, {
    revision: sheet.revision,
    marks,
  });
  return { revision: saved.revision, version: sheet.version.number };
}

async function handIn({ caller }: DemoExpert, id: string, request: HandIn): Promise<void> {
  await caller.call("POST", `/api/expert/assignments/${id}/hand-in`, request);
}
