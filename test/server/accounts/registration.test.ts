import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, TEST_PASSWORD, type TestApp } from "../../helpers/server.ts";

/** Invented, with right check characters. */
const CREDIT_CODE = "91520115MA6TEXT17X";
const ID_NUMBER = "520102199003070018";
const PHONE = "13800138000";

let server: TestApp;
const logged: string[] = [];
beforeAll(async () => {
  const logStream = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  server = await startTestApp({ settings: { LOG_LEVEL: "debug" }, logStream });
});
afterAll(() => server.close());

const account = (login: string) => ({ login, displayName: "张三", password: TEST_PASSWORD, phone: PHONE });
const creditCode = () => withCheckCharacter(CREDIT_CODE.slice(0, 17));

/** GB 32100: the last character is a sum of the others modulo 31. */
function withCheckCharacter(head: string): string {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  let sum = 0;
  let weight = 1;
  for (const character of head) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return head + alphabet[(31 - (sum % 31)) % 31];
}
/** GB 11643: weights 2^(17-i) modulo 11. */
function idWithCheck(head: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(head[i]) * (2 ** (17 - i) % 11);
  return head + "10X98765432"[sum % 11];
}
const idNumber = () => idWithCheck(ID_NUMBER.slice(0, 17));

const register = (login: string, code: string, regionCode = "520115") =>
  server.call("POST", "/api/registrations/organisation", {
    organisation: { kind: "enterprise", name: "贵州样例电子商务有限公司", creditCode: code, regionCode },
    account: account(login),
  });

describe("an organisation", () => {
  it("registers, is signed in and sees itself", async () => {
    const answer = await register("org-one", creditCode().toLowerCase());
    expect(answer.status).toBe(201);
    expect(answer.body.viewer).toMatchObject({ roles: ["applicant"], regionCode: "520115" });
    const cookie = `shenbao_session=${answer.cookies[0]!.value}`;
    const own = await server.call("GET", "/api/organisation", undefined, { cookie });
    expect(own.body).toMatchObject({ creditCode: creditCode(), regionName: "观山湖区", profile: {} });
    expect(own.body.members).toHaveLength(1);
  });

  it("is refused with a wrong code, an unknown region, a weak password, each at its place", async () => {
    const wrong = creditCode().slice(0, 17) + (creditCode()[17] === "1" ? "2" : "1");
    const answer = await register("org-two", wrong);
    expect([answer.status, answer.body.findings[0].pointer]).toEqual([422, "/organisation/creditCode"]);
    const region = await register("org-two", withCheckCharacter("91520115MA6TEXT18"), "990000");
    expect([region.status, region.body.findings[0].pointer]).toEqual([422, "/organisation/regionCode"]);
    const weak = await server.call("POST", "/api/registrations/organisation", {
      organisation: { kind: "enterprise", name: "样例", creditCode: creditCode(), regionCode: "520115" },
      account: { ...account("org-two"), password: "org-two-password-1" },
    });
    expect([weak.status, weak.body.findings[0].pointer]).toEqual([422, "/account/password"]);
  });

  it("registers once: a second time says to ask a colleague, and writes nothing", async () => {
    const answer = await register("org-three", creditCode());
    expect([answer.status, answer.body.findings[0].code]).toEqual([409, "account-organisation-taken"]);
    const login = await register("org-one", withCheckCharacter("91520115MA6TEXT19"));
    expect([login.status, login.body.findings[0].code]).toEqual([409, "account-login-taken"]);
    // The organisation of the refused login is not there either: another login can register it.
    expect((await register("org-four", withCheckCharacter("91520115MA6TEXT19"))).status).toBe(201);
  });

  it("is registered by one of many at the same time", async () => {
    const code = withCheckCharacter("91520115MA6TEXT20");
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => register(`race-${i}`, code)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(5);
  });

  it("brings colleagues in by a code that works once", async () => {
    const owner = await server.signInAs("applicant");
    const invite = (await owner.call("POST", "/api/organisation/invites", {})).body;
    const join = (login: string) =>
      server.call("POST", "/api/registrations/colleague", { inviteCode: invite.code, account: account(login) });
    const first = await join("colleague-one");
    expect(first.status).toBe(201);
    expect(first.body.viewer.organisation.id).toBe(owner.organisationId);
    const second = await join("colleague-two");
    expect([second.status, second.body.findings[0].code]).toEqual([422, "account-code-invalid"]);
  });

  it("changes its profile as sent, and refuses fields it does not know", async () => {
    const owner = await server.signInAs("applicant");
    const profile = { legal_representative: "李四", staff: 12, listed: false };
    const answer = await owner.call("PATCH", "/api/organisation", { profile });
    expect(answer.body.profile).toEqual(profile);
    const unknown = await owner.call("PATCH", "/api/organisation", { creditCode: creditCode() });
    expect([unknown.status, unknown.body.code, unknown.body.findings[0].pointer]).toEqual([
      422,
      "invalid-input",
      "/creditCode",
    ]);
    const coerced = await owner.call("PATCH", "/api/organisation", { name: 12345 });
    expect(coerced.status).toBe(422);
  });
});

describe("a person", () => {
  it("registers with an ID number that nobody reads afterwards", async () => {
    const answer = await server.call("POST", "/api/registrations/person", {
      idNumber: idNumber(),
      regionCode: "520115",
      account: account("person-one"),
    });
    expect(answer.status).toBe(201);
    const admin = await server.signInAs("system-admin");
    const [listed] = (await admin.call("GET", "/api/accounts?q=person-one")).body.items;
    expect(listed.idNumber).toBe(`${idNumber().slice(0, 4)}************${idNumber().slice(-2)}`);
    expect(listed.phone).toBe("138****8000");
    // Nothing to find it by, either.
    for (const q of [idNumber(), PHONE]) expect((await admin.call("GET", `/api/accounts?q=${q}`)).body.total).toBe(0);
  });

  it("registers once by ID number", async () => {
    const answer = await server.call("POST", "/api/registrations/person", {
      idNumber: idNumber(),
      regionCode: "520115",
      account: account("person-two"),
    });
    expect([answer.status, answer.body.findings[0].code]).toEqual([409, "account-person-taken"]);
  });
});

describe("what people typed", () => {
  it("stands in no log line and in no table as it is", async () => {
    const tables = await server.database.read(async (db) => {
      const rows = [];
      for (const table of ["accounts", "audit_lines", "meta", "sessions", "idempotency", "organisation_invites"])
        rows.push(JSON.stringify(await db(table)));
      return rows.join("\n");
    });
    expect(tables).toContain("person-one");
    for (const secret of [idNumber(), PHONE, TEST_PASSWORD]) {
      expect(tables).not.toContain(secret);
      expect(logged.join("")).not.toContain(secret);
    }
    expect(logged.length).toBeGreaterThan(10);
    expect(logged.join("")).not.toContain("shenbao_session=");
  });
});
