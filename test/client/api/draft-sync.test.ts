import { describe, expect, it } from "vitest";
import { DraftSync, type KeptDraft, type SyncOptions } from "../../../client/api/draft-sync.ts";
import { ApiProblem } from "../../../client/api/problem.ts";

/** A server with one declaration, a device that keeps, and a clock the test moves. */
function world(answers: Record<string, unknown> = {}, kept?: KeptDraft) {
  const server = { revision: 1, answers: { ...answers } as Record<string, unknown> };
  const device: { kept: KeptDraft | undefined } = { kept };
  const sent: Record<string, unknown>[] = [];
  const accepted: Record<string, unknown>[] = [];
  let failure: ApiProblem | null = null;
  let timers: { at: number; work: () => void }[] = [];
  const options: SyncOptions = {
    revision: server.revision,
    answers: { ...server.answers },
    send: async (revision, changes) => {
      if (failure) throw failure;
      if (revision !== server.revision) {
        throw new ApiProblem({
          status: 409,
          code: "conflict-revision",
          text: { zh: "", en: "" },
          body: { revision: server.revision, answers: { ...server.answers } },
        });
      }
      sent.push({ ...changes });
      for (const [field, value] of Object.entries(changes)) {
        if (value === null) delete server.answers[field];
        else server.answers[field] = value;
      }
      server.revision += 1;
      return { revision: server.revision, savedAt: "2026-11-21T00:00:00Z" };
    },
    problemOf: (error) => error as ApiProblem,
    keeper: {
      load: async () => device.kept,
      save: async (draft) => {
        device.kept = structuredClone(draft);
      },
      clear: async () => {
        device.kept = undefined;
      },
    },
    isSendable: (_, value) => value !== "not yet",
    onAccept: (values) => accepted.push({ ...values }),
    after: (ms, work) => {
      const timer = { at: ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const sync = new DraftSync(options);
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    server,
    device,
    sent,
    accepted,
    sync,
    fail: (problem: ApiProblem | null) => {
      failure = problem;
    },
    /** Lets every waiting timer run, and what follows from it. */
    run: async () => {
      for (let round = 0; round < 5; round += 1) {
        await settle();
        for (const timer of timers.splice(0)) timer.work();
      }
      await settle();
    },
    /** Lets the waiting timers run once. */
    once: async () => {
      for (const timer of timers.splice(0)) timer.work();
      await settle();
    },
    delays: () => timers.map((timer) => timer.at),
  };
}

const offline = new ApiProblem({ status: 0, code: "offline", text: { zh: "", en: "" } });

describe("DraftSync", () => {
  it("sends changed fields only, once the typing rests", async () => {
    const { sync, sent, run, device } = world({ a: 1, b: 2 });
    sync.change("a", 5);
    sync.change("a", 6);
    expect(sync.snapshot().state.kind).toBe("unsaved");
    await run();
    expect(sent).toEqual([{ a: 6 }]);
    expect(sync.snapshot()).toMatchObject({ state: { kind: "saved" }, revision: 2, conflicts: [] });
    expect(device.kept).toBeUndefined();
  });

  it("says null for an answer taken away", async () => {
    const { sync, sent, server, run } = world({ a: 1 });
    sync.change("a", undefined);
    await run();
    expect(sent).toEqual([{ a: null }]);
    expect(server.answers).toEqual({});
  });

  it("keeps what is typed offline on the device and sends it when the line is back", async () => {
    const { sync, fail, once, run, device, sent } = world();
    fail(offline);
    sync.change("a", "offline text");
    await once();
    expect(sync.snapshot().state).toEqual({ kind: "waiting", offline: true });
    expect(device.kept?.changes).toEqual({ a: "offline text" });
    fail(null);
    sync.sendNow();
    await run();
    expect(sent).toEqual([{ a: "offline text" }]);
    expect(device.kept).toBeUndefined();
  });

  it("waits longer and longer, and as long as the server asks", async () => {
    const { sync, fail, once, delays } = world();
    fail(offline);
    sync.change("a", 1);
    await once();
    const [first] = delays();
    await once();
    const [second] = delays();
    expect(second).toBeGreaterThan(first ?? 0);
    fail(new ApiProblem({ status: 503, code: "unavailable", text: { zh: "", en: "" }, retryAfter: 77 }));
    await once();
    expect(delays()).toEqual([77_000]);
  });

  it("takes up after a reload what the device kept", async () => {
    const { sync, run, sent } = world({ a: 1 }, { revision: 1, changes: { a: 9 }, base: { a: 1 } });
    expect(await sync.resume()).toEqual({ a: 9 });
    await run();
    expect(sent).toEqual([{ a: 9 }]);
  });

  it("finds the conflict of a kept change with what was saved meanwhile", async () => {
    const { sync, run, sent } = world({ a: 3 }, { revision: 1, changes: { a: 9 }, base: { a: 1 } });
    await sync.resume();
    await run();
    expect(sent).toEqual([]);
    expect(sync.snapshot().conflicts).toEqual([{ field: "a", mine: 9, theirs: 3 }]);
  });

  it("joins different fields changed on two devices", async () => {
    const { sync, server, run, accepted, sent } = world({ a: 1, b: 2 });
    server.answers.b = 20;
    server.revision = 7;
    sync.change("a", 10);
    await run();
    expect(accepted).toEqual([{ b: 20 }]);
    expect(sent).toEqual([{ a: 10 }]);
    expect(server.answers).toEqual({ a: 10, b: 20 });
    expect(sync.snapshot().conflicts).toEqual([]);
  });

  it("never overwrites the same field: both values stay until the person chooses", async () => {
    const { sync, server, run, sent } = world({ a: 1, b: 1 });
    server.answers.a = "theirs";
    server.revision = 2;
    sync.change("a", "mine");
    sync.change("b", 5);
    await run();
    expect(server.answers).toEqual({ a: "theirs", b: 5 });
    expect(sent).toEqual([{ b: 5 }]);
    expect(sync.snapshot().conflicts).toEqual([{ field: "a", mine: "mine", theirs: "theirs" }]);
    sync.settle("a", "mine");
    await run();
    expect(server.answers.a).toBe("mine");
  });

  it("gives the other value to the form when the person takes it", async () => {
    const { sync, server, run, accepted } = world({ a: 1 });
    server.answers.a = "theirs";
    server.revision = 2;
    sync.change("a", "mine");
    await run();
    sync.settle("a", "theirs");
    await run();
    expect(accepted).toEqual([{ a: "theirs" }]);
    expect(server.answers.a).toBe("theirs");
    expect(sync.snapshot().state.kind).toBe("saved");
  });

  it("is no conflict when both wrote the same rows", async () => {
    const { sync, server, run } = world({ t: [] });
    server.answers.t = [{ x: 1, y: 2 }];
    server.revision = 2;
    sync.change("t", [{ y: 2, x: 1 }]);
    await run();
    expect(sync.snapshot()).toMatchObject({ conflicts: [], state: { kind: "saved" } });
  });

  it("keeps a refused field apart and saves the others", async () => {
    const { sync, fail, run, once, sent } = world();
    const refused = new ApiProblem({
      status: 422,
      code: "invalid-input",
      text: { zh: "有误", en: "wrong" },
      findings: [{ pointer: "/bad", code: "x", level: "error", message: { zh: "", en: "" } }],
    });
    fail(refused);
    sync.change("bad", 1);
    sync.change("good", 2);
    await once();
    fail(null);
    await run();
    expect(sent).toEqual([{ good: 2 }]);
    expect(sync.snapshot().conflicts).toMatchObject([{ field: "bad", mine: 1, refusal: refused }]);
  });

  it("sends what is typed during a save afterwards", async () => {
    const { sync, run, sent } = world();
    sync.change("a", 1);
    sync.sendNow();
    sync.change("a", 2);
    await run();
    expect(sent).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("keeps on the device what cannot be sent yet, and sends the rest", async () => {
    const { sync, device, run, sent } = world();
    sync.change("a", "not yet");
    sync.change("b", 2);
    await run();
    expect(sent).toEqual([{ b: 2 }]);
    expect(sync.snapshot().state.kind).toBe("held");
    expect(device.kept?.changes).toEqual({ a: "not yet" });
    expect(await sync.settled()).toBe(false);
    sync.change("a", 1);
    await run();
    expect(sent).toEqual([{ b: 2 }, { a: 1 }]);
    expect(sync.snapshot().state.kind).toBe("saved");
  });

  it("tells a submission whether everything is on the server", async () => {
    const { sync, fail } = world();
    sync.change("a", 1);
    expect(await sync.settled()).toBe(true);
    fail(offline);
    sync.change("a", 2);
    expect(await sync.settled()).toBe(false);
  });
});
