import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentHash } from "../../../core/json/canonical.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { fillAttached } from "../../helpers/attached.ts";
import type { Caller } from "../../helpers/server.ts";
import { fillIn, recommend, type SampleRound, startSampleRound, take } from "../declarations/sample-round.ts";
import { attachedDocuments, goodRoster } from "./sample-attached.ts";

let round: SampleRound;
beforeAll(async () => {
  round = await startSampleRound({ documents: attachedDocuments() });
});
afterAll(() => round.app.close());

const begin = (caller: Caller, id: string, attached = "roster", year?: number) =>
  caller.call("POST", `/api/declarations/${id}/attached`, { attached, ...(year !== undefined && { year }) });
const save = (caller: Caller, id: string, revision: number, changes: unknown) =>
  caller.call("PATCH", `/api/attached/${id}/answers`, { revision, changes });
const codes = (findings: Finding[]) => findings.map(({ code, pointer }) => `${code} ${pointer}`);

async function filled() {
  const applicant = await round.applicant();
  const id = await fillIn(round, applicant);
  const { body: roster } = await begin(applicant, id);
  await save(applicant, roster.item.id, 0, goodRoster);
  return { applicant, id, roster: roster.item.id as string };
}

describe("a form that goes with the declaration", () => {
  it("is begun once, holds what the declaration says, and is nobody else's", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const both = await Promise.all([begin(applicant, id), begin(applicant, id)]);
    expect(new Set(both.map(({ body }) => body.item.id)).size).toBe(1);
    const { item, answers, editableFields, taken, form } = both[0].body;
    expect(answers).toEqual({ declared_turnover: 150 });
    expect([editableFields, taken]).toEqual([["tenants"], ["declared_turnover"]]);
    expect(form.form.title.zh).toBe("2023年示例roster");
    for (const other of [await round.applicant(), round.county, round.province]) {
      expect((await other.call("GET", `/api/attached/${item.id}`)).status).toBe(404);
      const written = await save(other, item.id, 0, goodRoster);
      expect([403, 404]).toContain(written.status);
    }
    expect((await begin(applicant, id, "nothing")).status).toBe(404);
    expect((await begin(applicant, id, "summary")).status).toBe(404);
    expect((await begin(applicant, id, "annual")).body.code).toBe("wrong-state");
  });

  it("takes patches on a revision, keeps what others saved, and refuses what is not its author's to write", async () => {
    const { applicant, roster } = await filled();
    const stale = await save(applicant, roster, 0, { tenants: [] });
    expect(stale).toMatchObject({ status: 409, body: { code: "conflict-revision", revision: 1 } });
    expect(stale.body.answers.tenants).toHaveLength(2);
    for (const changes of [{ declared_turnover: 1 }, { nothing: 1 }, { tenants: [{ other: 1 }] }])
      expect((await save(applicant, roster, 1, changes)).status).toBe(422);
    expect((await applicant.call("GET", `/api/attached/${roster}`)).body.revision).toBe(1);
  });

  it("stands in the way of a submission while it is missing or wrong, with pointers that lead into it", async () => {
    const applicant = await round.applicant();
    const id = await fillIn(round, applicant);
    const missing = await take(applicant, id, "submit", { committed: true });
    expect(missing.body.code).toBe("answers-not-valid");
    expect(codes(missing.body.findings)).toEqual(["attached-missing /attached/roster"]);
    const { body } = await begin(applicant, id);
    await save(applicant, body.item.id, 0, { tenants: [{ name: "甲店", turnover: 20 }, { turnover: 1 }] });
    const { findings } = (await applicant.call("GET", `/api/declarations/${id}/findings`)).body;
    expect(codes(findings)).toEqual([
      "answer-required /attached/roster/tenants/1/name",
      "total-agrees /attached/roster/tenants",
    ]);
    expect((await take(applicant, id, "submit", { committed: true })).status).toBe(422);
  });

  it("follows the declaration: another figure there is another figure here", async () => {
    const { applicant, id, roster } = await filled();
    const { body } = await applicant.call("GET", `/api/declarations/${id}`);
    await applicant.call("PATCH", `/api/declarations/${id}/answers`, {
      revision: body.revision,
      changes: { turnover: 400 },
    });
    expect((await applicant.call("GET", `/api/attached/${roster}`)).body.answers.declared_turnover).toBe(400);
    const { findings } = (await applicant.call("GET", `/api/attached/${roster}/findings`)).body;
    expect(codes(findings)).toEqual(["total-agrees /tenants"]);
  });

  it("is handed in with the receipt, masked for reviewers, flagged, corrected and kept in both versions", async () => {
    const { applicant, id, roster } = await filled();
    const { body } = await take(applicant, id, "submit", { committed: true });
    const handedIn = { declared_turnover: 150, ...goodRoster };
    const answersHash = contentHash(handedIn);
    expect(body.declaration.receipt.attached).toEqual([{ attached: "roster", answersHash }]);
    expect((await save(applicant, roster, 2, goodRoster)).body.code).toBe("wrong-state");

    const seen = (await round.county.call("GET", `/api/attached/${roster}`)).body;
    expect(seen.answers.tenants[0]).toEqual({ name: "甲店", phone: "138****0001", turnover: 100 });
    expect(seen).toMatchObject({ editableFields: [], mayHandIn: false, mayDecide: false });
    const list = (await round.county.call("GET", `/api/declarations/${id}/attached`)).body.items;
    expect(list).toMatchObject([{ attached: "roster", status: "handed-in", answersHash }]);
    const stored = await round.app.database.read((db) => db("attached_forms").where({ id: roster }).first());
    expect(JSON.stringify(stored)).not.toContain("13800000001");

    for (const pointer of ["/attached/roster", "/attached/nothing/x", "/attached/annual/work", "/attached/roster/x"])
      expect(
        (await round.county.call("POST", `/api/declarations/${id}/flags`, { pointer, message: "核对" })).status,
      ).toBe(422);
    const flag = { pointer: "/attached/roster/tenants/0/turnover", message: "请核对营业收入" };
    expect((await round.county.call("POST", `/api/declarations/${id}/flags`, flag)).status).toBe(201);
    expect((await take(round.county, id, "county-return")).status).toBe(200);

    const open = (await applicant.call("GET", `/api/attached/${roster}`)).body;
    expect(open.editableFields).toEqual(["tenants"]);
    const corrected = { tenants: [{ name: "甲店", turnover: 150 }] };
    expect((await save(applicant, roster, open.revision, corrected)).status).toBe(200);
    expect((await round.county.call("GET", `/api/attached/${roster}`)).body.answers.tenants).toHaveLength(2);
    // What is being corrected is the applicant's alone, also in what is found about it.
    await save(applicant, roster, open.revision + 1, { tenants: [{ name: "甲店", turnover: 1 }] });
    for (const path of [`/api/attached/${roster}`, `/api/declarations/${id}`]) {
      const found = async (caller: Caller) => codes((await caller.call("GET", `${path}/findings`)).body.findings);
      expect((await found(applicant)).join()).toContain("total-agrees");
      expect(await found(round.county)).toEqual([]);
    }
    await save(applicant, roster, open.revision + 2, corrected);
    const again = await take(applicant, id, "resubmit", { committed: true });
    expect(again.body.declaration.flags[0].resolvedAt).not.toBeNull();
    const versions = await Promise.all(
      [1, 2].map((number) => applicant.call("GET", `/api/declarations/${id}/versions/${number}`)),
    );
    expect(versions.map(({ body: version }) => version.attached.roster.answers)).toEqual([
      handedIn,
      { declared_turnover: 150, ...corrected },
    ]);
    const now = (await round.county.call("GET", `/api/attached/${roster}`)).body;
    expect(now.answers.tenants).toHaveLength(1);
    // What the correction changed can be told, masked; the author's own is not repeated.
    expect(now.before.answers.tenants).toEqual(seen.answers.tenants);
    expect(now.before.handedInAt).toBe(seen.item.handedInAt);
    expect([seen.before, (await applicant.call("GET", `/api/attached/${roster}`)).body.before]).toEqual([null, null]);
  });

  it("shows a masked value of what was handed in to a reviewer, with a reason and a line in the audit", async () => {
    const { applicant, id, roster } = await filled();
    const path = `/api/attached/${roster}/reveal`;
    const ask = (caller: Caller, pointer = "/tenants/0/phone", reason = "核对联系方式") =>
      caller.call("POST", path, { pointer, reason });
    expect((await ask(round.county)).status).toBe(404);
    await take(applicant, id, "submit", { committed: true });
    const seen = (await round.county.call("GET", `/api/attached/${roster}`)).body;
    expect(seen.mayReveal).toBe(true);
    expect((await ask(round.county)).body).toEqual({ value: "13800000001" });
    for (const pointer of ["/tenants/0/name", "/tenants", "/nothing", "/tenants/0/phone/x", "/declared_turnover"])
      expect((await ask(round.county, pointer)).status).toBe(422);
    expect((await ask(round.county, "/tenants/0/phone", "看")).status).toBe(422);
    expect((await ask(applicant)).status).toBe(403);
    expect((await ask(await round.applicant())).status).toBe(403);
    const elsewhere = await round.app.signInAs("city-reviewer", { region: "520300" });
    expect((await ask(elsewhere)).status).toBe(404);
    const audit = await round.app.signInAs("audit-admin");
    const { body } = await audit.call("GET", `/api/audit?action=attached-reveal&subjectId=${roster}`);
    expect(body.items).toMatchObject([
      { actorRole: "county-reviewer", detail: { pointer: "/tenants/0/phone", reason: "核对联系方式" } },
    ]);
    expect(JSON.stringify(body)).not.toContain("13800000001");
  });

  it("tells a reviewer of a number that changed behind its mask, there and in the declaration", async () => {
    const { applicant, id, roster } = await filled();
    const path = `/api/declarations/${id}`;
    const setPhone = async (phone: string) => {
      const { revision } = (await applicant.call("GET", path)).body;
      await applicant.call("PATCH", `${path}/answers`, { revision, changes: { phone } });
    };
    await setPhone("13800138000");
    await take(applicant, id, "submit", { committed: true });
    for (const pointer of ["/attached/roster/tenants", "/phone"])
      await round.county.call("POST", `/api/declarations/${id}/flags`, { pointer, message: "号码打不通" });
    await take(round.county, id, "county-return");
    const [first, ...others] = goodRoster.tenants;
    const own = (await applicant.call("GET", `/api/attached/${roster}`)).body;
    // Moved as well: that hides nothing.
    await save(applicant, roster, own.revision, { tenants: [...others, { ...first, phone: "13899990001" }] });
    await setPhone("13899998000");
    expect((await take(applicant, id, "resubmit", { committed: true })).status).toBe(200);
    const { before, answers } = (await round.county.call("GET", `/api/attached/${roster}`)).body;
    expect(answers.tenants.at(-1).phone).toBe(before.answers.tenants[0].phone);
    expect(before.hiddenChanges).toEqual([`/tenants/${others.length}/phone`]);
    const versions = await Promise.all(
      [1, 2].map((number) => round.county.call("GET", `/api/declarations/${id}/versions/${number}`)),
    );
    expect(versions.map(({ body }) => body.hiddenChanges)).toEqual([[], ["/phone"]]);
    expect(versions[0]?.body.answers.phone).toBe(versions[1]?.body.answers.phone);
  });

  it("prints as PDF and DOCX, marked as a draft until it is handed in", async () => {
    const { applicant, roster } = await filled();
    const pdf = await applicant.call("GET", `/api/attached/${roster}/paper?format=pdf`);
    expect([pdf.status, pdf.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(decodeURIComponent(String(pdf.headers["content-disposition"]))).toContain("2023年示例roster.pdf");
    expect((await applicant.call("GET", `/api/attached/${roster}/paper?format=docx`)).status).toBe(200);
    expect((await round.county.call("GET", `/api/attached/${roster}/paper?format=pdf`)).status).toBe(404);
  });

  it("is masked in the version a reviewer reads", async () => {
    const { applicant, id } = await filled();
    await take(applicant, id, "submit", { committed: true });
    const { body } = await round.county.call("GET", `/api/declarations/${id}/versions/1`);
    expect(body.attached.roster.answers.tenants[0].phone).toBe("138****0001");
  });

  it("leaves a line in the audit for every command, without personal numbers", async () => {
    const { roster } = await filled();
    const audit = await round.app.signInAs("audit-admin");
    const { body } = await audit.call("GET", `/api/audit?subjectId=${roster}`);
    const actions = body.items.map((line: { action: string }) => line.action);
    expect(actions.sort()).toEqual(["attached-save", "attached-start"]);
    expect(JSON.stringify(body)).not.toContain("13800000001");
  });
});

describe("a summary of what a city recommends", () => {
  it("draws its rows from the recommendations, is handed to the province, returned and accepted", async () => {
    const applicants = [await round.applicant(), await round.applicant()];
    for (const applicant of applicants) {
      const id = await fillIn(round, applicant);
      await fillAttached(applicant, id, () => goodRoster);
      expect((await take(applicant, id, "submit", { committed: true })).status).toBe(200);
      await recommend(round.county, id, "county-recommend");
      expect((await recommend(round.city, id, "city-recommend")).status).toBe(200);
    }
    const path = `/api/rounds/${round.roundId}/attached`;
    expect((await round.city.call("GET", path)).body.items).toMatchObject([{ attached: "summary", status: "missing" }]);
    expect((await round.county.call("POST", path, { attached: "summary" })).status).toBe(403);
    expect((await round.city.call("POST", path, { attached: "roster" })).status).toBe(404);
    const begun = (await round.city.call("POST", path, { attached: "summary" })).body;
    expect((await round.city.call("POST", path, { attached: "summary" })).body.item.id).toBe(begun.item.id);
    const own = `/api/attached/${begun.item.id}`;
    expect((await round.province.call("GET", own)).status).toBe(404);

    const drafted = (await round.city.call("GET", `${own}/draft`)).body.answers;
    expect(drafted.rows).toMatchObject([
      { no: 1, turnover: 150 },
      { no: 2, turnover: 150 },
    ]);
    await save(round.city, begun.item.id, 0, drafted);
    const handIn = (revision: number, key: string) =>
      round.city.call("POST", `${own}/hand-in`, { revision }, { "idempotency-key": key });
    const unscored = await handIn(1, "summary-first");
    expect(codes(unscored.body.findings)).toEqual(["answer-required /rows/0/score", "answer-required /rows/1/score"]);
    const [first] = drafted.rows;
    await save(round.city, begun.item.id, 1, { rows: [{ ...first, score: 90 }] });
    expect(codes((await round.city.call("GET", `${own}/findings`)).body.findings)).toEqual([
      "attached-row-count /rows",
    ]);
    expect((await handIn(1, "summary-stale")).body.code).toBe("conflict-revision");
    const handed = await handIn(2, "summary-second");
    expect(handed.body.item.status).toBe("handed-in");
    expect((await handIn(2, "summary-second")).body).toEqual(handed.body);
    expect((await handIn(3, "summary-again")).body.code).toBe("wrong-state");

    const decide = (caller: Caller, body: unknown, key: string) =>
      caller.call("POST", `${own}/decision`, body, { "idempotency-key": key });
    const { revision } = handed.body;
    const returned = { revision, verdict: "return" };
    expect((await decide(round.city, { revision, verdict: "accept" }, "own-decision")).status).toBe(403);
    expect((await decide(round.province, returned, "no-reason-1")).body.code).toBe("reason-missing");
    expect((await round.province.call("GET", path)).body.items).toMatchObject([{ status: "handed-in" }]);
    expect((await decide(round.province, { ...returned, reason: "评分有误" }, "returned-1")).status).toBe(200);
    const back = (await round.city.call("GET", own)).body;
    expect(back).toMatchObject({ mayHandIn: true, item: { status: "returned", reason: "评分有误" } });
    expect((await handIn(back.revision, "summary-third")).status).toBe(200);
    // A page that was opened before the return shows what no longer lies there.
    const stale = await decide(round.province, { revision, verdict: "accept" }, "accepted-0");
    expect([stale.status, stale.body.code, stale.body.revision]).toEqual([409, "conflict-revision", back.revision + 1]);
    const accept = { revision: back.revision + 1, verdict: "accept" };
    expect((await decide(round.province, accept, "accepted-1")).body.item.status).toBe("accepted");

    const elsewhere = await round.app.signInAs("city-reviewer", { region: "520300" });
    expect((await elsewhere.call("GET", own)).status).toBe(404);
    expect((await elsewhere.call("GET", path)).body.items).toMatchObject([{ status: "missing", id: null }]);
  });
});
