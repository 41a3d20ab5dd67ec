import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import { newId } from "../../../server/crypto/ids.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes, programmeDocuments } from "../../helpers/programmes.ts";
import { type Answer, type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { samplePdf } from "../evidence/sample-files.ts";

export const PROGRAMME = "shanxi-base";
export const PANEL = "experts";
const NOW = "2024-06-03T02:00:00.000Z";

/** A round whose declarations stand at the evaluation, with an owner and experts who said where they work. */
export interface PanelStage {
  app: TestApp;
  roundId: string;
  owner: Caller;
  declarations: { id: string; organisationId: string; accountId: string; name: string; evidenceId: string }[];
  experts: Caller[];
  /** Path below the panel of the round. */
  at(path?: string): string;
  draw(request?: object): Promise<Answer>;
  /** Marks every item of every sheet of the experts, and hands in. */
  markAll(points: (expert: number, sheet: number, item: number) => number): Promise<void>;
}

export const withKey = () => ({ "idempotency-key": newId() });

export async function setPanelStage(options: { declarations: number; experts: number }): Promise<PanelStage> {
  const app = await startTestApp({ now: NOW });
  await loadProgrammes(app, PROGRAMME);
  const documents = await programmeDocuments(PROGRAMME);
  const { answers } = documents[`programmes/golden/${PROGRAMME}/full.json`] as { answers: Record<string, unknown> };
  const roundId = await openRound(app, PROGRAMME);
  const declarations: PanelStage["declarations"] = [];
  for (let at = 0; at < options.declarations; at++) {
    const name = `晋创电商产业基地${at}号运营有限公司`;
    const own = { ...answers, name, suggestions: `希望支持${name}扩大规模。` };
    const standing = await standDeclaration(app, {
      roundId,
      programmeId: PROGRAMME,
      region: "140105",
      state: "scoring",
      stage: "scoring",
      name,
      answers: own,
    });
    const evidenceId = await addEvidence(app, standing.id, standing.accountId, `${name}硬件证明.pdf`);
    declarations.push({ ...standing, name, evidenceId });
  }
  const owner = await app.signInAs("province-reviewer", { region: "140000" });
  const experts: Caller[] = [];
  for (let at = 0; at < options.experts; at++) {
    const expert = await app.signInAs("expert", { region: "140000" });
    const profile = {
      employerName: `样例大学${at}院`,
      employerCreditCode: null,
      fields: [at % 2 === 0 ? "物流" : "直播"],
    };
    await must(expert.call("PUT", "/api/expert/profile", profile));
    experts.push(expert);
  }
  const at = (path = "") => `/api/rounds/${roundId}/panels/${PANEL}${path}`;
  const stage: PanelStage = {
    app,
    roundId,
    owner,
    declarations,
    experts,
    at,
    draw: (request = {}) =>
      owner.call(
        "POST",
        at("/draws"),
        { publicLot: "测试 20240603", perDeclaration: 3, maxLoad: 20, fields: [], keep: false, ...request },
        withKey(),
      ),
    async markAll(points) {
      for (const [expertAt, expert] of experts.entries()) {
        const own = await sheetsOf(expert);
        for (const [sheetAt, { id }] of own.entries())
          await fillIn(expert, id, (item) => points(expertAt, sheetAt, item));
      }
    },
  };
  return stage;
}

/** Sheets an expert still has to hand in, in the order of their codes. */
export async function sheetsOf(expert: Caller): Promise<{ id: string; code: string }[]> {
  const { items } = await must(expert.call("GET", "/api/expert/assignments"));
  return items
    .filter(({ status }: { status: string }) => status === "assigned" || status === "draft")
    .sort((a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1));
}

/** Marks all items of a sheet and hands it in. */
export async function fillIn(expert: Caller, id: string, points: (item: number) => number): Promise<void> {
  const sheet: SheetView = await must(expert.call("GET", `/api/expert/assignments/${id}`));
  const marks = Object.fromEntries(sheet.items.map((item, at) => [item.id, { points: String(points(at)) }]));
  const { revision } = await must(
    expert.call("PUT", `/api/expert/assignments/${id}/draft`, { revision: sheet.revision, marks }),
  );
  await must(
    expert.call(
      "POST",
      `/api/expert/assignments/${id}/hand-in`,
      { revision, version: sheet.version.number },
      withKey(),
    ),
  );
}

/** The body of a call that must succeed. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function must(call: Promise<Answer>): Promise<any> {
  const answer = await call;
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Puts a released file on a declaration and into its version, with its bytes. */
async function addEvidence(app: TestApp, declarationId: string, accountId: string, fileName: string): Promise<string> {
  const id = newId();
  const bytes = samplePdf(id);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = join(app.place.DATA_DIR, "blobs", sha256.slice(0, 2), sha256);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  const requirementId = "proof-hardware";
  await app.database.write(async (db) => {
    await db("evidence").insert({
      id,
      declaration_id: declarationId,
      requirement_id: requirementId,
      purpose: "evidence",
      file_name: fileName,
      media_type: "application/pdf",
      size: bytes.length,
      sha256,
      status: "released",
      party: "applicant",
      uploaded_by: accountId,
      created_at: NOW,
    });
    await db("declaration_versions")
      .where({ declaration_id: declarationId })
      .update({ evidence: JSON.stringify([{ id, requirementId, sha256, fileName }]) });
  });
  return id;
}
