import { Type } from "@sinclair/typebox";

/** Field ids are CEL identifiers. */
export const FieldId = Type.String({ pattern: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", maxLength: 64 });
export const CodeId = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 64 });
