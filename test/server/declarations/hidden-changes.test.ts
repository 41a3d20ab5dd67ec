import { describe, expect, it } from "vitest";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { hiddenChanges } from "../../../server/modules/declarations/hidden-changes.ts";

const phone = { type: "string", "x-sensitive": "phone" };
const form = {
  schema: {
    properties: {
      phone,
      name: { type: "string" },
      people: { type: "array", items: { type: "object", properties: { name: { type: "string" }, phone } } },
    },
  },
} as unknown as FormDocument;

const a = { name: "甲", phone: "13800000001" };
const b = { name: "乙", phone: "13900000002" };
const secretly = (person: typeof a) => ({ ...person, phone: person.phone.replace("0000", "9999") });
const people = (before: object[], now: object[]) => hiddenChanges(form, { people: before }, { people: now });

describe("what changed behind a mask", () => {
  it("is a value whose mask is the same, and none whose mask says it or that nobody masks", () => {
    expect(hiddenChanges(form, { phone: a.phone, name: "x" }, { phone: secretly(a).phone, name: "y" })).toEqual([
      "/phone",
    ]);
    expect(hiddenChanges(form, { phone: a.phone }, { phone: b.phone })).toEqual([]);
    expect(hiddenChanges(form, { phone: a.phone }, {})).toEqual([]);
  });

  it("is a cell of its row, in its place, moved, and beside rows that were added or taken away", () => {
    expect(people([a, b], [a, secretly(b)])).toEqual(["/people/1/phone"]);
    expect(people([a, b], [secretly(b), a])).toEqual(["/people/0/phone"]);
    expect(people([a, b], [secretly(b)])).toEqual(["/people/0/phone"]);
    expect(people([b], [a, secretly(b)])).toEqual(["/people/1/phone"]);
    // The rest of the row says something changed; the number would still be taken for the old one.
    expect(people([a, b], [a, { ...secretly(b), name: "丙" }])).toEqual(["/people/1/phone"]);
  });

  it("is no row that only moved, nor one that was there twice", () => {
    expect(people([a, b], [b, a])).toEqual([]);
    expect(people([a, a], [a])).toEqual([]);
    expect(people([], [a])).toEqual([]);
  });
});
