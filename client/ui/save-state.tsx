import type { LocalText } from "../../core/problems/finding.ts";
import { Button } from "./button.tsx";
import { Tag } from "./display.tsx";
import { formatInstant } from "./format.ts";
import { useLocale } from "./i18n.ts";
import { useUiText } from "./text.ts";

/** Where typed work is: on the server, on its way, or on this device. */
type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "unsaved" | "saving" | "held" }
  | { kind: "waiting"; offline: boolean }
  | { kind: "refused"; problem: { text: LocalText } };

/** Says where typed work is, and offers another try where it is stuck. */
export function SaveStateNote({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const t = useUiText();
  const locale = useLocale();
  const words = () => {
    switch (state.kind) {
      case "saved":
        return state.at ? t("savedAt", { time: formatInstant(state.at, locale).slice(-5) }) : t("saved");
      case "waiting":
        return t(state.offline ? "savingOffline" : "savingLater");
      case "refused":
        return t("notSaved", { why: state.problem.text[locale] });
      default:
        return t(state.kind);
    }
  };
  const stuck = state.kind === "waiting" || state.kind === "refused";
  const tone = state.kind === "saved" ? "ok" : stuck || state.kind === "held" ? "warn" : "neutral";
  return (
    <>
      <span role="status" data-save-state={state.kind}>
        <Tag tone={tone}>{words()}</Tag>
      </span>
      {stuck && (
        <Button size="small" onClick={onRetry}>
          {t("saveNow")}
        </Button>
      )}
    </>
  );
}
