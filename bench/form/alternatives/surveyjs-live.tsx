import type { PlainField } from "../plain-fields.ts";
import { WholeSurvey } from "./survey.tsx";

/** SurveyJS with answers at every key. */
export function Whole(props: { fields: PlainField[]; start: number }) {
  return <WholeSurvey {...props} textUpdateMode="onTyping" />;
}
