import { type Schema, Validator } from "@cfworker/json-schema";
import type { RJSFSchema, ValidationData, ValidatorType } from "@rjsf/utils";

/**
 * The validator rjsf asks for, over the interpreting `@cfworker/json-schema`: ajv compiles with `new Function`, which the
 * content policy forbids (and rjsf then drops conditional fields in silence). rjsf uses it only to choose between
 * sub-schemas; answers are judged by `core/forms` alone.
 */
const compiled = new WeakMap<object, Validator>();

function validatorOf(schema: RJSFSchema): Validator {
  const known = compiled.get(schema);
  if (known) return known;
  const made = new Validator(schema as Schema, "7", false);
  compiled.set(schema, made);
  return made;
}

export const interpretingValidator: ValidatorType = {
  isValid: (schema, formData) => validatorOf(schema).validate(formData).valid,
  rawValidation: (schema, formData) => {
    const { valid, errors } = validatorOf(schema).validate(formData);
    return valid ? {} : { errors: errors as never[] };
  },
  validateFormData: (formData, schema): ValidationData<unknown> => {
    const { errors } = validatorOf(schema).validate(formData);
    return {
      errors: errors.map((error) => ({ stack: error.error, message: error.error, property: error.instanceLocation })),
      errorSchema: {},
    };
  },
};
