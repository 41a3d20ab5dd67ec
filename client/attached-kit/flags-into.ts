import type { Flag } from "../../core/contracts/declarations.ts";

/** Flags of a declaration that point into one of its attached forms, their pointers inside its answers. */
export function flagsInto(flags: readonly Flag[], attached: string): Flag[] {
  const root = `/attached/${attached}`;
  return flags
    .filter((flag) => flag.pointer.startsWith(`${root}/`))
    .map((flag) => ({ ...flag, pointer: flag.pointer.slice(root.length) }));
}
