import { inventory as inventoryOf } from "../../../core/forms/inventory.ts";
import type { CliCommand } from "../command.ts";
import { yearOf } from "../read-json.ts";
import { readForm } from "./form-file.ts";

export const inventory: CliCommand = {
  name: "inventory",
  summary: "list every blank of a paper form, in order",
  configure: (command) =>
    command
      .argument("<form>", "form definition file")
      .option("--year <year>", "report year; the notice's own when left out"),
  async run(context, [path = ""], options) {
    const { form, catalogue } = await readForm(path, context);
    const year = yearOf(options.year);
    const rows = inventoryOf(form, { catalogue, ...(year !== undefined && { year }) });
    const lines = rows.map((row) =>
      [row.id, row.kind, row.label, row.unit ?? "", row.period ?? "", (row.options ?? []).join("/")].join("\t"),
    );
    return { data: rows, text: lines.join("\n"), failed: false };
  },
};
