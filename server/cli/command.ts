import type { Command } from "commander";
import type { Finding, Locale } from "../../core/problems/finding.ts";

/** What a command found or did. `data` is printed under --json, `text` otherwise. */
export interface Outcome {
  data: unknown;
  text: string;
  /** True makes the exit code 1: there are findings of level error. */
  failed: boolean;
  /** For what may be too large for one text: the lines to print, as JSON or for people, instead of the two above. */
  lines?(json: boolean): Iterable<string> | AsyncIterable<string>;
}

/** What every command is given besides its own arguments and options. */
export interface CliContext {
  locale: Locale;
  /** Writes a line of progress to stderr; stdout belongs to the result. */
  log(line: string): void;
}

/** One command of the command line; the list is in commands.ts. */
export interface CliCommand {
  name: string;
  summary: string;
  /** Declares arguments and options. */
  configure?(command: Command): void;
  run(context: CliContext, args: string[], options: Record<string, string | boolean | undefined>): Promise<Outcome>;
}

/** A mistake in how a command was called, or a file that cannot be read: exit code 2, one line. */
export class UsageError extends Error {}

/** A document the command needs does not pass its check: its findings are the result, exit code 1. */
export class Refused extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super("refused");
    this.outcome = outcome;
  }
}

/** A finding with its file, as `check` and `lint` print it. */
export interface FileFinding extends Finding {
  file: string;
}

/** Findings as machine-readable rows with one message in the caller's language. */
export function findingRows(findings: readonly FileFinding[], locale: Locale) {
  return findings.map(({ file, pointer, code, level, message }) => ({
    file,
    pointer,
    code,
    level,
    message: message[locale],
  }));
}

/** Findings as lines for people. */
export function findingText(findings: readonly FileFinding[], locale: Locale): string {
  if (findings.length === 0) return locale === "zh" ? "没有发现问题。" : "No findings.";
  return findings
    .map((f) => `${f.level.padEnd(7)} ${f.file}#${f.pointer}  ${f.message[locale]}  [${f.code}]`)
    .join("\n");
}
