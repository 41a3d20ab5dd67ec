import type { FormDocument, LayoutItem, Section } from "./form-document.ts";

/** Reads the layout: which field stands where, in the paper's order. */

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The field ids a layout item places, in order. A sentence places each of its blanks. */
export function fieldsOfItem(item: LayoutItem): string[] {
  if ("field" in item) return [item.field];
  return "sentence" in item ? blanksOf(item.sentence) : [];
}

/** The field ids of the blanks in a wording, in order. */
export function blanksOf(wording: string): string[] {
  return Array.from(wording.matchAll(PLACEHOLDER), (match) => (match[1] ?? "").trim());
}

/** The field ids of a section, in order. */
export function fieldsOfSection(section: Section): string[] {
  return section.items.flatMap(fieldsOfItem);
}

/** Splits a sentence into its words and its blanks, in order: what a view renders. */
export function sentenceParts(sentence: string): ({ text: string } | { field: string })[] {
  const parts: ({ text: string } | { field: string })[] = [];
  let at = 0;
  for (const match of sentence.matchAll(PLACEHOLDER)) {
    if (match.index > at) parts.push({ text: sentence.slice(at, match.index) });
    parts.push({ field: (match[1] ?? "").trim() });
    at = match.index + match[0].length;
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at) });
  return parts;
}

/** Field ids in layout order with the section each stands in. */
export function placements(document: FormDocument): Map<string, Section> {
  const places = new Map<string, Section>();
  for (const section of document.layout.sections)
    for (const field of fieldsOfSection(section)) if (!places.has(field)) places.set(field, section);
  return places;
}
