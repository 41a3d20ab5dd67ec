import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programmeDocuments } from "../../helpers/programmes.ts";
import { type Caller, startTestApp, type TestApp } from "../../helpers/server.ts";
import { checkBody, type HostileDefinition, hostileDefinitions } from "./hostile-definitions.ts";

const PROGRAMME = "guizhou-live-team";
const LONGEST_MS = 2000;

describe("hostile definitions", () => {
  let app: TestApp;
  let admin: Caller;
  let sound: Record<string, unknown>;
  let cases: HostileDefinition[];

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.signInAs("programme-admin", { region: "520000" });
    const documents = Object.entries(await programmeDocuments(PROGRAMME));
    // Golden cases would be run again for every document here; they have tests of their own.
    sound = Object.fromEntries(documents.filter(([path]) => !path.startsWith("programmes/golden/")));
    const own = (path: string) => path.includes(PROGRAMME) || !/\.(form|scheme)\.json$/.test(path);
    cases = hostileDefinitions(Object.fromEntries(Object.entries(sound).filter(([path]) => own(path))));
  });
  afterAll(() => app.close());

  const check = (documents: Record<string, unknown>) =>
    admin.call("POST", "/api/studio/check", checkBody(documents), { "content-type": "application/json" });

  it("are made from documents that stand", async () => {
    const checked = await check(sound);
    expect(checked.body.findings.filter(({ level }: { level: string }) => level === "error")).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(150);
  });

  it("are each refused within two seconds, with a reason and a place, and the server goes on answering", async () => {
    const wrong: string[] = [];
    for (const { name, path, document } of cases) {
      const started = performance.now();
      const answer = await check({ ...sound, [path]: document });
      const took = performance.now() - started;
      if (took > LONGEST_MS) wrong.push(`${name}: took ${Math.round(took)} ms`);
      const findings: { level: string; pointer: unknown; message: { zh: string } }[] = answer.body.findings ?? [];
      const errors = findings.filter(({ level }) => level === "error");
      // A body that reaches for a prototype is not even read.
      if (answer.status === 400 && answer.body.code === "malformed-request" && /__proto__|constructor/.test(name))
        continue;
      const isRefused = (answer.status === 200 || answer.status === 422) && errors.length > 0;
      const isPlaced = errors.every(({ pointer, message }) => typeof pointer === "string" && message.zh.length > 0);
      if (!isRefused || !isPlaced) wrong.push(`${name}: ${answer.status}, ${errors.length} errors`);
    }
    expect(wrong).toEqual([]);
    const started = performance.now();
    expect((await app.call("GET", "/api/public/rounds")).status).toBeLessThan(500);
    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
  }, 120_000);

  it("leave the prototypes of the process alone", () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
