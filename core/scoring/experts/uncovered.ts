import type { LocalText } from "../../problems/finding.ts";
import type { DrawInput } from "./draw.ts";

/** A declaration that did not get the experts asked for. */
export interface Uncovered {
  declaration: string;
  missing: number;
  code: "pool-too-small" | "conflicts" | "load";
  why: LocalText;
}

/** Says of each declaration what it lacks and why, so that the owner knows what to change. */
export function uncoveredOf(input: DrawInput, coverOf: (declaration: string) => number): Uncovered[] {
  const experts = new Set(input.experts);
  const barred = new Map<string, Set<string>>();
  for (const { declaration, expert } of input.excluded)
    if (experts.has(expert)) barred.set(declaration, (barred.get(declaration) ?? new Set()).add(expert));
  const wanted = input.perDeclaration;
  return [...new Set(input.declarations)].sort().flatMap((declaration): Uncovered[] => {
    const missing = wanted - coverOf(declaration);
    if (missing <= 0) return [];
    const refused = barred.get(declaration)?.size ?? 0;
    const allowed = experts.size - refused;
    if (experts.size < wanted)
      return [
        {
          declaration,
          missing,
          code: "pool-too-small",
          why: {
            zh: `缺 ${missing} 位专家：可抽取的专家只有 ${experts.size} 位，要求每份 ${wanted} 位。请增加专家或减少每份人数`,
            en: `${missing} experts missing: the pool has ${experts.size}, ${wanted} are asked for each. Add experts or ask for fewer`,
          },
        },
      ];
    if (allowed < wanted)
      return [
        {
          declaration,
          missing,
          code: "conflicts",
          why: {
            zh: `缺 ${missing} 位专家：${experts.size} 位专家中 ${refused} 位须回避，只余 ${allowed} 位，要求 ${wanted} 位。请增加与该申报无关的专家`,
            en: `${missing} experts missing: ${refused} of ${experts.size} may not mark it, ${allowed} are left and ${wanted} are asked for. Add experts without a conflict`,
          },
        },
      ];
    return [
      {
        declaration,
        missing,
        code: "load",
        why: {
          zh: `缺 ${missing} 位专家：可评的专家都已达到每人 ${input.maxLoad} 份的上限。请提高上限或增加专家`,
          en: `${missing} experts missing: all who may mark it have ${input.maxLoad} sheets, the limit. Raise the limit or add experts`,
        },
      },
    ];
  });
}
