import type { CliCommand } from "./command.ts";
import { backup, restore } from "./commands/backup.ts";
import { check } from "./commands/check.ts";
import { createAdmin } from "./commands/create-admin.ts";
import { demo } from "./commands/demo.ts";
import { inventory } from "./commands/inventory.ts";
import { lint } from "./commands/lint.ts";
import { loadDemo } from "./commands/load-demo.ts";
import { loadRegions } from "./commands/load-regions.ts";
import { migrate } from "./commands/migrate.ts";
import { print } from "./commands/print.ts";
import { score } from "./commands/score.ts";
import { types } from "./commands/types.ts";
import { validate } from "./commands/validate.ts";
import { verifyAudit } from "./commands/verify-audit.ts";
import { weights } from "./commands/weights.ts";

/** Every command of the command line, in the order of the help. */
export const commands: readonly CliCommand[] = [
  check,
  inventory,
  validate,
  print,
  score,
  lint,
  weights,
  migrate,
  createAdmin,
  loadRegions,
  loadDemo,
  demo,
  backup,
  restore,
  verifyAudit,
  types,
];
