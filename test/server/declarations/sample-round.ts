import { readFileSync } from "node:fs";
import { newId } from "../../../server/crypto/ids.ts";
import { loadBuiltIn } from "../../../server/modules/definitions/definitions.service.ts";
import { type Caller, startTestApp, type TestApp, type TestAppOptions } from "../../helpers/server.ts";
import { samplePdf } from "../evidence/sample-files.ts";
import { goodAnswers, sampleDocuments } from "./sample-programme.ts";

/** The time of the tests: the last afternoon of the sample round, and the moment after its deadline. */
export const DURING = "2024-05-31T12:00:00.000Z";
const DEADLINE = "2024-05-31T16:00:00.000Z";
export const AFTER = "2024-05-31T16:00:00.001Z";
export const COUNTY = "520115";
export const CITY = "520100";
export const PROVINCE = "520000";

/** An application with the sample programme, one open round, and a reviewer of each level. */
export interface SampleRound {
  app: TestApp;
  roundId: string;
  county: Caller;
  city: Caller;
  province: Caller;
  /** Somebody of a new organisation in a region. */
  applicant(region?: string): Promise<Caller>;
}

export async function startSampleRound(
  options: TestAppOptions & { quota?: number; documents?: Record<string, unknown> } = {},
): Promise<SampleRound> {
  const app = await startTestApp({ now: DURING, ...options });
  const units = "form-schemas/_catalogue/units.json";
  const documents = options.documents ?? sampleDocuments();
  documents[units] = JSON.parse(readFileSync(new URL(`../../../${units}`, import.meta.url), "utf8"));
  await app.context.work.withTransaction((stores) => loadBuiltIn(stores, documents));
  const province = await app.signInAs("province-reviewer", { region: PROVINCE });
  const opened = await province.call("POST", "/api/rounds", {
    programmeId: "sample",
    editionNumber: 1,
    title: { zh: "2024年度", en: "2024" },
    year: 2023,
    opensAt: "2024-05-01T00:00:00Z",
    closesAt: DEADLINE,
    ...(options.quota !== undefined && { quota: options.quota }),
  });
  if (opened.status !== 201) throw new Error(`round not opened: ${JSON.stringify(opened.body)}`);
  return {
    app,
    roundId: opened.body.id,
    province,
    county: await app.signInAs("county-reviewer", { region: COUNTY }),
    city: await app.signInAs("city-reviewer", { region: CITY }),
    applicant: async (region = COUNTY) =>
      app.signInAs("applicant", { region, organisation: await app.makeOrganisation(region) }),
  };
}

/** Headers of a command with a key of its own. */
export const withKey = (key = newId()) => ({ "idempotency-key": key });

/** Begins a declaration; its detail. */
export async function start(round: SampleRound, applicant: Caller) {
  const started = await applicant.call("POST", "/api/declarations", { roundId: round.roundId });
  if (started.status !== 200) throw new Error(`not started: ${JSON.stringify(started.body)}`);
  return started.body;
}

/** Uploads a file in one piece; the answer of the last request. */
export async function upload(
  caller: Caller,
  declarationId: string,
  file: { content: Buffer; fileName: string; requirementId?: string; purpose?: "evidence" | "seal" },
) {
  const { content, fileName, requirementId, purpose = "evidence" } = file;
  const begun = await caller.call("POST", `/api/declarations/${declarationId}/uploads`, {
    purpose,
    fileName,
    size: content.length,
    ...(requirementId !== undefined && { requirementId }),
  });
  if (begun.status !== 201) return begun;
  const piece = await caller.call("PUT", `/api/uploads/${begun.body.id}?offset=0`, content, {
    "content-type": "application/octet-stream",
  });
  if (piece.status !== 200) return piece;
  return caller.call("POST", `/api/uploads/${begun.body.id}/complete`, {});
}

/** Takes a transition on the declaration as it stands; the answer. */
export async function take(
  caller: Caller,
  id: string,
  transition: string,
  body: Record<string, unknown> = {},
  key?: string,
) {
  const { body: detail } = await caller.call("GET", `/api/declarations/${id}`);
  return caller.call(
    "POST",
    `/api/declarations/${id}/transitions/${transition}`,
    { revision: detail.revision ?? 0, ...body },
    withKey(key),
  );
}

/** A declaration that is filled in and has its licence, ready to be submitted; its id. */
export async function fillIn(round: SampleRound, applicant: Caller, answers: Record<string, unknown> = goodAnswers) {
  const { summary, revision } = await start(round, applicant);
  const saved = await applicant.call("PATCH", `/api/declarations/${summary.id}/answers`, {
    revision,
    changes: answers,
  });
  if (saved.status !== 200) throw new Error(`not saved: ${JSON.stringify(saved.body)}`);
  const licence = { content: samplePdf(summary.id), fileName: "营业执照.pdf", requirementId: "licence" };
  const uploaded = await upload(applicant, summary.id, licence);
  if (uploaded.status !== 200) throw new Error(`not uploaded: ${JSON.stringify(uploaded.body)}`);
  return summary.id as string;
}

/** A submitted declaration; its id. */
export async function submit(round: SampleRound, applicant: Caller, answers?: Record<string, unknown>) {
  const id = await fillIn(round, applicant, answers);
  const submitted = await take(applicant, id, "submit", { committed: true });
  if (submitted.status !== 200) throw new Error(`not submitted: ${JSON.stringify(submitted.body)}`);
  return id;
}

/** Recommends with opinion and a sealed scan of the level's own. */
export async function recommend(caller: Caller, id: string, transition: string) {
  const seal = await upload(caller, id, {
    content: samplePdf(`seal ${transition}`),
    fileName: "盖章.pdf",
    purpose: "seal",
  });
  return take(caller, id, transition, { opinion: "情况属实，同意推荐", sealEvidenceId: seal.body.id });
}
