import { CommanderError } from "commander";
import { problemCatalogue } from "../../core/problems/problem-catalogue.ts";
import { hashNatively } from "../crypto/native-sha256.ts";
import { problemOfFailure } from "../database/failure.ts";
import { UsageError } from "./command.ts";
import { makeProgram } from "./program.ts";

/**
 * The one entry of the command line: `npm run -s cli -- <command>`.
 * stdout carries the result alone (JSON under --json), stderr the logs. Exit code 0 well, 1 findings of level error,
 * 2 a wrong call, or something that cannot be read or reached.
 */

// Whoever reads the result may have seen enough of it (`| head`).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

try {
  hashNatively();
  await makeProgram().parseAsync();
} catch (error) {
  process.exitCode = 2;
  const failure = problemOfFailure(error);
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n`);
  // commander has printed what is wrong, or the help that was asked for.
  else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (failure === null) process.stderr.write(`${(error as Error).stack}\n`);
  else {
    const { zh, en } = problemCatalogue[failure];
    process.stderr.write(`${zh} / ${en}\n${(error as Error).message}\n`);
  }
}
