import type { PanelReport } from "../../../core/contracts/experts.ts";
import { Panel, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { ItemTitle } from "./item-title.tsx";
import { figure } from "./report-numbers.ts";
import { useText } from "./text.ts";

type Declaration = PanelReport["declarations"][number];
type Item = Declaration["items"][number];
type Mark = Item["marks"][number];

/** What an expert remarked, and what the mark was before it was changed. */
function MarkNotes({ mark }: { mark: Mark }) {
  const t = useText();
  const locale = useLocale();
  const changes = mark.versions.length > 1 ? mark.versions : [];
  if (!mark.comment && changes.length === 0) return null;
  return (
    <div className="sb-muted sb-small">
      {mark.comment && t("marks.remark", { expert: mark.expertName, text: mark.comment })}
      {changes.map((version) => (
        <div key={version.at}>
          {t("marks.version", {
            expert: mark.expertName,
            at: formatInstant(version.at, locale),
            points: version.points,
          })}
          {version.declarationVersion !== null && t("marks.onVersion", { number: version.declarationVersion })}
          {version.reason && ` ${t("assignments.because", { reason: version.reason })}`}
        </div>
      ))}
    </div>
  );
}

/** The marks of one declaration: items down, experts across, and what became of them. */
function DeclarationMarks({ declaration }: { declaration: Declaration }) {
  const t = useText();
  const experts = new Map(
    declaration.items.flatMap((item) => item.marks.map((mark) => [mark.expertId, mark.expertName] as const)),
  );
  const columns: Column<Item>[] = [
    {
      key: "item",
      title: t("items.item"),
      rowHeader: true,
      render: (row) => (
        <>
          <ItemTitle item={row} />
          {row.marks.map((mark) => (
            <MarkNotes key={mark.expertId} mark={mark} />
          ))}
        </>
      ),
    },
    ...[...experts].map(([id, name]) => ({
      key: `expert:${id}`,
      title: name,
      numeric: true,
      render: (row: Item) => {
        const mark = row.marks.find(({ expertId }) => expertId === id);
        if (!mark) return "—";
        return (
          <>
            {mark.points} {!mark.counted && <Tag tone="warn">{t("marks.uncounted")}</Tag>}
          </>
        );
      },
    })),
    {
      key: "deviation",
      title: t("marks.deviation"),
      numeric: true,
      render: (row) => (row.deviation === null ? "—" : figure(row.deviation)),
    },
    {
      key: "pooled",
      title: t("marks.pooled"),
      numeric: true,
      render: (row) => <strong>{row.pooled ?? t("marks.notEnough")}</strong>,
    },
  ];
  return (
    <Panel id={`marks-${declaration.code}`} title={remarked(declaration.applicantName, declaration.code)}>
      <Table
        caption={declaration.applicantName}
        captionHidden
        rows={declaration.items}
        rowKey={(row) => row.id}
        columns={columns}
      />
    </Panel>
  );
}

/** Every mark of every declaration, to look up and to print. */
export function MarksAnnex({ report }: { report: PanelReport }) {
  return (
    <>
      {report.declarations.map((declaration) => (
        <DeclarationMarks key={declaration.declarationId} declaration={declaration} />
      ))}
    </>
  );
}
