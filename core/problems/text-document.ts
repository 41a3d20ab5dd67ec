import { Type } from "@sinclair/typebox";

/** Authored text in a document: Chinese, or Chinese with English beside it. */
export const TextDocument = Type.Union([
  Type.String({ minLength: 1, maxLength: 4000 }),
  Type.Object(
    { zh: Type.String({ minLength: 1, maxLength: 4000 }), en: Type.Optional(Type.String({ maxLength: 8000 })) },
    { additionalProperties: false },
  ),
]);
