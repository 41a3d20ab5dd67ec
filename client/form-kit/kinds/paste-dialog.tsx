import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Checkbox, Field, TextArea } from "../../ui/field.tsx";
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
      <Field label={t("table.pasteLabel")} hint={t("table.pasteHint")}>
        {(control) => <TextArea {...control} rows={8} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Checkbox checked={replace} onChange={(event) => setReplace(event.target.checked)}>
        {t("table.pasteReplace")}
      </Checkbox>
    </Dialog>
  );
}
