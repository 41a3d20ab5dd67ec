import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildApp } from "../../app.ts";
import { DEMO_PASSWORD } from "../../demo/demo-people.ts";
import { prepareDemo } from "../../demo/prepare-demo.ts";
import { startServerJobs } from "../../jobs/server-jobs.ts";
import { AddressError, listen, tryAddress } from "../../listen.ts";
import { openProduct } from "../../start.ts";
import { stopOnSignal } from "../../stop.ts";
import { type CliCommand, UsageError } from "../command.ts";
import { declarationsOption } from "../declarations-option.ts";
import { cliSettings } from "../settings.ts";

/** What the first start printed, so that a second start can print it again. */
const accountsFile = "demo-accounts.txt";

export const demo: CliCommand = {
  name: "demo",
  summary: "serve the product with fictitious sample data; a second start keeps what is there",
  configure: (command) => command.option("--declarations <n>", "sample declarations at the first start", "80"),
  async run(context, _args, options) {
    const declarations = declarationsOption(options.declarations);
    const config = cliSettings({
      DATA_DIR: process.env.DATA_DIR || "data/demo",
      LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    });
    await forPeople(() => tryAddress(config));
    // Nothing half done is kept: until the sample data are there, stopping is just ending.
    const endAtOnce = () => process.exit(0);
    process.on("SIGINT", endAtOnce).on("SIGTERM", endAtOnce);
    context.log("正在准备示例数据（首次启动约需一分钟） / preparing sample data (about a minute at the first start)");
    const summary = await prepareDemo(config, { declarations, now: new Date(), log: context.log });
    const file = join(config.DATA_DIR, accountsFile);
    if (summary)
      await writeFile(file, summary.accounts.map(({ login, name }) => `${login.padEnd(20)} ${name}\n`).join(""));
    const accounts = await readFile(file, "utf8").catch(() => "");
    const product = await openProduct(config);
    const app = buildApp(product.context);
    const jobs = startServerJobs(product.context, (job, error) => app.log.error({ job, err: error }, "a job failed"));
    process.off("SIGINT", endAtOnce).off("SIGTERM", endAtOnce);
    const stopped = new Promise<void>((resolve) => app.addHook("onClose", async () => resolve()));
    stopOnSignal(app, jobs, product);
    const address = await forPeople(() => listen(app, config));
    process.stdout.write(
      `\n申报 Shenbao  ${address.replace("127.0.0.1", "localhost")}\n\n演示账号，密码均为 / demo accounts, password  ${DEMO_PASSWORD}\n\n${accounts}\nCtrl-C 退出 / to stop\n`,
    );
    await stopped;
    return { data: {}, text: "", failed: false };
  },
};

async function forPeople<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AddressError ? new UsageError(error.message) : error;
  }
}
