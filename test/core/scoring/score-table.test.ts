import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffRuns } from "../../../core/scoring/diff-runs.ts";
import { explainOne, runTable, scoreTable } from "../../../core/scoring/score-table.ts";
import { fact, leaf, smallScheme } from "./small-scheme.ts";

const scheme = smallScheme({
  facts: [fact("turnover", "number", { unit: "万元" }), fact("listed", "boolean")],
  children: [
    leaf(
      "size",
      { kind: "bands", bands: [{ in: ">= 10", points: "5" }], otherwise: { points: "0" } },
      { fact: "turnover", missing: "zero" },
    ),
    leaf("listing", { kind: "boolean", true: "3", false: "1" }, { fact: "listed", missing: "reject" }),
  ],
  eligibility: [
    {
      id: "enough",
      assert: "turnover >= 5",
      effect: "no-total",
      unknown: "fails",
      message: { zh: "不足", en: "Too little" },
      basis: "第五条",
    },
  ],
});

const score = (factsText: string, factsFormat: "csv" | "ndjson" = "csv", more: object = {}) =>
  scoreTable({ scheme, factsText, factsFormat, trace: false, ...more });
const codes = (text: string, format: "csv" | "ndjson" = "csv") =>
  score(text, format).findings.map(({ code, pointer }) => `${code} ${pointer}`);

describe("a table of facts is scored", () => {
  it("gives totals, ranks and reasons", () => {
    const { findings, output } = score('id,turnover,listed\nb,12.5,true\na,10,false\nc,4,true\nd,"9",\n');
    expect(findings).toEqual([]);
    const told = output?.results.map(({ id, eligible, total, rank, reasons }) => [
      id,
      eligible,
      total,
      rank,
      reasons.map((each) => each.id),
    ]);
    expect(told).toEqual([
      ["b", true, "8", 1, []],
      ["a", true, "6", 2, []],
      ["c", false, null, null, ["enough"]],
      ["d", false, null, null, ["listing"]],
    ]);
    expect(output?.results[0]?.leaves).toEqual([
      { id: "size", points: "5", contribution: "5" },
      { id: "listing", points: "3", contribution: "3" },
    ]);
  });

  it("gives the same bytes for another order of the rows and for ndjson", () => {
    const first = score("id,turnover,listed\nb,12.5,true\na,10,false\n").output;
    const second = score("listed,id,turnover\nfalse,a,10.0\ntrue,b,12.50\n").output;
    const third = score(
      '{"id":"b","turnover":12.50,"listed":true}\n{"id":"a","turnover":10,"listed":false}\n',
      "ndjson",
    ).output;
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(JSON.stringify(third)).toBe(JSON.stringify(first));
    expect(first?.run.hashes.result).toMatch(/^[0-9a-f]{64}$/);
  });

  it("explains one applicant and keeps the position apart", () => {
    const { run } = runTable({
      scheme,
      factsText: "id,turnover,listed\nb,12.5,true\n",
      factsFormat: "csv",
      trace: true,
    });
    const told = run === null ? null : explainOne(run, "b", "zh");
    expect(told?.lines.map(({ sentence }) => sentence)).toEqual([
      "size：12.5 万元 → 第 1 段（≥ 10）→ 5 分（样例）",
      "listing：是 → 3 分（样例）",
    ]);
  });

  it("tells what changed from one run to the next", () => {
    const before = score("id,turnover,listed\na,10,true\nb,10,true\n").output;
    const after = score("id,turnover,listed\na,10,false\nc,10,true\n").output;
    const difference = before && after ? diffRuns(before, after) : [];
    expect(difference.map(({ id, presence, total }) => [id, presence, total.before, total.after])).toEqual([
      ["a", "both", "8", "6"],
      ["b", "before", "8", null],
      ["c", "after", null, "8"],
    ]);
    expect(difference[0]?.leaves).toEqual([
      { id: "listing", points: { before: "3", after: "1" }, contribution: { before: "3", after: "1" } },
    ]);
  });
});

