import { hasErrors } from "../../../core/problems/finding.ts";
import { checkScheme } from "../../../core/scoring/check-scheme.ts";
import { type CliCommand, findingRows, findingText } from "../command.ts";
import { readJson } from "../read-json.ts";

export const lint: CliCommand = {
  name: "lint",
  summary: "check one scoring scheme: its parts, its arithmetic, and what its source itself gets wrong",
  configure: (command) => command.argument("<scheme>", "scheme file"),
  async run({ locale }, [path = ""]) {
    const findings = checkScheme(await readJson(path)).map((finding) => ({ ...finding, file: path }));
    return {
      data: findingRows(findings, locale),
      text: findingText(findings, locale),
      failed: hasErrors(findings),
    };
  },
};
