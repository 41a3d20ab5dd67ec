import { useRef, useState } from "react";
import type { RecordedTitles, TitleRules } from "../../../core/contracts/titles.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const rows = sheet !== null && sheet !== "unreadable" && "titles" in sheet ? sheet : null;
  const read = async (file: File | undefined) => {
    setProblem(null);
    if (file === undefined) return setSheet(null);
    setSheet(await readTitleFile(file).catch(() => "unreadable" as const));
  };
  const send = async () => {
    if (rows === null) return;
    setBusy(true);
    setProblem(null);
    try {
      const body = { programmeId, titles: rows.titles };
      const { items } = await post<RecordedTitles>("/api/titles", body, { idempotencyKey: key.current });
      onImported(items.length);
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      shape="wide"
      title={t("import.title")}
      onClose={onClose}
      footer={
        <Button tone="primary" busy={busy} disabled={!rows?.titles.length} onClick={() => void send()}>
          {t("import.save")}
        </Button>
      }
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
      {problem && (problem.findings.length === 0 || rows === null) && <ProblemAlert problem={problem} />}
      {problem && problem.findings.length > 0 && rows !== null && (
        <RowErrors findings={problem.findings} lines={rows.lines} title={problem.text} />
      )}
    </Dialog>
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
      {sheet.missing.length > 0 && <p>{t("import.missingColumns", { columns: sheet.missing.join("、") })}</p>}
      {sheet.unknown.length > 0 && <p>{t("import.unknownColumns", { columns: sheet.unknown.join("、") })}</p>}
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
              {line !== undefined && `${t("import.line", { line })}：`}
              {message[locale]}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