describe("a broken table is refused with row and column", () => {
  it.each([
    ["text in a number", "id,turnover,listed\na,many,true\n", "facts-value /0/turnover"],
    ["a thousands separator", 'id,turnover,listed\na,"1,234",true\n', "facts-value /0/turnover"],
    ["not a number", "id,turnover,listed\na,NaN,true\n", "facts-value /0/turnover"],
    ["10^400", "id,turnover,listed\na,1e400,true\n", "facts-value /0/turnover"],
    ["a yes/no of another kind", "id,turnover,listed\na,1,maybe\n", "facts-value /0/listed"],
    ["a missing column", "id,turnover\na,1\n", "facts-column /listed"],
    ["a duplicate id", "id,turnover,listed\na,1,true\na,2,true\n", "facts-duplicate /1/id"],
    ["a row with a cell too many", "id,turnover,listed\na,1,true,9\n", "csv-cells /0"],
    ["no id", "turnover,listed\n1,true\n", "facts-column /id"],
    ["an open quotation", 'id,turnover,listed\na,"1,true\n', "csv-quote "],
  ])("%s", (_name, text, expected) => {
    expect(codes(text)).toContain(expected);
    expect(score(text).output).toBeNull();
  });

  it("names the row of ndjson too, and keeps digits a double would lose", () => {
    expect(codes('{"id":"a","turnover":NaN,"listed":true}\n', "ndjson")).toEqual(["facts-value /0/turnover"]);
    expect(codes('{"id":"a","turnover":1e400,"listed":true}\n', "ndjson")).toEqual(["facts-value /0/turnover"]);
    expect(codes("not json\n", "ndjson")).toEqual(["facts-line /0"]);
    const { output } = scoreTable({
      scheme,
      factsText: '{"id":"a","turnover":9.99999999999999999999,"listed":true}\n',
      factsFormat: "ndjson",
      trace: true,
    });
    expect(output?.results[0]?.leaves[0]).toMatchObject({ points: "0", raw: "9.99999999999999999999" });
  });
});

describe("habits of people and spreadsheets", () => {
  const said = (cell: string) =>
    score(`id,turnover,listed\na,${cell},true\n`).findings.map(({ message }) => message.en);

  it.each([
    ['"1,234.50"', "leave out the commas, 1234.50"],
    ["12%", "without a percent sign"],
    ["１２．５", "half-width digits"],
    ["5万", "write it alone"],
    ["￥5", "write it alone"],
    ["N/A", "leave the cell blank"],
    ["无", "leave the cell blank"],
    ["1.1+2.3", "is not a number"],
    ['"1,5"', "decimal mark as a point, 1.5"],
    ["−5", "write it -5"],
    ["(5)", "write it -5"],
    ["#DIV/0!", "an error of a spreadsheet"],
  ])("are refused with advice: %s", (cell, advice) => {
    expect(said(cell)).toHaveLength(1);
    expect(said(cell)[0]).toContain(advice);
    expect(said(cell)[0]).toContain('Row 1 (a), column "turnover"');
  });

  it("tell a file that is not UTF-8, another separator and a bare comma in a number", () => {
    const gbk = new TextDecoder().decode(new Uint8Array([0x69, 0x64, 0x0a, 0xbc, 0xd7, 0x0a]));
    expect(codes(gbk)).toEqual(["facts-encoding "]);
    expect(codes("id;turnover;listed\na;1;true\n")).toEqual(["csv-separator "]);
    expect(codes("id,turnover,listed\na,1,234,true\n")).toEqual(["csv-cells /0"]);
  });

  it("never read the beginning of a text for the whole", () => {
    expect(codes('{"id":"a","turnover":"1,234","listed":true}\n', "ndjson")).toEqual(["facts-value /0/turnover"]);
    expect(codes('{"id":"a","turnover":"1\\n2","listed":true}\n', "ndjson")).toEqual(["facts-value /0/turnover"]);
    for (const cell of ["1.", "1..2", "-", "1-2", "1 2", ".5", '"1\n2"', "0x1"])
      expect(codes(`id,turnover,listed\na,${cell},true\n`)).toEqual(["facts-value /0/turnover"]);
    const { output } = score("id,listed,turnover\r\na,true,12.50\r\nb,true,-0\r\nc,true,123456789012345678.5");
    expect(output?.results.map(({ id, total }) => [id, total])).toEqual([
      ["a", "8"],
      ["c", "8"],
      ["b", null],
    ]);
  });

  it("do not let the last of two equal keys win", () => {
    expect(codes('{"id":"a","turnover":9,"turnover":1,"listed":true}\n', "ndjson")).toEqual([
      "facts-column-twice /0/turnover",
    ]);
  });
});

