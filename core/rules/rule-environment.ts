import { Environment as CelEnvironment } from "@marcbachmann/cel-js";
import { registerFunctions } from "./host-functions.ts";

/**
 * What an expression may name: the variables with their types. Numbers are double, dates are strings, tables are lists
 * of a row type of their own, ticks are lists of codes. Nothing else can be reached from an expression.
 */

type CellType = "number" | "string" | "boolean";

export type VariableType =
  | { kind: CellType }
  /** A list of codes or texts. */
  | { kind: "strings"; maxItems: number }
  | { kind: "numbers"; maxItems: number }
  /** A table: column id to type. */
  | { kind: "rows"; columns: Record<string, CellType>; maxItems: number };

export interface RuleEnvironment {
  readonly variables: ReadonlyMap<string, VariableType>;
  readonly cel: CelEnvironment;
}

/**
 * Hard limits of the parser itself; the static guard is stricter and gives the findings. The depth leaves room for a
 * chain of a hundred and fifty terms, which the rewritten text nests.
 */
const PARSER_LIMITS = { maxAstNodes: 600, maxDepth: 330, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 8 };

const CEL_TYPES: Record<CellType, string> = { number: "double", string: "string", boolean: "bool" };

/** Builds the typed environment of a set of variables. Names must be CEL identifiers (field ids are). */
export function createRuleEnvironment(variables: Readonly<Record<string, VariableType>>): RuleEnvironment {
  const cel = new CelEnvironment({ unlistedVariablesAreDyn: false, limits: PARSER_LIMITS });
  registerFunctions(cel);
  const known = new Map<string, VariableType>();
  for (const [name, type] of Object.entries(variables)) {
    known.set(name, type);
    cel.registerVariable(name, celTypeOf(cel, name, type));
  }
  return { variables: known, cel };
}

function celTypeOf(cel: CelEnvironment, name: string, type: VariableType): string {
  if (type.kind === "strings") return "list<string>";
  if (type.kind === "numbers") return "list<double>";
  if (type.kind !== "rows") return CEL_TYPES[type.kind];
  const rowType = `Row_${name}`;
  const schema = Object.fromEntries(Object.entries(type.columns).map(([column, cell]) => [column, CEL_TYPES[cell]]));
  cel.registerType({ name: rowType, schema });
  return `list<${rowType}>`;
}
