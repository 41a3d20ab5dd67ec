import type { ChangeList, EditionList } from "../../../core/contracts/studio.ts";
import { useGet } from "../../api/queries.ts";
import { LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useStudioText } from "./text.ts";

const tones = { cosmetic: "neutral", loosening: "info", tightening: "warn", breaking: "bad" } as const;

/** What the draft changes against the latest edition, by meaning, and who is touched by it. */
export function ChangesPanel({ programmeId, revision }: { programmeId: string; revision: number }) {
  const t = useStudioText();
  const locale = useLocale();
  const found = useGet<ChangeList>(`/api/studio/programmes/${programmeId}/changes`, { revision });
  if (found.isPending) return <Skeleton lines={4} />;
  if (found.isError) return <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />;
  if (found.data.changes.length === 0) return <p>{t("editor.noChanges")}</p>;
  return (
    <Panel>
      <p>{t("editor.live", { count: found.data.liveDeclarations })}</p>
      <ul className="studio-problems">
        {found.data.changes.map((change) => (
          <li key={`${change.file}${change.pointer}${change.description.zh}`}>
            <Tag tone={tones[change.kind]}>{t(`editor.kinds.${change.kind}`)}</Tag> {change.description[locale]}
            <div className="sb-muted">
              {change.file}#{change.pointer}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Published editions, newest first. */
export function EditionsPanel({ programmeId }: { programmeId: string }) {
  const t = useStudioText();
  const locale = useLocale();
  const found = useGet<EditionList>(`/api/studio/programmes/${programmeId}/editions`);
  if (found.isPending) return <Skeleton lines={4} />;
  if (found.isError) return <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />;
  return (
    <Panel>
      <Table
        caption={t("editor.editions")}
        captionHidden
        rows={found.data.items.toSorted((a, b) => b.number - a.number)}
        rowKey={(edition) => String(edition.number)}
        columns={[
          {
            key: "number",
            title: t("editor.editions"),
            rowHeader: true,
            render: (edition) => t("list.editionValue", { number: edition.number }),
          },
          { key: "note", title: t("editor.note"), render: (edition) => edition.note },
          { key: "at", title: t("editor.at"), render: (edition) => formatInstant(edition.publishedAt, locale) },
          { key: "by", title: t("editor.by"), render: (edition) => edition.publishedBy },
          { key: "hash", title: t("editor.hash"), render: (edition) => <code>{edition.hash.slice(0, 12)}</code> },
        ]}
      />
    </Panel>
  );
}
