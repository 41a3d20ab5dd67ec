import { useRef, useState } from "react";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import { namesAnswers } from "../../../core/paper/version-code.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { uploadEvidence } from "../../api/upload.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Panel, Progress } from "../../ui/display.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useText } from "./text.ts";

type SealedForm = NonNullable<DeclarationDetail["sealedForm"]>;

/** Pages of one sealed form, sent and bound to the answers they were printed with. */
async function sendScans(
  declarationId: string,
  files: readonly File[],
  code: string,
  onProgress: (share: number) => void,
): Promise<DeclarationDetail> {
  const evidenceIds: string[] = [];
  for (const [index, file] of files.entries()) {
    const item = await uploadEvidence(
      `/api/declarations/${declarationId}`,
      file,
      { purpose: "seal" },
      {
        signal: new AbortController().signal,
        onProgress: ({ received, size }) => onProgress((index + received / size) / files.length),
      },
    );
    evidenceIds.push(item.id);
  }
  const path = `/api/declarations/${declarationId}/sealed-form`;
  return post<DeclarationDetail>(path, { code, evidenceIds }, { idempotencyKey: newIdempotencyKey() });
}

/** Print, seal, scan, upload: the code at the foot of the paper says that it is of the answers as they stand. */
export function SealedFormPanel({
  declarationId,
  sealedForm,
  onBound,
}: {
  declarationId: string;
  sealedForm: SealedForm;
  onBound: (sealedForm: DeclarationDetail["sealedForm"]) => void;
}) {
  const t = useText();
  const [code, setCode] = useState("");
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const fits = namesAnswers(code, sealedForm.code);
  const send = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setShare(0);
    setProblem(null);
    try {
      const detail = await sendScans(declarationId, files, code, setShare);
      setCode("");
      onBound(detail.sealedForm);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setShare(null);
    }
  };
  return (
    <Panel title={t("sealed.title")} id="sealed-form">
      <div role="status">
        {sealedForm.state === "current" && <Alert tone="ok">{t("sealed.current", { code: sealedForm.code })}</Alert>}
        {sealedForm.state === "outdated" && <Alert tone="bad">{t("sealed.outdated")}</Alert>}
      </div>
      <ol>
        <li>{t("sealed.print")}</li>
        <li>{t("sealed.seal")}</li>
        <li>{t("sealed.type", { code: sealedForm.code })}</li>
      </ol>
      <TextField
        label={t("sealed.code")}
        hint={t("sealed.codeHint")}
        error={code.length >= 6 && !fits ? t("sealed.differs") : undefined}
        marked={sealedForm.state !== "current"}
        className="sb-mono"
        value={code}
        maxLength={120}
        autoComplete="off"
        spellCheck={false}
        onChange={setCode}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        onChange={(event) => {
          void send(Array.from(event.target.files ?? []));
          event.target.value = "";
        }}
      />
      <Button disabled={!fits} busy={share !== null} onClick={() => chooser.current?.click()}>
        {t("sealed.upload")}
      </Button>
      {share !== null && <Progress value={share} label={t("sealed.uploading")} />}
      <ProblemAlert problem={problem} />
    </Panel>
  );
}
