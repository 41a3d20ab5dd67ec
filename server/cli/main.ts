import { Command, Option } from "commander";
import type { Locale } from "../../core/problems/finding.ts";
import { type CliCommand, UsageError } from "./command.ts";
import { commands } from "./commands.ts";

/**
 * The one entry of the command line: `npm run -s cli -- <command>`.
 * stdout carries the result alone (JSON under --json), stderr the logs. Exit code 0 well, 1 findings of level error,
 * 2 a wrong call or a file that cannot be read.
 */

function systemLocale(): Locale {
  return /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? "") ? "zh" : "en";
}

/** Writes all of a text to stdout and waits until it is out: a pipe may take it in pieces. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
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
    const outcome = await entry.run(
      { locale, log: (line) => process.stderr.write(`${line}\n`) },
      command.args,
      options,
    );
    await print(options.json ? JSON.stringify(outcome.data, null, 2) : outcome.text);
    process.exitCode = outcome.failed ? 1 : 0;
  });
}

const program = new Command("shenbao").description("申报 Shenbao command line").showHelpAfterError().exitOverride();
for (const entry of commands) add(program, entry);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && error.name === "CommanderError") {
    // commander has printed what is wrong, or the help that was asked for.
    process.exitCode = (error as Error & { exitCode: number }).exitCode === 0 ? 0 : 2;
  } else throw error;
  process.exitCode ||= error instanceof UsageError ? 2 : process.exitCode;
}
