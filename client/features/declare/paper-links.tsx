import { useDownload } from "../../api/use-download.ts";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useText } from "./text.ts";

/** The form on paper, and all materials as one file: the answers as the server holds them. */
export function PaperLinks({ declarationId }: { declarationId: string }) {
  const t = useText();
  const locale = useLocale();
  const file = (format: string) => `/api/declarations/${declarationId}/paper?format=${format}&locale=${locale}`;
  const bundle = useDownload(`/api/declarations/${declarationId}/bundle?locale=${locale}`);
  return (
    <>
      <a className="sb-button" href={file("pdf")} download>
        {t("paper.pdf")}
      </a>
      <a className="sb-button" href={file("docx")} download>
        {t("paper.docx")}
      </a>
      <Button busy={bundle.busy} onClick={bundle.start}>
        {t("paper.bundle")}
      </Button>
      <ProblemAlert problem={bundle.problem} />
    </>
  );
}
