import type { Flag } from "../../../core/contracts/declarations.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { useReviewText } from "./text.ts";

/** An open flag at its item: what is to be mended and who said so. */
export function FlagNote({
  flag,
  title,
  busy,
  onTakeBack,
}: {
  flag: Flag;
  title: string;
  busy: boolean;
  onTakeBack: ((flag: Flag) => void) | undefined;
}) {
  const t = useReviewText();
  const locale = useLocale();
  return (
    <div className="review-answer__note">
      <Tag tone="warn">{t("record.flagged")}</Tag> {flag.message}{" "}
      <span className="sb-muted">{flag.raisedBy[locale]}</span>
      {onTakeBack && (
        <Button
          size="small"
          tone="text"
          busy={busy}
          aria-label={labelled(t("record.unflag"), title)}
          onClick={() => onTakeBack(flag)}
        >
          {t("record.unflag")}
        </Button>
      )}
    </div>
  );
}
