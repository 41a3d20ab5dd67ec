import type { ComponentType } from "react";
import type { FieldSchema } from "../../../core/forms/form-document.ts";

/** What every field component is given. Its answer and state come from the store. */
export interface KindProps {
  field: string;
  schema: FieldSchema;
}

/** One kind of field. The flat list is `kinds.ts`; shared code asks for the properties, never for the name. */
export interface Kind {
  id: string;
  matches: (schema: FieldSchema) => boolean;
  Component: ComponentType<KindProps>;
  /** `control`: a `<label>` names one input. `group`: a legend names several. */
  labelled: "control" | "group";
  /** May stand as a blank inside a sentence. */
  inline: boolean;
}
