import type { CliCommand } from "./command.ts";
import { check } from "./commands/check.ts";
import { inventory } from "./commands/inventory.ts";
import { validate } from "./commands/validate.ts";

/** Every command of the command line, in the order of the help. */
export const commands: readonly CliCommand[] = [check, inventory, validate];
