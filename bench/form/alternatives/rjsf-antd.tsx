import Form from "@rjsf/antd";
import validator from "@rjsf/validator-ajv8";
import { useLayoutEffect, useMemo, useState } from "react";
import { noteShown } from "../page/bench-window.ts";
import type { PlainField } from "../plain-fields.ts";
import { jsonSchema } from "./json-schema.ts";

/** rjsf with its antd theme and its usual validator, not live. */
export function Whole({ fields, start }: { fields: PlainField[]; start: number }) {
  const schema = useMemo(() => jsonSchema(fields), [fields]);
  const [data, setData] = useState({});
  useLayoutEffect(() => noteShown(start), [start]);
  return <Form schema={schema} validator={validator} formData={data} onChange={(event) => setData(event.formData)} />;
}
