import { Command, Option } from "commander";
import type { Locale } from "../../core/problems/finding.ts";
import { type CliCommand, Refused } from "./command.ts";
import { commands } from "./commands.ts";

function systemLocale(): Locale {
  return /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? "") ? "zh" : "en";
}

/** Writes all of a text to stdout and waits until it is out: a pipe may take it in pieces. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

const PIECE = 1 << 20;

/** Writes lines in large pieces, each after the one before is out. */
async function printLines(lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let piece = "";
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    await print(piece);
    piece = "";
  }
  if (piece !== "") await print(piece);
}

function add(program: Command, entry: CliCommand): void {
  const command = program
    .command(entry.name)
    .description(entry.summary)
    .option("--json", "print the result as JSON on stdout")
    .addOption(new Option("--lang <language>", "language of messages").choices(["zh", "en"]).default(systemLocale()));
  entry.configure?.(command);
  command.action(async () => {
    const options = command.opts<Record<string, string | boolean | undefined>>();
    const locale = options.lang as Locale;
    const context = { locale, log: (line: string) => process.stderr.write(`${line}\n`) };
    const outcome = await entry.run(context, command.args, options).catch((error: unknown) => {
      if (error instanceof Refused) return error.outcome;
      throw error;
    });
    if (outcome.lines !== undefined) await printLines(outcome.lines(options.json === true));
    else await print(options.json ? JSON.stringify(outcome.data, null, 2) : outcome.text);
    process.exitCode = outcome.failed ? 1 : 0;
  });
}

/** The whole command line, ready to parse; a wrong call throws instead of ending the process. */
export function makeProgram(): Command {
  const program = new Command("shenbao").description("申报 Shenbao command line").showHelpAfterError().exitOverride();
  for (const entry of commands) add(program, entry);
  return program;
}
