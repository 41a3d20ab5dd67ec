import { useLocale } from "../../ui/i18n.ts";
import { useText } from "./text.ts";

/** The form on paper, as files: the answers as the server holds them. */
export function PaperLinks({ declarationId }: { declarationId: string }) {
  const t = useText();
  const locale = useLocale();
  const file = (format: string) => `/api/declarations/${declarationId}/paper?format=${format}&locale=${locale}`;
  return (
    <>
      <a className="sb-button" href={file("pdf")} download>
        {t("paper.pdf")}
      </a>
      <a className="sb-button" href={file("docx")} download>
        {t("paper.docx")}
      </a>
    </>
  );
}
