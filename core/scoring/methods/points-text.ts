import { type Static, Type } from "@sinclair/typebox";
import { type LocalText, toLocalText } from "../../problems/finding.ts";
import { TextDocument } from "../../problems/text-document.ts";
import { decimal, type Exact, formatExact } from "../exact.ts";
import type { Entry } from "../leaf-scores.ts";
import { Decimal } from "../scheme-document.ts";

export function pointsText(points: Exact): LocalText {
  return { zh: `${formatExact(points)} 分`, en: `${formatExact(points)} points` };
}

/** What no line of a rule covers; a `flag` says on the result that the document is silent there. */
export const Otherwise = Type.Object(
  { points: Decimal, flag: Type.Optional(TextDocument) },
  { additionalProperties: false },
);

export function otherwiseEntry(otherwise: Static<typeof Otherwise>): Entry {
  const points = decimal(otherwise.points);
  const entry = {
    points,
    line: 0,
    rule: { zh: `其余情形 → ${pointsText(points).zh}`, en: `otherwise → ${pointsText(points).en}` },
  };
  return otherwise.flag === undefined ? entry : { ...entry, flag: toLocalText(otherwise.flag) };
}
