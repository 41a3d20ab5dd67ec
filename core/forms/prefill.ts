import type { LocalText } from "../problems/finding.ts";
import { isBlankValue } from "../rules/expression.ts";
import type { FormCatalogue } from "./catalogue-document.ts";
import { checkValue } from "./check-value.ts";
import type { CompiledField, CompiledForm } from "./compile-form.ts";
import { convertUnit } from "./convert-unit.ts";
import { titleOf } from "./field-kinds.ts";
import type { FormDocument } from "./form-document.ts";
import type { Answers } from "./form-state.ts";

/**
 * What an applicant has said before and may say again. An offer is only shown; a person takes it. Nothing is guessed:
 * where two earlier answers could be meant, none is offered.
 */

/** A submitted declaration of the same applicant. Anybody else's must not be given. */
export interface EarlierDeclaration {
  /** Its form with the years of its round resolved. */
  form: FormDocument;
  answers: Answers;
  title: LocalText;
  submittedAt: string;
}

export interface PrefillSources {
  declarations: readonly EarlierDeclaration[];
  /** What the organisation keeps for its forms, by field id. */
  profile?: Readonly<Record<string, unknown>>;
  /** For units that differ between two forms. Without it only equal units agree. */
  units?: FormCatalogue["units"];
}

/** Where an offered value was said. `field` is the id it had there; a profile has no title and no year. */
export type OfferSource =
  | { kind: "declaration"; title: LocalText; year: number; field: string; fieldTitle: LocalText }
  | { kind: "profile"; field: string };

export interface Offer {
  field: string;
  /** In the unit of the field it is offered to. */
  value: unknown;
  unit: string | null;
  source: OfferSource;
}

/**
 * At most one earlier value for each field a person fills in, in the paper's order: of the same form (the same field
 * where no year is meant; else the field that measured the same in the same period, so last year's 本年 becomes this
 * year's 上年), else of another form (same indicator, same year, units converted), else of the profile (same id).
 * The newest submission goes first. A value the field would not take is not offered.
 * @param form compiled with its years resolved
 */
export function listOffers(form: CompiledForm, sources: PrefillSources): Offer[] {
  const newestFirst = [...sources.declarations].sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
  const sameForm = newestFirst.filter((one) => one.form.id === form.document.id);
  const others = newestFirst.filter((one) => one.form.id !== form.document.id);
  const places = [...sameForm, ...others];
  return [...form.fields.values()].flatMap((field) => {
    if (field.calculate !== undefined) return [];
    for (const earlier of places) {
      const offer = offerOf(field, form.document, earlier, sources.units);
      if (offer !== undefined) return [offer];
    }
    const kept = ownValue(sources.profile, field.id);
    if (isBlankValue(kept) || !fits(field, kept)) return [];
    return [{ field: field.id, value: kept, unit: unitOf(field), source: { kind: "profile", field: field.id } }];
  });
}

/** The offers that would overwrite nothing: those of fields that are shown, may be written and are blank. */
export function openOffers(
  offers: readonly Offer[],
  answers: Answers,
  mayWrite: (field: string) => boolean,
): readonly Offer[] {
  return offers.filter(({ field }) => isBlankValue(answers[field]) && mayWrite(field));
}

function offerOf(
  field: CompiledField,
  document: FormDocument,
  earlier: EarlierDeclaration,
  units: FormCatalogue["units"] | undefined,
): Offer | undefined {
  const from = sourceField(field, document, earlier);
  if (from === undefined) return undefined;
  const schema = earlier.form.schema.properties[from];
  if (schema === undefined) return undefined;
  const value = inUnit(ownValue(earlier.answers, from), schema["x-unit"], field.schema["x-unit"], units);
  if (isBlankValue(value) || !fits(field, value)) return undefined;
  return {
    field: field.id,
    value,
    unit: unitOf(field),
    source: {
      kind: "declaration",
      title: earlier.title,
      year: earlier.form.reportYear,
      field: from,
      fieldTitle: titleOf(schema),
    },
  };
}

/** The one field of an earlier declaration that says what this field asks. */
function sourceField(field: CompiledField, document: FormDocument, earlier: EarlierDeclaration): string | undefined {
  const isSameForm = earlier.form.id === document.id;
  if (isSameForm && meansTheSame(field, document, earlier.form)) return field.id;
  const indicator = field.schema["x-indicator"];
  const period = periodOf(field.schema, document);
  const stem = stemOf(field.id);
  const candidates = Object.entries(earlier.form.schema.properties).filter(([id, schema]) => {
    if (schema.type === "array" || periodOf(schema, earlier.form) !== period) return false;
    if (isBlankValue(ownValue(earlier.answers, id))) return false;
    if (indicator !== undefined) return schema["x-indicator"] === indicator;
    // Without an indicator, only the pair a form itself has for two years of one figure.
    return (
      isSameForm && field.schema["x-period"] !== undefined && schema["x-period"] !== undefined && stemOf(id) === stem
    );
  });
  const alike = candidates.length === 1 ? candidates : candidates.filter(([id]) => stemOf(id) === stem);
  return alike.length === 1 ? alike[0]?.[0] : undefined;
}

/**
 * A printed title that means the year without naming it: an answer such as 年度内未发生事故 is given anew each year.
 */
const RELATIVE_YEAR = /年度|[上去本今当]年|上一年|近.{1,2}年/;

/** The same field asked again, and no year in it: its period and its printed title are what they were. */
function meansTheSame(field: CompiledField, document: FormDocument, earlier: FormDocument): boolean {
  const before = Object.hasOwn(earlier.schema.properties, field.id) ? earlier.schema.properties[field.id] : undefined;
  if (before === undefined || before.title !== field.schema.title) return false;
  const period = field.schema["x-period"];
  const isAboutTheYear = period === "period" || RELATIVE_YEAR.test(field.schema.title);
  if (isAboutTheYear && document.reportYear !== earlier.reportYear) return false;
  return before["x-period"] === period;
}

/** A blank without a period of its own is about the report year; the state at the end of a year is that year's. */
function periodOf(schema: { "x-period"?: string }, { reportYear }: FormDocument): string {
  const period = schema["x-period"] ?? String(reportYear);
  if (period === "period") return `period of ${reportYear}`;
  return period.replace(/^asof-/, "");
}

/** `turnover_previous` and `turnover_current` are one figure of two years. */
function stemOf(id: string): string {
  return id.replace(/_(previous|prev|current)$/, "");
}

function inUnit(
  value: unknown,
  from: string | undefined,
  to: string | undefined,
  units: FormCatalogue["units"] | undefined,
): unknown {
  if (from === to) return value;
  const source = from === undefined ? undefined : units?.get(from);
  const target = to === undefined ? undefined : units?.get(to);
  if (typeof value !== "number" || source === undefined || target === undefined) return undefined;
  const converted = convertUnit(value, source, target);
  // 15 digits are what a decimal survives the two factors with.
  return converted === undefined ? undefined : Number(converted.toPrecision(15));
}

function fits(field: CompiledField, value: unknown): boolean {
  return checkValue(field, value, "draft").length === 0;
}

function unitOf(field: CompiledField): string | null {
  return field.schema["x-unit"] ?? null;
}

function ownValue(values: Readonly<Record<string, unknown>> | undefined, id: string): unknown {
  return values !== undefined && Object.hasOwn(values, id) ? values[id] : undefined;
}
