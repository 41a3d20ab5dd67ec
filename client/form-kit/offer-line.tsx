import { useSyncExternalStore } from "react";
import { answerText, isBlankAnswer } from "../../core/forms/answer-text.ts";
import { titleOf } from "../../core/forms/field-kinds.ts";
import { Button } from "../ui/button.tsx";
import { useLocale } from "../ui/i18n.ts";
import { focusPointer } from "./error-summary.tsx";
import { useAnswer, useFieldState, useFormShared, useLocked } from "./form-context.ts";
import { OfferBook, takeOffers } from "./offer-book.ts";
import { useFormText } from "./text.ts";

const noOffers = new OfferBook();

/** So much of a long text says which one it is. */
const shownLength = 60;

/** Beside a blank field: what was said before, where, and the button that takes it. */
export function OfferLine({ field }: { field: string }) {
  const t = useFormText();
  const locale = useLocale();
  const { store, fields, editable, offers = noOffers, reportYear } = useFormShared();
  const offer = useSyncExternalStore(offers.subscribe, () => offers.of(field));
  const answer = useAnswer(field);
  const { visible } = useFieldState(field);
  const locked = useLocked(field);
  const schema = fields[field];
  if (!offer || !schema || !visible || locked || !isBlankAnswer(answer)) return null;
  const whole = schema["x-sensitive"] ? t("offer.hidden") : answerText(schema, offer.value, locale);
  const value = whole.length > shownLength ? `${whole.slice(0, shownLength)}…` : whole;
  const title = titleOf(schema)[locale];
  const { source } = offer;
  const said =
    source.kind === "profile"
      ? t("offer.profile", { value })
      : source.year === (reportYear ?? 0) - 1
        ? t("offer.lastYear", { value })
        : t("offer.ofYear", { year: source.year, value });
  return (
    <div className="sb-fk-offer">
      <span>{said}</span>
      <Button
        size="small"
        tone="text"
        aria-label={t("offer.takeNamed", { title, value })}
        onClick={() => {
          takeOffers(offers, store, new Set([field]), editable);
          // The button goes; the field that has the answer now takes the focus.
          focusPointer(`/${field}`);
        }}
      >
        {t("offer.take")}
      </Button>
      {source.kind === "declaration" && (
        <span className="sb-muted">
          {t("offer.from", { title: source.title[locale], field: source.fieldTitle[locale] })}
        </span>
      )}
    </div>
  );
}
