import { checkAnswers } from "../../../core/forms/check-answers.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { hasErrors } from "../../../core/problems/finding.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { type CliCommand, findingText, UsageError } from "../command.ts";
import { readJson, yearOf } from "../read-json.ts";
import { readForm } from "./form-file.ts";

export const validate: CliCommand = {
  name: "validate",
  summary: "judge answers as at submission (evidence is judged where files are counted, not here)",
  configure: (command) =>
    command
      .argument("<form>", "form definition file")
      .argument("<answers>", "answers as JSON; - for standard input")
      .option("--year <year>", "report year; the notice's own when left out")
      .option("--today <day>", "the day to judge on, YYYY-MM-DD; today when left out"),
  async run(context, [formPath = "", answersPath = ""], options) {
    const { form, catalogue } = await readForm(formPath, context);
    const answers = await readJson(answersPath);
    const year = yearOf(options.year);
    const today = typeof options.today === "string" ? options.today : chinaDay(new Date().toISOString());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new UsageError(`--today ${today}: YYYY-MM-DD`);
    const compiled = compileForm(resolveForm(form, year === undefined ? {} : { year }), catalogue);
    const findings = checkAnswers(compiled, answers, { stage: "submit", today });
    return {
      data: findings.map(({ pointer, code, level, message }) => ({
        pointer,
        rule: code,
        level,
        message: message[context.locale],
      })),
      text: findingText(
        findings.map((finding) => ({ ...finding, file: answersPath })),
        context.locale,
      ),
      failed: hasErrors(findings),
    };
  },
};
