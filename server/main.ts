import { buildApp } from "./app.ts";
import { loadNewBuiltIn } from "./built-in-programmes.ts";
import { ConfigError, readConfig } from "./config/read-config.ts";
import { hashNatively } from "./crypto/native-sha256.ts";
import { startServerJobs } from "./jobs/server-jobs.ts";
import { AddressError, listen } from "./listen.ts";
import { offerSetup } from "./modules/accounts/setup.service.ts";
import { openProduct } from "./start.ts";
import { stopOnSignal } from "./stop.ts";

/** Production: reads the environment, opens everything and listens. */
try {
  hashNatively();
  const config = readConfig(process.env);
  const product = await openProduct(config);
  const app = buildApp(product.context);
  const { published, refused } = await loadNewBuiltIn(product.context);
  if (published.length > 0) app.log.info({ programmes: published }, "programmes of the product published");
  for (const each of refused) app.log.error(each, "a programme of the product does not pass its check and is left out");
  const jobs = startServerJobs(product.context, (job, error) => app.log.error({ err: error, job }, "a job failed"));
  stopOnSignal(app, jobs, product);
  await listen(app, config);
  const code = await product.context.work.withTransaction(offerSetup);
  // To the terminal rather than the log: logs are kept and read by others.
  if (code !== null)
    process.stderr.write(
      `\n首次启动：请在网页上用此一次性代码创建系统管理员\nFirst start: create the system administrator with this one-time code\n\n    ${code}\n\n`,
    );
} catch (error) {
  const isForPeople = error instanceof ConfigError || error instanceof AddressError;
  process.stderr.write(`${isForPeople ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
