import type { AttachedItem } from "../../../core/contracts/attached.ts";
import type { Flag } from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { type Place, placeOfPointer, titleOfPlace } from "./places.ts";
import { useReviewText } from "./text.ts";

/** Everything that is to be mended, in one list that leads to each item. */
export function OpenFlags({
  form,
  flags,
  attached,
  onGo,
}: {
  form: FormDocument;
  attached: readonly AttachedItem[];
  flags: readonly Flag[];
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const open = flags.filter((flag) => !flag.resolvedAt);
  if (open.length === 0) return null;
  return (
    <Panel title={t("record.openFlagsCount", { count: open.length })} id="open-flags">
      <ul className="review-files">
        {open.map((flag) => {
          const place = placeOfPointer(flag.pointer);
          return (
            <li key={flag.id}>
              <Button size="small" tone="text" onClick={() => onGo(place)}>
                {place.kind === "attached"
                  ? (attached.find((item) => item.attached === place.id)?.title[locale] ?? flag.pointer)
                  : (titleOfPlace(form, place, locale) ?? flag.pointer)}
              </Button>
              <div>{flag.message}</div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
