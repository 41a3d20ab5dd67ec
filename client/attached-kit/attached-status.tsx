import type { AttachedItem } from "../../core/contracts/attached.ts";
import { Tag } from "../ui/display.tsx";
import { useAttachedText } from "./text.ts";

const tones = { missing: "neutral", draft: "info", "handed-in": "accent", returned: "warn", accepted: "ok" } as const;

/** Where an attached form stands, and that it is overdue. */
export function AttachedStatus({ item }: { item: AttachedItem }) {
  const t = useAttachedText();
  const isAlong = item.to === null && item.by === "applicant";
  const goesAlong = isAlong && (item.status === "draft" || item.status === "handed-in") ? item.status : null;
  return (
    <>
      <Tag tone={tones[item.status]}>
        {goesAlong === null ? t(`status.${item.status}`) : t(`withDeclaration.${goesAlong}`)}
      </Tag>{" "}
      {item.overdue && <Tag tone="bad">{t("overdue")}</Tag>}
    </>
  );
}

/** The form on paper, as files. */
export function AttachedPaper({ id, locale }: { id: string; locale: string }) {
  const t = useAttachedText();
  return (["pdf", "docx"] as const).map((format) => (
    <a
      key={format}
      className="sb-button sb-button--small"
      href={`/api/attached/${id}/paper?format=${format}&locale=${locale}`}
      download
    >
      {t(format)}
    </a>
  ));
}
