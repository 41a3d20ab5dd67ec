import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { useUiText } from "../../ui/text.ts";
import { useFormText } from "../text.ts";

/** Takes cells copied in a spreadsheet. Pasting into a cell works too; this is the way that can be found. */
export function PasteDialog({
  open,
  onClose,
  onApply,
}: {
  open: boolean;
  onClose: () => void;
  onApply: (text: string, replace: boolean) => void;
}) {
  const t = useFormText();
  const ui = useUiText();
  const [text, setText] = useState("");
  const [replace, setReplace] = useState(false);
  return (
    <Dialog
      open={open}
      title={t("table.paste")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            tone="primary"
            disabled={text.trim() === ""}
            onClick={() => {
              onApply(text, replace);
              setText("");
            }}
          >
            {t("table.pasteApply")}
          </Button>
        </>
      }
    >
      <TextAreaField
        label={t("table.pasteLabel")}
        hint={t("table.pasteHint")}
        rows={8}
        value={text}
        onChange={setText}
      />
      <Checkbox checked={replace} onChange={(event) => setReplace(event.target.checked)}>
        {t("table.pasteReplace")}
      </Checkbox>
    </Dialog>
  );
}