describe("cells that are no plain value", () => {
  const open = smallScheme({
    facts: [fact("x", "number"), fact("yes", "boolean"), fact("kind", "text"), fact("ticks", "set")],
    children: [
      leaf("x", { kind: "ratio", full: "1", cap: null }, { fact: "x", missing: "zero" }),
      leaf("yes", { kind: "boolean", true: "1", false: "0" }, { fact: "yes", missing: "zero" }),
      leaf("kind", { kind: "formula", points: "kind == 'a' ? 1.0 : 0.0", text: "类", low: "0", high: "1" }),
      leaf("ticks", { kind: "count", each: "1", cap: null }, { fact: "ticks", missing: "zero" }),
    ],
  });
  const read = (factsText: string, factsFormat: "csv" | "ndjson") =>
    scoreTable({ scheme: open, factsText, factsFormat, trace: true });
  const refusals = (factsText: string, factsFormat: "csv" | "ndjson") => {
    const { findings, output } = read(factsText, factsFormat);
    expect(output).toBeNull();
    return findings.filter(({ level }) => level === "error").map(({ code, pointer }) => `${code} ${pointer}`);
  };
  const line = (more: string) => `{"id":"a","x":1,"yes":true,"kind":"a","ticks":["p"]${more}}`;

  it.each([
    ["x", '{"n":5}'],
    ["x", '{"n":5,"d":1}'],
    ["x", "[5]"],
    ["yes", '["true"]'],
    ["kind", '{"a":1}'],
    ["kind", '["a"]'],
    ["ticks", '{"a":1}'],
    ["ticks", '[["p","q"]]'],
    ["ticks", "true"],
  ])("are refused in JSON lines, never turned into text: %s %s", (name, value) => {
    const text = line("").replace(new RegExp(`"${name}":[^,}]+`), `"${name}":${value}`);
    expect(refusals(text, "ndjson")).toEqual([`facts-value /0/${name}`]);
    expect(read(text, "ndjson").findings[0]?.message.en).not.toContain("\\u0001");
  });

  it("are refused as an id, by an escaped key and by depth", () => {
    expect(refusals(line("").replace('"a"', '["a"]'), "ndjson")).toEqual(["facts-id /0/id"]);
    expect(refusals(line(',"\\u0078":2'), "ndjson")).toEqual(["facts-column-twice /0/x"]);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    expect(refusals(line(`,"y":${deep}`), "ndjson")).toEqual(["facts-line /0"]);
  });

  it("several codes in one cell need the semicolon, where no choices tell them apart", () => {
    for (const cell of ['"p,q"', "p；q", "p、q", "p，q"])
      expect(refusals(`id,x,yes,kind,ticks\na,1,true,a,${cell}\n`, "csv")).toEqual(["facts-value /0/ticks"]);
    expect(read("id,x,yes,kind,ticks\na,1,true,a,p;q;p\n", "csv").output?.results[0]?.total).toBe("5");
  });

  it("text behind a closing quotation mark is no part of a number", () => {
    expect(refusals('id,x,yes,kind,ticks\na,"1"2,true,a,p\n', "csv")).toEqual(["csv-quote /0/x"]);
    expect(read('id,x,yes,kind,ticks\na,"1" ,true,a,p\n', "csv").output?.results[0]?.total).toBe("4");
  });

  it("a file of blanks is empty, a column without a name is told, a name in capitals is recognised", () => {
    expect(refusals(" \n\n  ", "csv")).toEqual(["csv-empty "]);
    const trailing = read("id,x,yes,kind,ticks,\na,1,true,a,p,\n", "csv");
    expect(trailing.findings.map(({ level, message }) => `${level} ${message.en}`)).toEqual([
      "warning Column 6 has no name; it is not used",
    ]);
    expect(trailing.output?.results[0]?.total).toBe("4");
    expect(read("ID,x,yes,kind,ticks\na,1,true,a,p\n", "csv").findings[0]?.message.en).toContain('did you mean "id"?');
  });

  it("a share is multiplied with all its digits", () => {
    const { output } = read("id,x,yes,kind,ticks\na,0.12345678901234567890,false,b,\n", "csv");
    expect(output?.results[0]?.leaves[0]?.points).toBe("0.1234567890123456789");
  });
});

