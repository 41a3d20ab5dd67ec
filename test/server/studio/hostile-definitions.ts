/**
 * Broken and hostile documents: what an administrator may paste by mistake and what an attacker would try. Every one of
 * them must be refused with a reason and a place, quickly, and the server must go on answering.
 */

// biome-ignore lint/suspicious/noExplicitAny: the cases below reach into plain JSON documents
type Json = any;

export interface HostileDefinition {
  name: string;
  path: string;
  document: unknown;
}

type Documents = Record<string, unknown>;
type Edit = [name: string, edit: (document: Json) => unknown];

/** Stands in a document for a list nested 5,000 deep, which JSON.stringify itself could not write. */
const DEEP = "@@nested@@";

/** The body of a check of some documents. */
export function checkBody(documents: Documents): string {
  return JSON.stringify({ documents }).replace(`"${DEEP}"`, `${"[".repeat(5000)}1${"]".repeat(5000)}`);
}

/** Applies an edit to a copy; an edit that returns a value other than undefined replaces the document. */
function edited(document: unknown, edit: (copy: Json) => unknown): unknown {
  const copy = structuredClone(document);
  const result = edit(copy);
  return result === undefined ? copy : result;
}

const set =
  (key: string, value: unknown) =>
  (target: Json): undefined =>
    void Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });

/** What is wrong with a document of any kind. */
const anyKind: Edit[] = [
  ["null", () => null],
  ["a number", () => 7],
  ["a text", () => "drop table declarations"],
  ["a list", () => []],
  ["nothing in it", () => ({})],
  ["another format", set("format", "shenbao-form/99")],
  ["an unknown member", set("evil", "<script>alert(1)</script>")],
  ["a __proto__ of its own", set("__proto__", { polluted: true })],
  ["a constructor of its own", set("constructor", { prototype: { polluted: true } })],
  ["nested 5,000 deep", set("title", DEEP)],
  ["a title of 200,000 characters", set("title", "长".repeat(200_000))],
  ["a title that is a list", set("title", ["a", "b"])],
  ["an id that climbs", set("id", "../../server/main")],
  ["an id in Chinese", set("id", "示范")],
  ["an id of another document", set("id", "quite/another")],
];

/** Each top-level member taken away, or made a value of another type. */
function withoutMembers(document: Json): Edit[] {
  return Object.keys(document)
    .filter((key) => key !== "$schema")
    .flatMap((key): Edit[] => [[`${key} of another type`, set(key, 12.5)]]);
}

const field = (value: unknown) => (form: Json) => {
  set("hostile", value)(form.schema.properties);
  form.layout.sections[0].items.push({ field: "hostile" });
};
const rule = (assert: string) => (form: Json) =>
  void form.rules.push({ id: "hostile", assert, level: "error", at: [firstField(form)], message: "x" });
const firstField = (form: Json): string => Object.keys(form.schema.properties)[0] ?? "";
const text = { type: "string", title: "x", maxLength: 10 };
const table = (maxItems: number) => ({
  type: "array",
  title: "x",
  maxItems,
  items: { type: "object", properties: { cell: { type: "number", title: "c" } }, additionalProperties: false },
});

