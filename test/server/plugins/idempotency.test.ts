import { Type } from "@sinclair/typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../server/crypto/ids.ts";
import { once } from "../../../server/plugins/idempotency.ts";
import { viewerOf } from "../../../server/plugins/session.ts";
import { Problem } from "../../../server/problem.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";

const Body = Type.Object({ note: Type.String() }, { additionalProperties: false });

let server: TestApp;
let someone: Caller;
let failing = false;

beforeAll(async () => {
  server = await startTestApp({
    routes: (app, context) => {
      const schema = { body: Body, params: Type.Object({ id: Type.String() }) };
      app.post(
        "/api/test/notes/:id",
        { config: { policy: ["applicant"], idempotent: true }, schema },
        async (request) =>
          once(request, context, async (stores) => {
            const id = newId();
            await stores.meta.set(`note-${id}`, request.body.note);
            if (failing) throw new Problem("wrong-state");
            return { id, by: viewerOf(request).login, missing: undefined };
          }),
      );
    },
  });
  someone = await server.signInAs("applicant");
});
afterAll(() => server.close());

const write = (key: string, note: string, caller = someone, id = "a") =>
  caller.call("POST", `/api/test/notes/${id}`, { note }, { "idempotency-key": key });
const notes = async (text: string) =>
  (await server.database.read((db) => db("meta").where("key", "like", "note-%").where("value", text))).length;

describe("a command with a key", () => {
  it("gives the same answer again without doing anything again", async () => {
    const first = await write("key-00000001", "one");
    const again = await write("key-00000001", "one");
    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await notes("one")).toBe(1);
  });

  it("makes one row of fifty at once, and fifty identical answers", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => write("key-00000050", "fifty")));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await notes("fifty")).toBe(1);
  });

  it("is refused with another body or another address under the same key", async () => {
    await write("key-00000002", "two");
    for (const answer of [await write("key-00000002", "changed"), await write("key-00000002", "two", someone, "b")])
      expect([answer.status, answer.body.code]).toEqual([422, "idempotency-mismatch"]);
    expect(await notes("changed")).toBe(0);
  });

  it("belongs to its account: another one may use the same key", async () => {
    const other = await server.signInAs("applicant");
    const mine = await write("key-00000003", "three");
    const theirs = await write("key-00000003", "three", other);
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(theirs.body.by).toBe(other.login);
  });

  it("frees its key when it fails, and leaves nothing behind", async () => {
    failing = true;
    expect((await write("key-00000004", "four")).body.code).toBe("wrong-state");
    failing = false;
    expect(await notes("four")).toBe(0);
    expect((await write("key-00000004", "four")).status).toBe(200);
  });

  it("needs a key that cannot be anything else", async () => {
    for (const key of ["", "short", "with spaces in it", "x".repeat(129)])
      expect((await write(key, "five")).body.code).toBe("idempotency-key-missing");
  });
});
