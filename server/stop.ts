import type { App } from "./app-types.ts";

/** After this the process ends, whatever is still going on. */
const LONGEST_STOP_MS = 9_000;
const CLOSE_IDLE_EVERY_MS = 50;
/** One Ctrl-C may come twice: from the terminal and, passed on, from the npm in front. A person takes longer. */
const SAME_SIGNAL_MS = 500;

/** What is closed after the last request is answered. */
interface Closable {
  close(): Promise<void>;
}

/**
 * On SIGTERM or SIGINT: takes no new connections, answers what has come in, then closes the database and ends with
 * exit code 0. A second signal ends at once. Call it before the application listens.
 */
export function stopOnSignal(app: App, ...afterwards: Closable[]): void {
  let stoppingSince: number | null = null;
  // A browser keeps its connection for the next request. It is told not to, and a kept one is closed between requests:
  // without this the last answer would be followed by minutes of waiting.
  app.addHook("onSend", async (_request, reply) => {
    if (stoppingSince !== null) reply.header("connection", "close");
  });
  const stop = async () => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    const closing = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    await app.close();
    clearInterval(closing);
    for (const each of afterwards) await each.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
}
