import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getEdition, loadBuiltIn, publishEdition } from "../../../server/modules/definitions/definitions.service.ts";
import { Problem } from "../../../server/problem.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";
import { sampleDocuments } from "../declarations/sample-programme.ts";

const UNITS = "form-schemas/_catalogue/units.json";

function documents(): Record<string, unknown> {
  const units = JSON.parse(readFileSync(new URL(`../../../${UNITS}`, import.meta.url), "utf8"));
  return { ...sampleDocuments(), [UNITS]: units };
}

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const load = (given: Record<string, unknown>) =>
  app.context.work.withTransaction((stores) => loadBuiltIn(stores, given));

describe("editions", () => {
  it("are published once a content, whatever the order of the keys", async () => {
    expect(await load(documents())).toMatchObject([{ programmeId: "sample", number: 1, isNew: true }]);
    const turned = Object.fromEntries(Object.entries(documents()).reverse());
    expect(await load(turned)).toMatchObject([{ number: 1, isNew: false }]);
    const changed = documents();
    (changed["programmes/sample.programme.json"] as { summary: unknown }).summary = { zh: "改了", en: "Changed" };
    expect(await load(changed)).toMatchObject([{ number: 2, isNew: true }]);
  });

  it("stay what they were: the first still reads as it was published", async () => {
    const first = await app.context.work.withSnapshot((stores) =>
      getEdition(stores, { programmeId: "sample", number: 1 }),
    );
    expect(first.bundle.programme.summary).toEqual({ zh: "供测试用的项目", en: "A programme for tests" });
    expect(first.formFor(2030).document.schema.properties.turnover_prev?.title).toBe("2029年营业收入");
    expect(first.formFor(2030)).toBe(first.formFor(2030));
    const again = await app.context.work.withSnapshot((stores) =>
      getEdition(stores, { programmeId: "sample", number: 1 }),
    );
    expect(again.workflow).toBe(first.workflow);
  });

  it("are not made from documents that do not pass", async () => {
    const broken = documents();
    (broken["form-schemas/sample/declaration.form.json"] as { rules: { assert: string }[] }).rules[0] = {
      ...(broken["form-schemas/sample/declaration.form.json"] as { rules: { assert: string }[] }).rules[0],
      assert: "nothing > 1.0",
    };
    const publish = app.context.work.withTransaction((stores) =>
      publishEdition(stores, broken, { by: "test", note: "broken" }),
    );
    await expect(publish).rejects.toBeInstanceOf(Problem);
    await expect(publish).rejects.toMatchObject({
      code: "invalid-input",
      extras: {
        findings: expect.arrayContaining([
          expect.objectContaining({ code: "expression-unknown-field", pointer: "/rules/0/assert" }),
        ]),
      },
    });
  });

  it("that do not exist are not found", async () => {
    const missing = app.context.work.withSnapshot((stores) => getEdition(stores, { programmeId: "sample", number: 9 }));
    await expect(missing).rejects.toMatchObject({ code: "not-found" });
  });
});