const forms: Edit[] = [
  ["$async", (f) => set("$async", true)(f.schema)],
  ["a remote $ref", field({ $ref: "http://169.254.169.254/latest/meta-data" })],
  ["a recursive $ref", field({ $ref: "#" })],
  ["$data", field({ type: "number", title: "x", minimum: { $data: "1/other" } })],
  ["a slow pattern", field({ ...text, pattern: "^(a+)+$" })],
  ["patternProperties", (f) => set("patternProperties", { "^(a+)+$": {} })(f.schema)],
  ["if and then", (f) => Object.assign(f.schema, { if: {}, [`${"th"}en`]: {} }) && undefined],
  ["allOf", (f) => set("allOf", [{ required: ["x"] }])(f.schema)],
  ["not", (f) => set("not", {})(f.schema)],
  ["dependencies", (f) => set("dependencies", { a: ["b"] })(f.schema)],
  ["open objects", (f) => set("additionalProperties", true)(f.schema)],
  ["a default that answers", field({ ...text, default: "yes" })],
  ["required of a built-in name", (f) => set("required", ["constructor"])(f.schema)],
  ["required of an unknown field", (f) => set("required", ["no_such_field"])(f.schema)],
  ["a field called __proto__", (f) => set("__proto__", text)(f.schema.properties)],
  ["a field called constructor", (f) => set("constructor", text)(f.schema.properties)],
  ["a field with capitals", (f) => set("Turnover", text)(f.schema.properties)],
  ["a field of 65 letters", (f) => set("a".repeat(65), text)(f.schema.properties)],
  ["a field that stands nowhere", (f) => set("hostile", text)(f.schema.properties)],
  ["a text without a limit", field({ type: "string", title: "x" })],
  ["a text of a billion letters", field({ ...text, maxLength: 1e9 })],
  ["a table of a billion rows", field(table(1e9))],
  ["a table in a table", field({ ...table(5), items: { ...table(5).items, properties: { rows: table(5) } } })],
  [
    "ticks without a limit",
    field({
      type: "array",
      title: "x",
      items: {
        type: "string",
        oneOf: [
          { const: "a", title: "a" },
          { const: "b", title: "b" },
        ],
      },
    }),
  ],
  ["a list of types", field({ ...text, type: ["string", "null"] })],
  ["an unknown type", field({ ...text, type: "function" })],
  ["an unknown format", field({ ...text, format: "regex" })],
  ["an unknown unit", field({ type: "number", title: "x", "x-unit": "furlong" })],
  ["an unknown widget", field({ ...text, "x-widget": "iframe" })],
  [
    "a choice twice",
    field({
      type: "string",
      title: "x",
      oneOf: [
        { const: "a", title: "a" },
        { const: "a", title: "b" },
      ],
    }),
  ],
  ["a minimum above the maximum", field({ type: "number", title: "x", minimum: 9, maximum: 1 })],
  [
    "a field placed twice",
    (f) => void f.layout.sections[0].items.push({ field: firstField(f) }, { field: firstField(f) }),
  ],
  ["a section of unknown fields", (f) => void f.layout.sections[0].items.push({ field: "nowhere" })],
  ["a section twice", (f) => void f.layout.sections.push(f.layout.sections[0])],
  ["no sections", (f) => set("sections", [])(f.layout)],
  ["a rule that does not parse", rule("1 +")],
  ["a rule that yields a number", rule("1.0 + 1.0")],
  ["a rule over an unknown field", rule("no_such_field > 1.0")],
  ["a rule with matches", rule("'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')")],
  ["a rule with an unknown function", rule("process.exit()")],
  ["a rule over constructor", rule("constructor.constructor('return process')()")],
  ["a rule of 3,000 nodes", rule(`${"1.0 + ".repeat(330)}1.0 > 0.0`)],
  ["a rule 300 deep", rule(`${"!(".repeat(300)}true${")".repeat(300)}`)],
  ["a rule with nested loops", rule("[1,2].all(a, [1,2].all(b, [1,2].all(c, [1,2].all(d, a + b + c + d > 0))))")],
  ["a rule that joins texts", rule("'a' + 'b' == 'ab'")],
  [
    "a rule at no field",
    (f) => void f.rules.push({ id: "hostile", assert: "true", level: "error", at: ["nowhere"], message: "x" }),
  ],
  [
    "a rule of an unknown level",
    (f) => void f.rules.push({ id: "hostile", assert: "true", level: "fatal", at: [firstField(f)], message: "x" }),
  ],
  [
    "600 rules",
    (f) =>
      set(
        "rules",
        Array.from({ length: 600 }, (_, i) => ({
          id: `r-${i}`,
          assert: "true",
          level: "info",
          at: [firstField(f)],
          message: "x",
        })),
      )(f),
  ],
  [
    "a costly rule",
    (f) => {
      field(table(5000))(f);
      rule("hostile.all(a, hostile.all(b, a.cell > b.cell))")(f);
    },
  ],
  ["a visibility that is code", field({ ...text, "x-visible": "globalThis.process" })],
  [
    "a calculation of nothing",
    (f) => void f.calculations.push({ target: "nowhere", value: "1.0", onUnknown: "blank" }),
  ],
  [
    "a calculation of itself",
    (f) => {
      field({ type: "number", title: "x" })(f);
      f.calculations.push({ target: "hostile", value: "hostile + 1.0", onUnknown: "blank" });
    },
  ],
  [
    "evidence with more at least than at most",
    (f) => void f.evidence.push({ id: "hostile", title: "x", minFiles: 9, maxFiles: 1, types: ["pdf"] }),
  ],
  [
    "evidence of an unknown type",
    (f) => void f.evidence.push({ id: "hostile", title: "x", minFiles: 0, maxFiles: 1, types: ["exe"] }),
  ],
  [
    "evidence for an unknown field",
    (f) =>
      void f.evidence.push({ id: "hostile", title: "x", minFiles: 0, maxFiles: 1, types: ["pdf"], for: ["nowhere"] }),
  ],
  [
    "evidence twice",
    (f) =>
      void f.evidence.push(...Array(2).fill({ id: "hostile", title: "x", minFiles: 0, maxFiles: 1, types: ["pdf"] })),
  ],
];

