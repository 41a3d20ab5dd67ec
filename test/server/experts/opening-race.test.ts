import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testedKind } from "../../helpers/database.ts";
import { must, type PanelStage, setPanelStage, withKey } from "./panel-stage.ts";

/** Something to wait for, and the way to let it happen. */
function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** SQLite has one writer at a time, so that only PostgreSQL can write across an opening. */
describe.runIf(testedKind === "postgres")("the opening of a panel and a version that is being written", () => {
  let stage: PanelStage;
  beforeAll(async () => {
    stage = await setPanelStage({ declarations: 1, experts: 3 });
  }, 120_000);
  afterAll(() => stage.app.close());

  it("counts what was marked when the version comes to be seen after the opening", async () => {
    const { app, owner, declarations, roundId } = stage;
    const [{ id }] = declarations as [(typeof declarations)[0]];
    await must(stage.draw());
    await stage.markAll(() => 80);
    const written = signal();
    const opened = signal();
    // Another connection: begun before the opening, with the time of then, committed after it.
    const handingIn = app.database.write(async (db) => {
      const first = await db("declaration_versions").where({ declaration_id: id, number: 1 }).first();
      await db("declaration_versions").insert({ ...first, number: 2, submitted_at: "2024-06-03T02:00:00.000Z" });
      written.resolve();
      await opened.promise;
    });
    await written.promise;
    app.setTime("2024-06-03T03:00:00.000Z");
    await must(owner.call("POST", stage.at("/opening"), {}, withKey()));
    opened.resolve();
    await handingIn;
    const report = await must(owner.call("GET", stage.at("/report")));
    expect(report.uncounted).toEqual([]);
    const run = await must(owner.call("POST", `/api/rounds/${roundId}/scoring-runs`, {}, withKey()));
    expect(run.results).toMatchObject([{ declarationId: id, total: "80" }]);
  });
});
