import type { PlainField } from "../plain-fields.ts";
import { WholeSurvey } from "./survey.tsx";

/** SurveyJS as it comes: an answer counts when its field is left. */
export function Whole(props: { fields: PlainField[]; start: number }) {
  return <WholeSurvey {...props} textUpdateMode="onBlur" />;
}
