import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { newId } from "../crypto/ids.ts";
import { openSession } from "../modules/accounts/sessions.service.ts";

/** A refusal the sample data did not expect: the loader stops and says what was asked. */
export class DemoRefused extends Error {}

/**
 * Somebody of the sample data who calls the application's own interface, so that every policy, check and audit line
 * applies to sample data as to any other.
 */
export class DemoCaller {
  readonly #app: App;
  readonly #context: AppContext;
  readonly #accountId: string;
  #cookie = "";
  #until = 0;

  constructor(app: App, context: AppContext, accountId: string) {
    this.#app = app;
    this.#context = context;
    this.#accountId = accountId;
  }

  /** Calls and reads JSON; anything but success throws. */
  async call<T>(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: unknown): Promise<T> {
    const answer = await this.#app.inject({
      method,
      url,
      headers: {
        cookie: await this.#session(),
        "x-shenbao": "1",
        "idempotency-key": newId(),
        ...(Buffer.isBuffer(body) && { "content-type": "application/octet-stream" }),
      },
      ...(body !== undefined && { payload: body as object }),
    });
    if (answer.statusCode >= 300) throw new DemoRefused(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return (answer.body === "" ? undefined : answer.json()) as T;
  }

  /** Sessions end by the clock, and the clock of sample data jumps. */
  async #session(): Promise<string> {
    const now = this.#context.clock().getTime();
    if (now >= this.#until - 60_000 || now < this.#until - this.#context.config.SESSION_HOURS * 3_600_000) {
      const { token, expiresAt } = await this.#context.work.withTransaction((stores) =>
        openSession(stores, this.#accountId, this.#context.config.SESSION_HOURS),
      );
      this.#cookie = `shenbao_session=${token}`;
      this.#until = Date.parse(expiresAt);
    }
    return this.#cookie;
  }
}
