import { UsageError } from "./command.ts";

/** Reads `--declarations`. @throws UsageError */
export function declarationsOption(option: string | boolean | undefined): number {
  const declarations = Number(option);
  if (!Number.isInteger(declarations) || declarations < 1 || declarations > 1_000_000)
    throw new UsageError("--declarations: a whole number from 1 to 1000000");
  return declarations;
}
