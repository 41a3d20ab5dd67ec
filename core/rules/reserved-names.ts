/** Names an expression cannot use for a variable or column: CEL keeps them for itself, or they name object plumbing. */

const KEYWORDS =
  "in true false null as break const continue else for function if import let loop package namespace return var void while";
const TYPE_NAMES = "cel int uint double string bool list map type bytes optional google null_type";
const PLUMBING = "constructor prototype hasownproperty tostring valueof __proto__";
/** Variables every form's expressions have besides its fields, and the roots of the pointers to evidence and attached forms. */
const AMBIENT = "today report_year evidence attached";

const forColumns = new Set(`${KEYWORDS} ${PLUMBING}`.split(" "));
const forVariables = new Set(`${KEYWORDS} ${TYPE_NAMES} ${PLUMBING} ${AMBIENT}`.split(" "));

/** True for a name that no field may have. */
export function isReservedName(name: string): boolean {
  return forVariables.has(name);
}

/** True for a name that no column of a table may have. */
export function isReservedColumn(name: string): boolean {
  return forColumns.has(name);
}
