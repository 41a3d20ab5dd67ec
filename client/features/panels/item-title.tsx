import type { LocalText } from "../../../core/problems/finding.ts";
import { useLocale } from "../../ui/i18n.ts";

/** An item with the groups it stands in: two groups may have items of the same title. */
export function ItemTitle({ item }: { item: { title: LocalText; path: readonly LocalText[] } }) {
  const locale = useLocale();
  return (
    <>
      {item.title[locale]}
      {item.path.length > 0 && (
        <span className="sb-muted sb-small sb-pn-path">{item.path.map((group) => group[locale]).join(" › ")}</span>
      )}
    </>
  );
}
