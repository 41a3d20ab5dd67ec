import type { AttachedDetail, AttachedItem, AttachedList, ReportList } from "../../core/contracts/attached.ts";
import { requiredFiles } from "../../core/forms/check-answers.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import { choicesOf, isTable } from "../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { formState } from "../../core/forms/form-state.ts";
import { textIn } from "../../core/problems/finding.ts";
import type { DemoCaller } from "./demo-caller.ts";
import { upload } from "./demo-declaration.ts";

/** Answers of a full sample of a form, for its year; none for a form without one. */
export type AttachedSamples = (form: FormDocument) => Record<string, unknown>;

/** Fills in what goes with a declaration. */
export async function fillAttached(caller: DemoCaller, declarationId: string, samples: AttachedSamples): Promise<void> {
  const path = `/api/declarations/${declarationId}/attached`;
  const { items } = await caller.call<AttachedList>("GET", path);
  for (const { attached } of items) await save(caller, await begin(caller, path, { attached }), samples);
}

/** Draws a summary of what a region recommends, fills in the rest and hands it in. */
export async function handInSummaries(caller: DemoCaller, roundId: string, samples: AttachedSamples): Promise<void> {
  const path = `/api/rounds/${roundId}/attached`;
  const { items } = await caller.call<AttachedList>("GET", path);
  for (const { attached } of items.filter(({ status }) => status === "missing")) {
    const detail = await begin(caller, path, { attached });
    const { answers } = await caller.call<{ answers: Record<string, unknown> }>(
      "GET",
      `/api/attached/${detail.item.id}/draft`,
    );
    const sample = sampleOf(detail, samples);
    const { properties } = (detail.form.form as FormDocument).schema;
    const tables = Object.entries(answers).map(([table, rows]) => [
      table,
      withSample(rows, sample[table], properties[table]),
    ]);
    // Where nothing is recommended yet, the summary stays begun.
    if (tables.every(([, rows]) => (rows as unknown[]).length === 0)) continue;
    await handIn(caller, await save(caller, detail, samples, Object.fromEntries(tables)));
  }
}

/** Hands in the yearly reports somebody has to give now; their ids. */
export async function handInReports(
  caller: DemoCaller,
  declarationId: string,
  samples: AttachedSamples,
): Promise<AttachedItem[]> {
  const { items } = await caller.call<ReportList>("GET", "/api/reports");
  const due = items.filter((item) => item.declarationId === declarationId && item.required && item.id === null);
  const handed: AttachedItem[] = [];
  for (const { attached, year } of due) {
    const detail = await begin(caller, `/api/declarations/${declarationId}/attached`, { attached, year });
    handed.push(await handIn(caller, await save(caller, detail, samples)));
  }
  return handed;
}

function begin(caller: DemoCaller, path: string, what: { attached: string; year?: number }): Promise<AttachedDetail> {
  return caller.call("POST", path, what);
}

async function save(
  caller: DemoCaller,
  detail: AttachedDetail,
  samples: AttachedSamples,
  own: Record<string, unknown> = {},
): Promise<AttachedDetail> {
  const answers = { ...sampleOf(detail, samples), ...detail.answers, ...own };
  const changes = Object.fromEntries(
    Object.entries(answers).filter(([field]) => detail.editableFields.includes(field)),
  );
  const path = `/api/attached/${detail.item.id}`;
  await caller.call("PATCH", `${path}/answers`, { revision: detail.revision, changes });
  const form = compileForm(detail.form.form as FormDocument);
  const state = formState(form, answers);
  for (const { requirement } of form.evidence)
    if (requiredFiles(form, requirement.id, state) > 0)
      await upload(
        caller,
        path,
        { purpose: "evidence", requirementId: requirement.id },
        `${textIn(requirement.title, "zh")}（样例）.pdf`,
      );
  return caller.call("GET", path);
}

async function handIn(caller: DemoCaller, { item, revision }: AttachedDetail): Promise<AttachedItem> {
  const handed = await caller.call<AttachedDetail>("POST", `/api/attached/${item.id}/hand-in`, { revision });
  return handed.item;
}

function sampleOf({ form }: AttachedDetail, samples: AttachedSamples): Record<string, unknown> {
  return samples(form.form as FormDocument);
}

/**
 * Rows whose missing cells are those of a row of the sample: of the one with the same answer to the first choice that
 * tells the sample's rows apart (a park is no enterprise), or else of its first.
 */
function withSample(rows: unknown, sample: unknown, field: FormDocument["schema"]["properties"][string] | undefined) {
  const samples: Record<string, unknown>[] = Array.isArray(sample) ? sample : [];
  const given: Record<string, unknown>[] = Array.isArray(rows) ? rows : [];
  const columns = field !== undefined && isTable(field) ? Object.entries(field.items.properties) : [];
  const [telling] =
    columns.find(
      ([column, cell]) => choicesOf(cell) && samples.some((other) => other[column] !== samples[0]?.[column]),
    ) ?? [];
  return given.map((row): object => {
    const alike = samples.find((other) => telling !== undefined && other[telling] === row[telling]);
    return { ...(alike ?? samples[0]), ...row };
  });
}
