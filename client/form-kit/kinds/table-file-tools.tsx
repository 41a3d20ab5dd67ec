import { useRef, useState } from "react";
import { type TableField, titleOf } from "../../../core/forms/field-kinds.ts";
import type { SheetReading } from "../../../core/forms/table-sheet.ts";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import type { Row } from "../table-model.ts";
import { useFormText } from "../text.ts";
import { ImportDialog } from "./import-dialog.tsx";

const TYPES = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A table out to an XLSX file and back in. What a file holds is shown before it replaces anything. */
export function TableFileTools({
  field,
  table,
  rows,
  locked,
  onImport,
}: {
  field: string;
  table: TableField;
  rows: readonly Row[];
  locked: boolean;
  onImport: (rows: readonly Row[], news: string) => void;
}) {
  const t = useFormText();
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<"export" | "template" | "import" | null>(null);
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState<{ name: string; reading: SheetReading | null } | null>(null);
  const title = titleOf(table)[locale];

  // The libraries are loaded when they are asked for; a line that breaks then is said, not thrown.
  const run = async (
    what: NonNullable<typeof busy>,
    work: (files: typeof import("./table-file.ts")) => Promise<void>,
  ): Promise<void> => {
    setBusy(what);
    setFailed(false);
    try {
      await work(await import("./table-file.ts"));
    } catch {
      setFailed(true);
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      {rows.length > 0 && (
        <Button
          size="small"
          busy={busy === "export"}
          onClick={() =>
            run("export", async ({ tableFile }) => saveAs(await tableFile(table, rows, locale), `${title}.xlsx`))
          }
        >
          {t("table.export")}
        </Button>
      )}
      {!locked && (
        <>
          <Button
            size="small"
            busy={busy === "template"}
            onClick={() =>
              run("template", async ({ templateFile }) => saveAs(await templateFile(table, locale), `${title}.xlsx`))
            }
          >
            {t("table.template")}
          </Button>
          <Button size="small" busy={busy === "import"} onClick={() => input.current?.click()}>
            {t("table.import")}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept={TYPES}
            aria-label={`${t("table.import")} ${title}`}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file, mended, may be chosen again.
              event.target.value = "";
              if (!file) return;
              void run("import", async ({ readTableFile }) =>
                setChosen({ name: file.name, reading: await readTableFile(field, table, file) }),
              );
            }}
          />
        </>
      )}
      {failed && (
        <span role="alert" className="sb-field__error">
          {t("table.fileFailed")}
        </span>
      )}
      <ImportDialog
        chosen={chosen}
        table={table}
        replaces={rows.length}
        onClose={() => setChosen(null)}
        onApply={({ name, reading }) => {
          setChosen(null);
          onImport(reading.rows, t("table.imported", { name, rows: reading.rows.length }));
        }}
      />
    </>
  );
}
