import type { FastifyRequest } from "fastify";
import { contentHash } from "../../core/json/canonical.ts";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { Problem } from "../problem.ts";
import type { Stores } from "../stores.ts";
import { viewerOf } from "./session.ts";

const KEY = /^[A-Za-z0-9_-]{8,128}$/;

/** Refuses calls without an Idempotency-Key on routes that declare `idempotent`. */
export function installIdempotency(app: App): void {
  app.addHook("preValidation", async (request) => {
    if (request.routeOptions.config.idempotent && keyOf(request) === null) throw new Problem("idempotency-key-missing");
  });
}

/**
 * Runs a command once per account and Idempotency-Key: the row of the key is written in the command's own transaction,
 * so a command that failed leaves its key free, and one whose answer was lost on the way gives the same answer again.
 * The answer is kept encrypted: it may repeat what its owner alone reads in full.
 * @returns the answer, as JSON has it, of the first time
 */
export async function once<T>(
  request: FastifyRequest,
  { work, cipher }: Pick<AppContext, "work" | "cipher">,
  command: (stores: Stores) => Promise<T>,
): Promise<T> {
  const key = keyOf(request);
  if (key === null) throw new Problem("idempotency-key-missing");
  const accountId = viewerOf(request).accountId;
  const route = `${request.method} ${request.routeOptions.url}`;
  const bodyHash = contentHash({ url: request.url, body: request.body ?? null });
  const purpose = `idempotency ${accountId} ${key}`;
  return work.withTransaction(async (stores) => {
    const earlier = await stores.idempotency.claim({ accountId, key, route, bodyHash, now: stores.now });
    if (earlier !== null) {
      if (earlier.route !== route || earlier.bodyHash !== bodyHash) throw new Problem("idempotency-mismatch");
      return JSON.parse(cipher.decrypt(purpose, earlier.response)) as T;
    }
    const response = JSON.stringify(await command(stores));
    await stores.idempotency.complete({ accountId, key, response: cipher.encrypt(purpose, response) });
    return JSON.parse(response) as T;
  });
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && KEY.test(key) ? key : null;
}
