import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { Problem } from "../problem.ts";

/** For the machine that watches the server: is the process alive, can it do its work. */
export function installHealth(app: App, { work }: AppContext): void {
  const config = { policy: "public" as const };
  const schema = { hide: true };
  app.get("/healthz", { config, schema }, async () => ({ status: "ok" }));
  app.get("/readyz", { config, schema }, async () => {
    try {
      await work.withSnapshot((stores) => stores.meta.find("ready"));
    } catch {
      throw new Problem("unavailable");
    }
    return { status: "ok" };
  });
}
