import { writeFile } from "node:fs/promises";
import { compileForm } from "../../../core/forms/compile-form.ts";
import { type Answers, answersForSubmission } from "../../../core/forms/form-state.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { contentHash } from "../../../core/json/canonical.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";
import { versionCode } from "../../../core/paper/version-code.ts";
import { renderSheet } from "../../modules/paper/render-sheet.ts";
import { openProduct } from "../../start.ts";
import { type CliCommand, type CliContext, type Outcome, UsageError } from "../command.ts";
import { readJson, yearOf } from "../read-json.ts";
import { cliSettings } from "../settings.ts";
import { readForm } from "./form-file.ts";
import { printBundle } from "./print-bundle.ts";

export const print: CliCommand = {
  name: "print",
  summary: "print a form, empty or filled in, as PDF or DOCX; or all materials of a declaration as one PDF",
  configure: (command) =>
    command
      .argument("[form]", "form definition file")
      .option("--answers <file>", "answers as JSON (or a golden case); an empty form when left out")
      .option("--year <year>", "report year; the notice's own when left out")
      .option("--bundle <id>", "instead of a form: all materials of this declaration of the database")
      .option("--as <login>", "with --bundle: the account whose view of the declaration is printed")
      .option("--out <file>", "file to write, ending in .pdf or .docx", "form.pdf"),
  async run(context, [path], options) {
    const out = String(options.out);
    if (typeof options.bundle === "string") return bundle(context, options.bundle, { login: options.as, out });
    if (path === undefined) throw new UsageError("a form definition file, or --bundle <id> --as <login>");
    const format = /\.(pdf|docx)$/i.exec(out)?.[1]?.toLowerCase();
    if (format !== "pdf" && format !== "docx") throw new UsageError(`--out ${out}: .pdf or .docx`);
    const year = yearOf(options.year);
    const { form: document, catalogue } = await readForm(path, context);
    const form = resolveForm(document, year === undefined ? {} : { year });
    const isFilled = typeof options.answers === "string";
    const answers: Answers = isFilled
      ? answersForSubmission(compileForm(form, catalogue), answersIn(await readJson(String(options.answers))))
      : {};
    const sheet = {
      paper: paperOfForm({ form, answers, locale: context.locale, catalogue }),
      locale: context.locale,
      isDraft: isFilled,
      code: versionCode({
        editionHash: contentHash(form),
        answersHash: isFilled ? contentHash(answers) : null,
        number: null,
      }),
    };
    const file = await renderSheet({ sheet, format });
    await writeFile(out, file);
    return { data: { file: out, bytes: file.length }, text: out, failed: false };
  },
};

async function bundle(
  { locale }: CliContext,
  id: string,
  { login, out }: { login: unknown; out: string },
): Promise<Outcome> {
  if (typeof login !== "string") throw new UsageError("--bundle: with --as <login>, the account that sees it");
  if (!/\.pdf$/i.test(out)) throw new UsageError(`--out ${out}: .pdf`);
  const product = await openProduct(cliSettings());
  try {
    const { title, bytes } = await printBundle(product.context, { id, login, out, locale });
    return { data: { file: out, title, bytes }, text: `${out}  ${title}`, failed: false };
  } finally {
    await product.close();
  }
}

/** A golden case holds its answers beside what is expected of them. */
function answersIn(document: unknown): Answers {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new UsageError("--answers: a JSON object of answers");
  }
  const { answers } = document as { answers?: unknown };
  const isCase = typeof answers === "object" && answers !== null && !Array.isArray(answers);
  return (isCase ? answers : document) as Answers;
}
