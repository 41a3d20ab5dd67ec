import { type TableField, titleOf } from "../../../core/forms/field-kinds.ts";
import type { SheetReading } from "../../../core/forms/table-sheet.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { useUiText } from "../../ui/text.ts";
import { useFormText } from "../text.ts";

/** So many findings are read before a file is mended. */
const SHOWN = 100;

type Read = { name: string; reading: SheetReading };

/** What a file holds and what is wrong with it, line by line, before it replaces the rows of a table. */
export function ImportDialog({
  chosen,
  table,
  replaces,
  onClose,
  onApply,
}: {
  chosen: { name: string; reading: SheetReading | null } | null;
  table: TableField;
  /** Rows that are there now. */
  replaces: number;
  onClose: () => void;
  onApply: (read: Read) => void;
}) {
  const t = useFormText();
  const ui = useUiText();
  const reading = chosen?.reading ?? null;
  return (
    <Dialog
      open={chosen !== null}
      title={t("table.importTitle", { name: chosen?.name ?? "" })}
      onClose={onClose}
      shape="wide"
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          {chosen && reading && !reading.isBlocked && (
            <Button tone="primary" onClick={() => onApply({ name: chosen.name, reading })}>
              {t("table.importApply", { rows: reading.rows.length })}
            </Button>
          )}
        </>
      }
    >
      {reading === null ? (
        <p>{t("table.importUnreadable")}</p>
      ) : (
        <ReadingSummary reading={reading} table={table} replaces={replaces} />
      )}
    </Dialog>
  );
}

function ReadingSummary({ reading, table, replaces }: { reading: SheetReading; table: TableField; replaces: number }) {
  const t = useFormText();
  const locale = useLocale();
  const { findings, rows, isBlocked } = reading;
  const errors = findings.filter(({ level }) => level === "error");
  const others = findings.filter(({ level }) => level !== "error");
  return (
    <>
      <p>{t("table.importFound", { rows: rows.length, errors: errors.length, warnings: others.length })}</p>
      {isBlocked ? (
        <p>{t("table.importBlocked")}</p>
      ) : (
        <>
          {replaces > 0 && <p>{t("table.importReplaces", { count: replaces })}</p>}
          {errors.length > 0 && <p>{t("table.importLater")}</p>}
        </>
      )}
      {findings.length > 0 && (
        <ul className="sb-fk-import">
          {[...errors, ...others].slice(0, SHOWN).map((finding) => (
            <li key={`${finding.pointer} ${finding.code} ${finding.message.zh}`}>
              <strong>{t(`findings.${finding.level}`)}</strong>{" "}
              <Place finding={finding} reading={reading} table={table} />
              {finding.message[locale]}
            </li>
          ))}
        </ul>
      )}
      {findings.length > SHOWN && <p>{t("table.importMore", { count: findings.length - SHOWN })}</p>}
    </>
  );
}

/** The line as the spreadsheet numbers it, and the column. */
function Place({ finding, reading, table }: { finding: Finding; reading: SheetReading; table: TableField }) {
  const t = useFormText();
  const locale = useLocale();
  const [, , row, column] = finding.pointer.split("/");
  const line = row === undefined ? undefined : reading.lines[Number(row)];
  if (line === undefined) return null;
  const schema = column === undefined ? undefined : table.items.properties[column];
  const place = t("table.importLine", { line });
  return labelled(schema === undefined ? place : `${place} · ${titleOf(schema)[locale]}`, "");
}
