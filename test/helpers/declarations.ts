import type { Stage } from "../../core/workflow/workflow-document.ts";
import { newId } from "../../server/crypto/ids.ts";
import type { TestApp } from "./server.ts";

/** A declaration as it would stand after the applicant and the reviewers have done their part. */
export interface StandingDeclaration {
  roundId: string;
  programmeId: string;
  /** The form declared; `<programme>/declaration` when left out. */
  formId?: string;
  region: string;
  state: string;
  stage: Stage;
  name?: string;
  answers?: Record<string, unknown>;
  /** False for a draft that was never handed in. */
  isSubmitted?: boolean;
}

const AT = "2024-06-01T01:00:00.000Z";

/** Opens a round of a programme's first edition; its id. */
export async function openRound(app: TestApp, programmeId: string, year = 2024): Promise<string> {
  const id = newId();
  await app.database.write(async (db) => {
    await db("rounds").insert({
      id,
      programme_id: programmeId,
      edition_number: 1,
      year,
      title: JSON.stringify({ zh: `${year}年度`, en: `Round ${year}` }),
      opens_at: `${year}-01-01T00:00:00.000Z`,
      closes_at: `${year}-12-31T00:00:00.000Z`,
      batches: "[]",
      quota: null,
      status: "open",
      created_at: AT,
      created_by: "test",
    });
  });
  return id;
}

/** Puts a declaration where the case needs it, without walking there; its id and its organisation. */
export async function standDeclaration(
  app: TestApp,
  declaration: StandingDeclaration,
): Promise<{ id: string; organisationId: string; accountId: string }> {
  return standAgain(app, await app.makeOrganisation(declaration.region, declaration.name), declaration);
}

/** As `standDeclaration`, for an organisation that is there already. */
export async function standAgain(
  app: TestApp,
  organisationId: string,
  declaration: StandingDeclaration,
): Promise<{ id: string; organisationId: string; accountId: string }> {
  const applicant = await app.signInAs("applicant", { region: declaration.region, organisation: organisationId });
  const id = newId();
  const answers = JSON.stringify(declaration.answers ?? {});
  const isSubmitted = declaration.isSubmitted ?? true;
  await app.database.write(async (db) => {
    const region = await db("regions").where({ code: declaration.region }).first("path");
    const organisation = await db("organisations").where({ id: organisationId }).first("name");
    await db("declarations").insert({
      id,
      number: isSubmitted ? `T-${id}` : null,
      round_id: declaration.roundId,
      programme_id: declaration.programmeId,
      edition_number: 1,
      form_id: declaration.formId ?? `${declaration.programmeId}/declaration`,
      organisation_id: organisationId,
      applicant_account_id: applicant.accountId,
      applicant_key: organisationId,
      applicant_name: organisation.name,
      region_code: declaration.region,
      region_path: region.path,
      state: declaration.state,
      stage: declaration.stage,
      holder: declaration.stage === "apply" ? "applicant" : "province",
      revision: 1,
      answers,
      state_since_at: AT,
      submitted_at: isSubmitted ? AT : null,
      created_at: AT,
      updated_at: AT,
    });
    if (isSubmitted) {
      await db("declaration_versions").insert({
        declaration_id: id,
        number: 1,
        answers,
        answers_hash: "0".repeat(64),
        evidence: "[]",
        submitted_at: AT,
        submitted_by: applicant.accountId,
      });
    }
  });
  return { id, organisationId, accountId: applicant.accountId };
}
