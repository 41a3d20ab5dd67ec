import { useState } from "react";
import type { Documents, SampleScore } from "../../../core/contracts/studio.ts";
import { documentPath, documentsOfKind } from "../../../core/editions/document-paths.ts";
import { formOfGolden } from "../../../core/editions/golden-case.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextAreaField, TextField } from "../../ui/labelled-controls.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { useStudioText } from "./text.ts";

interface Golden {
  title?: LocalText;
  year?: number;
  answers?: unknown;
  expect?: { findings?: unknown[] };
}

/** Golden cases of the form, as a start; those without findings stand first. */
function samplesOf(documents: Documents, form: string | undefined): { path: string; golden: Golden }[] {
  const samples = documentsOfKind(documents, "golden")
    .filter(({ id }) => formOfGolden(id, `${id.split("/")[0]}/declaration`) === form)
    .map(({ path, content }) => ({ path, golden: (content ?? {}) as Golden }));
  const isSound = ({ golden }: { golden: Golden }) => golden.expect?.findings?.length === 0;
  return [...samples.filter(isSound), ...samples.filter((sample) => !isSound(sample))];
}

function textOf(golden: Golden | undefined): string {
  return JSON.stringify(golden?.answers ?? {}, null, 2);
}

/** Report year the form is written for. */
function yearOf(documents: Documents, form: string | undefined): number {
  const document = documents[documentPath("form", form ?? "")] as { reportYear?: unknown } | null | undefined;
  const year = document?.reportYear;
  return typeof year === "number" ? year : new Date().getFullYear();
}

/** Scores sample answers by the draft's scheme, with the sentence of every leaf. */
export function ScorePanel({ documents, form }: { documents: Documents; form: string | undefined }) {
  const t = useStudioText();
  const locale = useLocale();
  const samples = samplesOf(documents, form);
  const [chosen, setChosen] = useState(samples[0]?.path ?? "");
  const [sample, setSample] = useState(() => textOf(samples[0]?.golden));
  const [chosenYear, setChosenYear] = useState(() => String(samples[0]?.golden.year ?? yearOf(documents, form)));
  const hasScheme = Object.keys(documents).some((path) => path.endsWith(".scheme.json"));
  const [result, setResult] = useState<SampleScore | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answers: unknown = JSON.parse(sample);
      setResult(
        await post<SampleScore>("/api/studio/score", { documents, year: Number(chosenYear), samples: [answers] }),
      );
    } catch (error) {
      setResult(null);
      setProblem(
        error instanceof SyntaxError ? t("editor.notJson", { message: error.message }) : problemOf(error).text[locale],
      );
    } finally {
      setBusy(false);
    }
  };
  const scored = result?.results[0];
  if (!hasScheme) return <p>{t("editor.noScheme")}</p>;
  const choose = (path: string) => {
    const golden = samples.find((candidate) => candidate.path === path)?.golden;
    setChosen(path);
    setSample(textOf(golden));
    setChosenYear(String(golden?.year ?? yearOf(documents, form)));
    setResult(null);
  };
  return (
    <Panel>
      {samples.length > 0 && (
        <SelectField
          label={t("documents.golden")}
          value={chosen}
          onChange={choose}
          options={samples.map(({ path, golden }) => ({ value: path, label: golden.title?.[locale] ?? path }))}
        />
      )}
      <TextField label={t("editor.previewYear")} type="number" value={chosenYear} onChange={setChosenYear} />
      <TextAreaField label={t("editor.sample")} rows={10} spellCheck={false} value={sample} onChange={setSample} />
      <Button tone="primary" busy={busy} onClick={() => void run()}>
        {t("editor.run")}
      </Button>
      {problem && (
        <Alert tone="bad" live="assertive">
          {problem}
        </Alert>
      )}
      {result?.findings.map((finding) => (
        <Alert
          key={`${finding.file}${finding.pointer}${finding.code}`}
          tone={finding.level === "error" ? "bad" : "warn"}
        >
          {finding.message[locale]}
        </Alert>
      ))}
      {scored && (
        <>
          <p>
            <strong>
              {labelled(t("editor.total"), scored.total ?? t("editor.noTotal"))}
              {!scored.eligible && ` · ${t("editor.notEligible")}`}
            </strong>
          </p>
          <Table
            caption={t("editor.score")}
            captionHidden
            rows={scored.lines}
            rowKey={(line) => line.id}
            columns={[
              { key: "sentence", title: t("editor.score"), rowHeader: true, render: (line) => line.sentence[locale] },
              { key: "points", title: t("editor.total"), numeric: true, render: (line) => line.points ?? "—" },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
