import { type FormEvent, useState } from "react";
import type { Documents } from "../../../core/editions/document-paths.ts";
import { STARTER_KINDS, type StarterKind, starterDocument } from "../../../core/editions/starter-documents.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { useStudioText } from "./text.ts";

const NAME = "[a-z0-9]+(-[a-z0-9]+)*";

/** Adds a document of a kind by its name; it begins as one that works, or as the workflow that is there. */
export function AddDocument({
  documents,
  programmeId,
  onAdd,
}: {
  documents: Documents;
  programmeId: string;
  onAdd: (path: string, content: unknown) => void;
}) {
  const t = useStudioText();
  const [kind, setKind] = useState<StarterKind>("form");
  const [name, setName] = useState("");
  const made = name.match(`^${NAME}$`) ? starterDocument(documents, kind, programmeId, name) : null;
  const isTaken = made !== null && Object.hasOwn(documents, made.path);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (made === null || isTaken) return;
    onAdd(made.path, made.content);
    setName("");
  };
  return (
    <form onSubmit={add}>
      <SelectField
        label={t("editor.newKind")}
        value={kind}
        onChange={(value) => setKind(value as StarterKind)}
        options={STARTER_KINDS.map((each) => ({ value: each, label: t(`documents.${each}`) }))}
      />
      <TextField
        label={t("editor.newName")}
        hint={t("editor.newNameHint")}
        error={isTaken ? t("editor.newTaken") : undefined}
        pattern={NAME}
        maxLength={64}
        value={name}
        onChange={setName}
      />
      <Button size="small" type="submit" disabled={made === null || isTaken}>
        {t("editor.newFile")}
      </Button>
    </form>
  );
}
