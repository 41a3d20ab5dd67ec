import { buildApp } from "./app.ts";
import { ConfigError, readConfig } from "./config/read-config.ts";
import { startServerJobs } from "./jobs/server-jobs.ts";
import { offerSetup } from "./modules/accounts/setup.service.ts";
import { openProduct } from "./start.ts";
import { stopOnSignal } from "./stop.ts";

/** Production: reads the environment, opens everything and listens. */
try {
  const config = readConfig(process.env);
  const product = await openProduct(config);
  const app = buildApp(product.context);
  const jobs = startServerJobs(product.context, (job, error) => app.log.error({ err: error, job }, "a job failed"));
  stopOnSignal(app, jobs, product);
  await app.listen({ port: config.PORT, host: config.HOST });
  const code = await product.context.work.withTransaction(offerSetup);
  // To the terminal rather than the log: logs are kept and read by others.
  if (code !== null)
    process.stderr.write(
      `\n首次启动：请在网页上用此一次性代码创建系统管理员\nFirst start: create the system administrator with this one-time code\n\n    ${code}\n\n`,
    );
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