const step = {
  id: "hostile",
  title: "x",
  from: ["draft"],
  to: "draft",
  by: "applicant",
  requires: [],
  effects: [],
  tone: "forward",
};
const transition = (change: object) => (w: Json) => void w.transitions.push({ ...step, ...change });

const workflows: Edit[] = [
  ["an unknown initial state", set("initial", "nowhere")],
  ["no states", set("states", [])],
  ["a state twice", (w) => void w.states.push(w.states[0])],
  ["a state nobody reaches", (w) => void w.states.push({ ...w.states[0], id: "island" })],
  ["a state of an unknown stage", (w) => set("stage", "limbo")(w.states[0])],
  ["a state of an unknown holder", (w) => set("holder", "root")(w.states[0])],
  ["a transition to nowhere", transition({ to: "nowhere" })],
  ["a transition from nowhere", transition({ from: ["nowhere"] })],
  ["a transition by anybody", transition({ by: "anybody" })],
  ["an unknown requirement", transition({ requires: ["always-true"] })],
  ["an unknown effect", transition({ effects: ["run-script"] })],
  ["a title without an award", transition({ effects: ["award-title"] })],
  ["a condition that is code", transition({ to: [{ when: "process.exit(1)", state: "draft" }, { state: "draft" }] })],
  [
    "a condition over everything",
    transition({ to: [{ when: `${"!".repeat(400)}region.hasCounty`, state: "draft" }, { state: "draft" }] }),
  ],
  ["a transition twice", (w) => void w.transitions.push(w.transitions[0])],
  ["a due day of minus one", (w) => set("dueDays", { days: -1, kind: "working" })(w.states[0])],
  [
    "300 transitions",
    (w) =>
      set(
        "transitions",
        Array.from({ length: 300 }, (_, i) => ({ ...step, id: `t-${i}` })),
      )(w),
  ],
];

const programmes: Edit[] = [
  ["a form that is not there", set("form", "no-such/form")],
  ["a form by path", set("form", "../../etc/passwd")],
  ["a scheme that is not there", set("scheme", "no-such/scheme")],
  ["a workflow that is not there", set("workflow", "no-such-workflow")],
  ["a dashboard that is not there", set("dashboards", ["no-such-dashboard"])],
  ["an unknown applicant", set("applicant", "robot")],
  ["a publicity of no days", set("publicity", { workingDays: 0 })],
  ["a publicity of a thousand days", set("publicity", { workingDays: 1000 })],
  ["a numbering without a sequence", (p) => set("numbering", "TITLE")(p.award)],
  ["a name with an unknown place", set("naming", "{secret}")],
  ["a month thirteen", (p) => set("batches", [{ id: "x", title: "x", month: 13 }])(p.round)],
  ["a validity of minus one", (p) => set("validYears", -1)(p.award)],
  [
    "another applicant than its form's",
    (p) => set("applicant", p.applicant === "person" ? "organisation" : "person")(p),
  ],
];

const firstTile = (d: Json) => d.tiles[0];

