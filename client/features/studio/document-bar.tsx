import { useState } from "react";
import { locateDocument } from "../../../core/editions/document-paths.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { useStudioText } from "./text.ts";

/** Which document is open, and taking it out of the draft; the programme itself stays. */
export function DocumentBar({ path, onRemove }: { path: string; onRemove: () => void }) {
  const t = useStudioText();
  const [asking, setAsking] = useState(false);
  return (
    <div className="studio-document">
      <code>{path}</code>
      {locateDocument(path)?.kind !== "programme" && (
        <Button size="small" tone="text" onClick={() => setAsking(true)}>
          {t("editor.remove")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={t("editor.remove")}
        confirmText={t("editor.remove")}
        onConfirm={() => {
          setAsking(false);
          onRemove();
        }}
        onCancel={() => setAsking(false)}
      >
        {t("editor.removeAsk", { path })}
      </ConfirmDialog>
    </div>
  );
}
