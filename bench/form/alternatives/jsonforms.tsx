import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
import { useLayoutEffect, useMemo, useState } from "react";
import { noteShown } from "../page/bench-window.ts";
import type { PlainField } from "../plain-fields.ts";
import { jsonSchema } from "./json-schema.ts";

/** JSON Forms with its lightest renderers. */
export function Whole({ fields, start }: { fields: PlainField[]; start: number }) {
  const schema = useMemo(() => jsonSchema(fields), [fields]);
  const [data, setData] = useState({});
  useLayoutEffect(() => noteShown(start), [start]);
  return (
    <JsonForms
      schema={schema}
      data={data}
      renderers={vanillaRenderers}
      cells={vanillaCells}
      onChange={(event) => setData(event.data)}
    />
  );
}
