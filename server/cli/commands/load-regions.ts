import { loadRegions as load } from "../../modules/regions/load-regions.ts";
import { openProduct } from "../../start.ts";
import type { CliCommand } from "../command.ts";
import { cliSettings } from "../settings.ts";

export const loadRegions: CliCommand = {
  name: "load-regions",
  summary: "load the region tree from its files; regions that are there take the new names",
  configure: (command) => command.argument("[folder]", "folder of region files; the product's own when left out"),
  async run(_context, [folder]) {
    const product = await openProduct(cliSettings());
    try {
      const { regions } = await load(product.context.work, folder);
      return { data: { regions }, text: `${regions} regions`, failed: false };
    } finally {
      await product.close();
    }
  },
};
