import { useDownload } from "../../api/use-download.ts";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useReviewText } from "./text.ts";

/** What was handed in, as files: the form on paper, and all materials as one. */
export function SheetLinks({ declarationId }: { declarationId: string }) {
  const t = useReviewText();
  const locale = useLocale();
  const path = `/api/declarations/${declarationId}`;
  const bundle = useDownload(`${path}/bundle?locale=${locale}`);
  return (
    <>
      {(["pdf", "docx"] as const).map((format) => (
        <a key={format} className="sb-button" download href={`${path}/paper?format=${format}&locale=${locale}`}>
          {t(`record.sheet.${format}`)}
        </a>
      ))}
      <Button busy={bundle.busy} onClick={bundle.start}>
        {t("record.sheet.bundle")}
      </Button>
      <ProblemAlert problem={bundle.problem} />
    </>
  );
}
