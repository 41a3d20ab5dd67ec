import { KindGuard } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { Settings } from "./settings.ts";

/** Every mistake of the environment together, so that it is mended in one go. Values are never repeated: they may be secrets. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(`The configuration is wrong:\n${mistakes.map((mistake) => `  - ${mistake}`).join("\n")}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads and checks the configuration. An empty variable counts as left out (compose files write them so).
 * @throws ConfigError naming every mistake
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [name, schema] of Object.entries(Settings.properties)) {
    const text = environment[name]?.trim();
    const value = text === undefined || text === "" ? schema.default : fromText(schema, text);
    if (value === undefined) continue;
    const error = Value.Errors(schema, value).First();
    if (error === undefined) read[name] = value;
    else
      mistakes.push(`${name}: ${KindGuard.IsUnion(schema) ? choices(schema) : error.message} (${schema.description})`);
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return read as Settings;
}

/** The value a text stands for; a text that is not of the type stays a text, and is then refused by the schema. */
function fromText(schema: object, text: string): unknown {
  if (KindGuard.IsInteger(schema)) return /^-?\d{1,12}$/.test(text) ? Number(text) : text;
  if (KindGuard.IsBoolean(schema)) return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function choices(schema: { anyOf: { const?: unknown }[] }): string {
  return `must be one of ${schema.anyOf.map((entry) => String(entry.const)).join(", ")}`;
}
