import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Top of the project, where the command line is called. */
export const top = fileURLToPath(new URL("../../", import.meta.url));

export interface CliResult {
  code: number | null;
  out: string;
  err: string;
  /** stdout as JSON; throws when it is anything else. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape
  json: any;
}

/** Runs the command line as a process, as `npm run -s cli --` does; English messages unless told otherwise. */
export async function runCli(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...args], {
    cwd: top,
    env: { PATH: process.env.PATH, LANG: "C", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    err += chunk;
  });
  child.stdin.on("error", () => {}).end(options.input ?? "");
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    code,
    out,
    err,
    get json() {
      return JSON.parse(out);
    },
  };
}
