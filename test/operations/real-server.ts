import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { fileURLToPath } from "node:url";
import { loadNewBuiltIn } from "../../server/built-in-programmes.ts";
import { outboxJob } from "../../server/jobs/server-jobs.ts";
import { loadBuiltIn } from "../../server/modules/definitions/definitions.service.ts";
import { openRound } from "../helpers/declarations.ts";
import { type Caller, startTestApp, type TestApp, type TestAppOptions } from "../helpers/server.ts";
import { goodAnswers, sampleDocuments, sampleForm } from "../server/declarations/sample-programme.ts";

const top = fileURLToPath(new URL("../../", import.meta.url));

/** The server as a process of its own, on the database of a test. */
export interface RealServer {
  child: ChildProcess;
  address: string;
  /** From the start of the process to listening. */
  readyMs: number;
  exit: Promise<number | null>;
  log(): string;
}

/** Starts the server as production does; resolves when it listens. */
export async function startRealServer(place: { DATA_DIR: string; DATABASE_URL?: string }): Promise<RealServer> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
    cwd: top,
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      RATE_LIMIT_PER_MINUTE: "0",
      MAX_EVENT_LOOP_DELAY_MS: "0",
      DATA_DIR: place.DATA_DIR,
      ...(place.DATABASE_URL && { DATABASE_URL: place.DATABASE_URL }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit").then(([code]) => code as number | null);
  let [out, err] = ["", ""];
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const found = /Server listening at (http:\/\/[0-9.:]+)/.exec(out);
      if (found) resolve(found[1] as string);
    });
    exit.then(() => reject(new Error(`the server did not start: ${err}`)));
  });
  return { child, address, readyMs: performance.now() - begun, exit, log: () => out + err };
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

/** Calls a real server with the session of a caller; rejects when the connection breaks. */
export function callServer(
  address: string,
  caller: Pick<Caller, "cookie">,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${address}${path}`, {
      method,
      // A connection of its own: one that is kept may be closed just when the next request goes out.
      agent: false,
      headers: {
        cookie: caller.cookie,
        "x-shenbao": "1",
        ...(key !== undefined && { "idempotency-key": key }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("aborted", () => reject(new Error("the answer broke off")));
      response.on("end", () => {
        try {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text && JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** An application with a programme that asks for no files, open rounds and applicants: what real servers work on. */
export interface OperationsHome {
  app: TestApp;
  rounds: string[];
  applicants: Caller[];
}

export async function startHome(
  size: { rounds: number; applicants: number },
  options: TestAppOptions = {},
): Promise<OperationsHome> {
  const app = await startTestApp(options);
  const units = "form-schemas/_catalogue/units.json";
  const documents = {
    ...sampleDocuments(),
    "form-schemas/sample/declaration.form.json": { ...sampleForm, evidence: [] },
    [units]: JSON.parse(readFileSync(`${top}${units}`, "utf8")),
  };
  await app.context.work.withTransaction((stores) => loadBuiltIn(stores, documents));
  // What a first start does once and at length is done here, so that the servers of the tests only start again.
  await loadNewBuiltIn(app.context);
  while (await outboxJob(app.context).run(new AbortController().signal));
  const rounds: string[] = [];
  for (let at = 0; at < size.rounds; at += 1) rounds.push(await openRound(app, "sample", new Date().getUTCFullYear()));
  const applicants: Caller[] = [];
  for (let at = 0; at < size.applicants; at += 1)
    applicants.push(
      await app.signInAs("applicant", { region: "520115", organisation: await app.makeOrganisation("520115") }),
    );
  return { app, rounds, applicants };
}

/** Begins and fills in a declaration, as often as it takes; what its submission then sends. */
export async function prepareSubmission(
  address: string,
  caller: Caller,
  roundId: string,
): Promise<{ id: string; path: string; body: { revision: number; committed: true } }> {
  const started = await callServer(address, caller, "POST", "/api/declarations", { roundId });
  if (started.status !== 200) throw new Error(`not started: ${JSON.stringify(started.body)}`);
  const { id } = started.body.summary as { id: string };
  const saved = await callServer(address, caller, "PATCH", `/api/declarations/${id}/answers`, {
    revision: started.body.revision,
    changes: goodAnswers,
  });
  if (saved.status !== 200) throw new Error(`not saved: ${JSON.stringify(saved.body)}`);
  const { revision } = saved.body as { revision: number };
  return { id, path: `/api/declarations/${id}/transitions/submit`, body: { revision, committed: true } };
}
