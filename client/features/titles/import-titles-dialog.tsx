import { useState } from "react";
import type { RecordedTitles, TitleRules } from "../../../core/contracts/titles.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Alert } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled, listed } from "../../ui/punctuation.ts";
import { ProgrammeField } from "./record-title-dialog.tsx";
import { useTitlesText } from "./text.ts";
import { readTitleFile, type SheetOfTitles, templateHeader } from "./title-sheet.ts";

/** Takes a sheet of titles in: read here, judged by the server, all of it or none. */
export function ImportTitlesDialog({
  programmes,
  onClose,
  onImported,
}: {
  programmes: TitleRules["programmes"];
  onClose: () => void;
  onImported: (count: number) => void;
}) {
  const t = useTitlesText();
  const [programmeId, setProgrammeId] = useState(programmes[0]?.id ?? "");
  const [sheet, setSheet] = useState<SheetOfTitles | "unreadable" | null>(null);
  const [isStale, setStale] = useState(false);
  const command = useOnce();
  // What was refused was another file.
  const problem = isStale ? null : command.problem;
  const rows = sheet !== null && sheet !== "unreadable" && "titles" in sheet ? sheet : null;
  const read = async (file: File | undefined) => {
    setStale(true);
    if (file === undefined) return setSheet(null);
    setSheet(await readTitleFile(file).catch(() => "unreadable" as const));
  };
  const rowErrors = rows !== null && problem !== null && problem.findings.length > 0 ? problem : null;
  const send = async () => {
    if (rows === null) return;
    setStale(false);
    const body = { programmeId, titles: rows.titles };
    const done = await command.run((idempotencyKey) => post<RecordedTitles>("/api/titles", body, { idempotencyKey }));
    if (done) onImported(done.items.length);
  };
  return (
    <FormDialog
      shape="wide"
      title={t("import.title")}
      submitText={t("import.save")}
      ready={rows !== null && rows.titles.length > 0}
      busy={command.busy}
      problem={rowErrors ? null : problem}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <p>{t("import.lead")}</p>
      <p>
        <a
          className="sb-button sb-button--text"
          download="titles.csv"
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${templateHeader.join(",")}\n`)}`}
        >
          {t("import.template")}
        </a>
      </p>
      <ProgrammeField programmes={programmes} value={programmeId} onChange={setProgrammeId} />
      <Field label={t("import.file")} required>
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".xlsx,.csv"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        )}
      </Field>
      <SheetState sheet={sheet} />
      {rowErrors && rows && <RowErrors findings={rowErrors.findings} lines={rows.lines} title={rowErrors.text} />}
    </FormDialog>
  );
}

function SheetState({ sheet }: { sheet: SheetOfTitles | "unreadable" | null }) {
  const t = useTitlesText();
  if (sheet === null) return null;
  if (sheet === "unreadable")
    return (
      <Alert tone="bad" live="assertive">
        {t("import.unreadable")}
      </Alert>
    );
  if ("titles" in sheet)
    return (
      <Alert tone={sheet.titles.length > 0 ? "info" : "warn"} live="polite">
        {sheet.titles.length > 0 ? t("import.read", { count: sheet.titles.length }) : t("import.empty")}
      </Alert>
    );
  return (
    <Alert tone="bad" live="assertive">
      {sheet.missing.length > 0 && <p>{t("import.missingColumns", { columns: listed(sheet.missing) })}</p>}
      {sheet.unknown.length > 0 && <p>{t("import.unknownColumns", { columns: listed(sheet.unknown) })}</p>}
    </Alert>
  );
}

/** Every wrong cell with the row of the sheet it stands in. */
function RowErrors({
  findings,
  lines,
  title,
}: {
  findings: readonly Finding[];
  lines: readonly number[];
  title: Finding["message"];
}) {
  const t = useTitlesText();
  const locale = useLocale();
  return (
    <Alert tone="bad" live="assertive" title={title[locale]}>
      <ul>
        {findings.map(({ pointer, code, message }) => {
          const line = lines[Number(pointer.split("/")[2])];
          return (
            <li key={`${pointer} ${code}`}>
              {line !== undefined && labelled(t("import.line", { line }), "")}
              {message[locale]}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