describe("any text at all", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "id,turnover,listed\n",
      "a,1,true\n",
      ",",
      '"',
      "\n",
      "\r",
      "\t",
      "1e9999",
      "NaN",
      "-0",
      "９",
      "\ufeff",
    ),
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.double().map(String),
  );
  it.each(["csv", "ndjson"] as const)("is scored or refused with a finding, never thrown on: %s", (format) => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { findings, output } = score(pieces.join(""), format);
        if (output === null) expect(findings.some(({ level }) => level === "error")).toBe(true);
        for (const { total } of output?.results ?? []) expect(total ?? "0").toMatch(/^-?\d+(\.\d+)?$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what cannot be counted is told", () => {
  it("of who names no group of a cohort", () => {
    const grouped = smallScheme({
      facts: [fact("x", "number"), fact("region", "text")],
      cohorts: { region: { title: "地区", by: "region", map: { gd: "east" }, basis: "样例" } },
      children: [
        leaf(
          "place",
          {
            kind: "rank-bins",
            direction: "higher",
            cohort: "region",
            points: ["10", "5"],
            convention: "from-best",
            ties: "share-best",
          },
          { fact: "x", missing: "zero" },
        ),
        leaf("plain", { kind: "given", low: "0", high: "9" }, { fact: "x", missing: "zero" }),
      ],
    });
    const { output } = scoreTable({
      scheme: grouped,
      factsText: "id,x,region\na,1, gd \nb,2,zz\nc,10,gd\n",
      factsFormat: "csv",
      trace: true,
    });
    const result = (id: string) => output?.results.find((each) => each.id === id);
    expect(result("a")).toMatchObject({ total: "6", notes: [] });
    expect(result("b")).toMatchObject({ total: "2", notes: [{ id: "region", known: false }] });
    expect(result("c")?.total).toBe("10");
    expect(result("c")?.leaves[1]).toMatchObject({
      points: "0",
      rule: { en: "10 is not between 0 and 9; not counted" },
    });
  });

  it("of whom nothing is scored at all", () => {
    const open = smallScheme({
      facts: [fact("x", "number")],
      children: [leaf("a", { kind: "given", low: "0", high: "9" }, { fact: "x", missing: "not-applicable" })],
    });
    const { output } = scoreTable({ scheme: open, factsText: "id,x\na,5\nb,\n", factsFormat: "csv", trace: false });
    expect(output?.results.map(({ id, eligible, total, reasons }) => [id, eligible, total, reasons[0]?.id])).toEqual([
      ["a", true, "5", undefined],
      ["b", false, null, "unscored"],
    ]);
  });

  it("of a mean that negative points have not", () => {
    const mean = smallScheme({
      facts: [fact("x", "number"), fact("y", "number")],
      combine: { kind: "geometric" },
      children: [
        leaf("a", { kind: "ratio", full: "1", cap: null }, { fact: "x" }),
        leaf("b", { kind: "given", low: "0", high: "9" }, { fact: "y" }),
      ],
    });
    const { findings, output } = scoreTable({
      scheme: mean,
      factsText: "id,x,y\na,4,9\nb,-4,9\n",
      factsFormat: "csv",
      trace: false,
    });
    expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(["scheme-negative /root/children/0"]);
    expect(output?.results.map(({ id, total }) => [id, total])).toEqual([
      ["a", "6"],
      ["b", null],
    ]);
  });
});

describe("marks of experts", () => {
  const panels = {
    jury: {
      title: "评审组",
      scale: ["0", "100"],
      minimum: 3,
      pool: { kind: "trimmed", dropHigh: 1, dropLow: 1 },
      blind: true,
      conflicts: [],
      basis: "样例",
    },
  };
  const judged = smallScheme({
    facts: [fact("x", "number")],
    panels,
    children: [
      leaf("fame", { kind: "panel", panel: "jury", low: "0", high: "8" }, { missing: "reject" }),
      leaf("given", { kind: "given", low: "0", high: "1" }, { fact: "x" }),
    ],
  });
  const run = (marksText: string) =>
    scoreTable({ scheme: judged, factsText: "id,x\na,1\nb,1\n", factsFormat: "csv", marksText, trace: false });

  it("pools them, keeps stray ones and stops who has too few", () => {
    const { findings, output } = run(
      "applicant,leaf,expert,points\na,fame,e1,100\na,fame,e2,60\na,fame,e3,50\na,fame,e4,0\nb,fame,e1,50\nz,fame,e1,50\n",
    );
    expect(findings.map(({ code, level }) => `${level} ${code}`)).toEqual(["warning marks-stray"]);
    expect(output?.results.map(({ id, total, eligible }) => [id, total, eligible])).toEqual([
      ["a", "5.4", true],
      ["b", null, false],
    ]);
  });

  it("refuses a mark of nobody and a column that stands twice", () => {
    expect(run("applicant,leaf,expert,points\na,fame, ,50\n").findings.map(({ code }) => code)).toEqual([
      "marks-expert",
    ]);
    expect(
      run("applicant,leaf,expert,expert,points\na,fame,e1,e2,50\n").findings.map(({ pointer }) => pointer),
    ).toEqual(["/expert"]);
  });

  it("refuses a mark outside the scale and a second mark", () => {
    expect(run("applicant,leaf,expert,points\na,fame,e1,101\n").findings.map(({ code }) => code)).toEqual([
      "marks-points",
    ]);
    expect(run("applicant,leaf,expert,points\na,fame,e1,1\na,fame,e1,2\n").findings.map(({ code }) => code)).toEqual([
      "marks-duplicate",
    ]);
  });
});
