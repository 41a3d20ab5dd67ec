import type { FindingList } from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Empty, LoadError, Skeleton, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { type Place, placeOfPointer, titleOfPlace } from "./places.ts";
import { useReviewText } from "./text.ts";

const levelTones = { error: "bad", warning: "warn", info: "info" } as const;

/** What the automatic checks say about a declaration; each leads to its item. */
export function RecordFindings({
  path,
  form,
  onGo,
}: {
  path: string;
  form: FormDocument;
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const list = useGet<FindingList>(path);
  if (list.isPending) return <Skeleton lines={4} />;
  if (list.isError) return <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />;
  if (list.data.findings.length === 0) return <Empty title={t("record.noFindings")} />;
  return (
    <>
      {list.data.findings.map((finding) => {
        const place = placeOfPointer(finding.pointer);
        return (
          <Alert
            key={`${finding.code}${finding.pointer}`}
            tone={levelTones[finding.level]}
            action={
              (place.kind === "attached" || titleOfPlace(form, place, locale) !== null) && (
                <Button size="small" onClick={() => onGo(place)}>
                  {t("record.goTo")}
                </Button>
              )
            }
          >
            <Tag tone={levelTones[finding.level]}>{t(`level.${finding.level}`)}</Tag> {finding.message[locale]}
            {finding.source && <div className="sb-muted">{finding.source}</div>}
          </Alert>
        );
      })}
    </>
  );
}
