import type { FormDocument } from "../forms/form-document.ts";

/** Where a form says a field stands: its row of the paper, and whether under the field before it. */
export interface RowPlace {
  row: number;
  isBelow?: boolean;
}

export function placeInRows(form: FormDocument, id: string): RowPlace | undefined {
  for (const [row, places] of (form.print?.rows ?? []).entries()) {
    for (const place of places) {
      if (place === id) return { row };
      if (Array.isArray(place) && place.includes(id)) return { row, isBelow: place[0] !== id };
    }
  }
  return undefined;
}
