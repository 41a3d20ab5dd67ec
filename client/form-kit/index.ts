/** What features use of the form kit. */
export { AnswerStore, type Answers, type Evaluation } from "./answer-store.ts";
export { type Engine, fieldOfPointer, makeEngine, todayInChina } from "./engine.ts";
export { ErrorSummary, focusPointer } from "./error-summary.tsx";
export { controlId, FormProvider, type FormShared } from "./form-context.ts";
export { OfferBook, offersNow, takeOffers } from "./offer-book.ts";
export { SectionForm } from "./section-form.tsx";
