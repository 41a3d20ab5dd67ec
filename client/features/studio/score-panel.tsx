import { useState } from "react";
import type { Documents, SampleScore } from "../../../core/contracts/studio.ts";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Panel } from "../../ui/display.tsx";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useStudioText } from "./text.ts";

/** The answers of the first golden case of the draft, as a start. */
function firstSample(documents: Documents): string {
  const path = Object.keys(documents).find((candidate) => candidate.startsWith("programmes/golden/"));
  const golden = path ? (documents[path] as { answers?: unknown }) : {};
  return JSON.stringify(golden.answers ?? {}, null, 2);
}

/** Scores sample answers by the draft's scheme, with the sentence of every leaf. */
export function ScorePanel({ documents, year }: { documents: Documents; year: number }) {
  const t = useStudioText();
  const locale = useLocale();
  const [sample, setSample] = useState(() => firstSample(documents));
  const [chosenYear, setChosenYear] = useState(String(year));
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
  return (
    <Panel>
      <Field label={t("editor.previewYear")}>
        {(control) => (
          <Input
            {...control}
            type="number"
            value={chosenYear}
            onChange={(event) => setChosenYear(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("editor.sample")}>
        {(control) => (
          <TextArea
            {...control}
            rows={10}
            spellCheck={false}
            value={sample}
            onChange={(event) => setSample(event.target.value)}
          />
        )}
      </Field>
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
              {t("editor.total")}：{scored.total ?? t("editor.noTotal")}
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