const dashboards: Edit[] = [
  ["a dataset that is not there", set("dataset", "no-such-dataset")],
  ["SQL for a measure", (d) => set("measures", ["count(*) from accounts --"])(firstTile(d))],
  ["an unknown measure", (d) => set("measures", ["no-such-measure"])(firstTile(d))],
  ["an unknown dimension", (d) => set("by", ["no-such-dimension"])(firstTile(d))],
  ["an unknown view", (d) => set("view", "iframe")(firstTile(d))],
  ["an unknown population", (d) => set("population", "everybody")(firstTile(d))],
  ["options of a chart library", (d) => set("option", { formatter: "function(){}" })(firstTile(d))],
  ["a row rule", (d) => set("where", "1=1")(firstTile(d))],
  ["a scope", set("scope", "everything")],
  ["a tile twice", (d) => void d.tiles.push(d.tiles[0])],
  ["no tiles", set("tiles", [])],
  ["a tile off the grid", (d) => set("at", { x: 11, y: 0, w: 5, h: 2 })(firstTile(d))],
  [
    "a control over nothing",
    (d) => void d.controls.push({ id: "x", kind: "choice", title: "x", dimension: "no-such" }),
  ],
  ["a control twice", (d) => void d.controls.push(d.controls[0])],
  ["a control nobody knows", (d) => set("listen", ["no-such-control"])(firstTile(d))],
  ["a map without regions", (d) => void d.tiles.push({ ...firstTile(d), id: "x", view: "map", by: [] })],
  ["a top of a million", (d) => set("top", { n: 1_000_000, others: true })(firstTile(d))],
  ["a privacy floor of zero", set("privacy", { minCount: 0 })],
  ["public without a privacy floor", (d) => set("audience", "public")(d)],
];

const firstOf = (members: Json): Json => members[Object.keys(members)[0] ?? ""];

