import { type InventoryRow, inventory as inventoryOf } from "../../../core/forms/inventory.ts";
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
    return { data: rows, text: rows.map(lineOf).join("\n"), failed: false };
  },
};

/** One blank a line, tabs between: id, kind, row title of the paper, label, unit, period, options or columns. */
function lineOf({ id, kind, section, label, unit, period, options, other, columns }: InventoryRow): string {
  const choices = options?.map((option, at) => (other && at === options.length - 1 ? `${option}____` : option));
  const heads = columns?.map((column) => (column.unit === null ? column.label : `${column.label}（${column.unit}）`));
  return [id, kind, section, label, unit ?? "", period ?? "", (choices ?? heads ?? []).join("/")].join("\t");
}
