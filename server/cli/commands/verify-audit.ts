import { verifyAudit as verify } from "../../modules/audit/audit.service.ts";
import { openProduct } from "../../start.ts";
import type { CliCommand } from "../command.ts";
import { cliSettings } from "../settings.ts";

export const verifyAudit: CliCommand = {
  name: "verify-audit",
  summary: "verify the hash chain of the audit log; names the first line that is not as written",
  async run({ locale }) {
    const product = await openProduct(cliSettings());
    try {
      const verified = await product.context.work.withSnapshot((stores) => verify(stores));
      const words = verified.ok
        ? { zh: `共 ${verified.count} 行，全部完好`, en: `${verified.count} lines, all as written` }
        : { zh: `第 ${verified.firstBad} 行与写入时不一致`, en: `line ${verified.firstBad} is not as written` };
      return { data: verified, text: words[locale], failed: !verified.ok };
    } finally {
      await product.close();
    }
  },
};
