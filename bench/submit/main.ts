import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import sqlite3 from "sqlite3";
import { prepareSubmission, startHome } from "../../test/operations/real-server.ts";

/**
 * Submissions a second of the whole server (answers checked, audit line, one durable commit each), beside a bare
 * Fastify echo of the same body and beside bare sqlite3 inserts that are as durable. One run, same clients, same disk.
 */
const CLIENTS = 8;
const PER_CLIENT = 25;

interface Call {
  path: string;
  body: string;
  headers: Record<string, string>;
}

/** Sends the calls of every client, each client one after another; calls a second. */
async function throughput(address: string, calls: readonly (readonly Call[])[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: calls.length });
  const send = ({ path, body, headers }: Call) =>
    new Promise<void>((resolve, reject) => {
      const sent = request(`${address}${path}`, {
        method: "POST",
        agent,
        headers: { ...headers, "content-type": "application/json" },
      });
      sent.on("error", reject);
      sent.on("response", (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${response.statusCode}`)),
        );
      });
      sent.end(body);
    });
  const begun = performance.now();
  await Promise.all(
    calls.map(async (own) => {
      for (const call of own) await send(call);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return calls.flat().length / seconds;
}

async function submissions(): Promise<{ perSecond: number; calls: Call[][] }> {
  const { app, rounds, applicants } = await startHome({ rounds: PER_CLIENT, applicants: CLIENTS });
  try {
    await app.app.listen({ port: 0, host: "127.0.0.1" });
    const address = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`;
    const calls: Call[][] = [];
    for (const caller of applicants) {
      const own: Call[] = [];
      for (const round of rounds) {
        const { id, path, body } = await prepareSubmission(address, caller, round);
        own.push({
          path,
          body: JSON.stringify(body),
          headers: { cookie: caller.cookie, "x-shenbao": "1", "idempotency-key": `bench-${id}` },
        });
      }
      calls.push(own);
    }
    return { perSecond: await throughput(address, calls), calls };
  } finally {
    await app.close();
  }
}

async function echo(calls: Call[][]): Promise<number> {
  const app = Fastify();
  app.post("/*", async (received) => received.body);
  await app.listen({ port: 0, host: "127.0.0.1" });
  try {
    return await throughput(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, calls);
  } finally {
    await app.close();
  }
}

/** One row a transaction, WAL and synchronous=FULL, as the server's own database. */
async function inserts(count: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "shenbao-bench-"));
  const db = new sqlite3.Database(join(folder, "raw.sqlite"));
  const run = (sql: string, values: unknown[] = []) =>
    new Promise<void>((resolve, reject) => db.run(sql, values, (error) => (error ? reject(error) : resolve())));
  try {
    await run("pragma journal_mode = wal");
    await run("pragma synchronous = full");
    await run("create table rows (id integer primary key, body text)");
    const begun = performance.now();
    for (let at = 0; at < count; at += 1) await run("insert into rows (body) values (?)", ["x".repeat(2000)]);
    return count / ((performance.now() - begun) / 1000);
  } finally {
    await new Promise<void>((resolve) => db.close(() => resolve()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { perSecond, calls } = await submissions();
  const bare = { echo: await echo(calls), insert: await inserts(calls.flat().length) };
  console.log(
    JSON.stringify(
      {
        clients: CLIENTS,
        submissions: calls.flat().length,
        submissionsPerSecond: Math.round(perSecond),
        echoPerSecond: Math.round(bare.echo),
        insertsPerSecond: Math.round(bare.insert),
        ratioToEcho: Number((perSecond / bare.echo).toFixed(3)),
        ratioToInsert: Number((perSecond / bare.insert).toFixed(3)),
      },
      null,
      2,
    ),
  );
}

void main();