const datasets: Edit[] = [
  ["a form that is not there", set("forms", ["no-such/form"])],
  ["a default that is not there", set("defaultPopulation", "nobody")],
  [
    "a field that is not there",
    (d) => set("source", [{ form: d.forms[0], field: "no_such_field" }])(firstOf(d.fields)),
  ],
  ["a table for a number", (d) => set("source", "accounts.password_hash")(firstOf(d.fields))],
  ["an unknown quantity", (d) => set("quantity", "votes")(firstOf(d.fields))],
  ["an unknown measure kind", (d) => set("kind", "sql")(firstOf(d.measures))],
  ["a measure of an unknown field", (d) => set("hostile", { kind: "sum", title: "x", field: "nowhere" })(d.measures)],
  ["an unknown dimension kind", (d) => set("kind", "account")(firstOf(d.dimensions))],
  [
    "a condition on nothing",
    (d) => set("hostile", { title: "x", where: [{ dimension: "nowhere", op: "in", values: ["x"] }] })(d.populations),
  ],
  [
    "a condition of an unknown kind",
    (d) => set("hostile", { title: "x", where: [{ dimension: "year", op: "like", values: ["%"] }] })(d.populations),
  ],
  [
    "30 fields",
    (d) =>
      void Object.assign(
        d.fields,
        Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f-${i}`, firstOf(d.fields)])),
      ),
  ],
  [
    "10 dimensions",
    (d) =>
      void Object.assign(
        d.dimensions,
        Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`d-${i}`, { kind: "year", title: "x" }])),
      ),
  ],
  ["a dimension called __proto__", (d) => set("__proto__", { kind: "year", title: "x" })(d.dimensions)],
];

const leafOf = (scheme: Json): Json => {
  let node = scheme.root;
  while (Array.isArray(node.children)) node = node.children[0];
  return node;
};
const scored = (score: unknown) => (s: Json) => set("score", score)(leafOf(s));
const computed = (id: string, expression: string) => (s: Json) =>
  void s.facts.push({ id, title: "x", type: "number", computed: expression });
const precondition = (assert: string) => (s: Json) =>
  void s.eligibility.push({ id: "hostile", assert, effect: "exclude", unknown: "fails", message: "x", basis: "x" });

const schemes: Edit[] = [
  ["a form that is not there", set("form", "no-such/form")],
  ["no facts", set("facts", [])],
  ["a fact twice", (s) => void s.facts.push(s.facts[0])],
  ["a fact of an unknown type", (s) => set("type", "blob")(s.facts[0])],
  ["a fact no field gives", (s) => void s.facts.push({ id: "no_such_field", title: "x", type: "number" })],
  [
    "a fact from code",
    (s) => void s.facts.push({ id: "hostile", title: "x", type: "number", from: "process.exit(1)" }),
  ],
  ["a fact of itself", computed("hostile", "hostile + 1.0")],
  [
    "two facts of each other",
    (s) => {
      computed("left", "right_side + 1.0")(s);
      computed("right_side", "left + 1.0")(s);
    },
  ],
  ["a precondition over nothing", precondition("nowhere > 1.0")],
  ["a precondition that yields a number", precondition("1.0 + 1.0")],
  ["a precondition with matches", precondition("'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')")],
  ["a precondition of 3,000 nodes", precondition(`${"1.0 + ".repeat(330)}1.0 > 0.0`)],
  ["an unknown method", scored({ kind: "eval", code: "1" })],
  ["no method", scored({})],
  ["a formula that does not parse", scored({ kind: "formula", points: "1.0 +", low: "0", high: "10" })],
  ["a formula without bounds", scored({ kind: "formula", points: "1.0" })],
  [
    "bands that overlap",
    (s) => {
      set("fact", s.facts.find(({ type }: Json) => type === "number")?.id ?? "x")(leafOf(s));
      scored({
        kind: "bands",
        bands: [
          { in: ">= 1", points: "1" },
          { in: ">= 2", points: "2" },
        ],
        otherwise: { points: "0" },
      })(s);
    },
  ],
  [
    "a band that is no range",
    scored({ kind: "bands", bands: [{ in: "^(a+)+$", points: "1" }], otherwise: { points: "0" } }),
  ],
  ["points that are no number", scored({ kind: "boolean", true: "NaN", false: "0" })],
  ["points of 40 digits", scored({ kind: "boolean", true: "9".repeat(40), false: "0" })],
  ["an unknown combination", (s) => set("combine", { kind: "concat" })(s.root)],
  ["a group of nobody", (s) => set("children", [])(s.root)],
  ["a node twice", (s) => void s.root.children.push(s.root.children[0])],
  ["a leaf of an unknown fact", (s) => set("fact", "nowhere")(leafOf(s))],
  ["a leaf without a word on what is missing", (s) => void delete leafOf(s).missing],
  ["a weight that is no number", (s) => set("weight", "half")(leafOf(s))],
  [
    "a tree 60 deep",
    (s) => {
      for (let i = 0; i < 60; i++)
        s.root = { id: `deep-${i}`, title: "x", basis: "x", combine: { kind: "sum" }, children: [s.root] };
    },
  ],
  ["an unknown way to rank", (s) => set("ties", "random")(s.outcome.rank)],
  ["an unknown rule of the outcome", (s) => void s.outcome.rules.push({ kind: "bribe" })],
  ["an unknown rounding", (s) => set("rounding", "up-a-bit")(s.numeric.total)],
];

const byKind: [RegExp, Edit[]][] = [
  [/\.form\.json$/, forms],
  [/\.workflow\.json$/, workflows],
  [/\.programme\.json$/, programmes],
  [/\.dashboard\.json$/, dashboards],
  [/\.scheme\.json$/, schemes],
  [/\.dataset\.json$/, datasets],
];

/** Every hostile definition: for each document of a sound bundle, what is wrong with any kind and with its own. */
export function hostileDefinitions(sound: Documents, more: readonly [RegExp, Edit[]][] = []): HostileDefinition[] {
  return Object.entries(sound).flatMap(([path, document]) => {
    const own = [...byKind, ...more].filter(([pattern]) => pattern.test(path)).flatMap(([, edits]) => edits);
    if (own.length === 0) return [];
    return [...anyKind, ...withoutMembers(document), ...own].map(([name, edit]) => ({
      name: `${path.split("/").at(-1)}: ${name}`,
      path,
      document: edited(document, edit),
    }));
  });
}
