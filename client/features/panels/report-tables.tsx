import type { PanelReport } from "../../../core/contracts/experts.ts";
import { Empty, Tag, type Tone } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { ItemTitle } from "./item-title.tsx";
import { figure, type Grade, gradeOfIcc, gradeOfW } from "./report-numbers.ts";
import { useText } from "./text.ts";

type Agreement = PanelReport["agreement"][number];

const gradeTones: Record<Grade, Tone> = { poor: "bad", moderate: "warn", good: "ok", excellent: "ok" };

/** A figure with the word for it; a dash where too few marks stand side by side. */
function Graded({ value, grade }: { value: number | null; grade: (value: number) => Grade }) {
  const t = useText();
  if (value === null) return <span className="sb-muted">{t("report.tooFew")}</span>;
  const found = grade(value);
  return (
    <>
      {figure(value)} <Tag tone={gradeTones[found]}>{t(`grade.${found}`)}</Tag>
    </>
  );
}

/** What a figure means, one line each, under its table. */
function Meanings({ of }: { of: readonly { term: string; means: string }[] }) {
  return (
    <dl className="sb-pn-meanings">
      {of.map(({ term, means }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{means}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Agreement of the experts who marked the same declarations, over whole sheets. */
export function AgreementTable({ report }: { report: PanelReport }) {
  const t = useText();
  const nameOf = (id: string) => report.experts.find((expert) => expert.id === id)?.name ?? id;
  return (
    <>
      <Table
        caption={t("agreement.title")}
        captionHidden
        rows={report.agreement}
        rowKey={(row) => row.experts.join(" ")}
        empty={<Empty title={t("agreement.none")}>{t("agreement.noneHint")}</Empty>}
        columns={[
          {
            key: "experts",
            title: t("agreement.experts"),
            rowHeader: true,
            render: (row: Agreement) => row.experts.map(nameOf).join(t("join")),
          },
          { key: "declarations", title: t("agreement.declarations"), numeric: true, render: (row) => row.declarations },
          {
            key: "single",
            title: "ICC(2,1)",
            render: (row) => <Graded value={row.iccSingle} grade={gradeOfIcc} />,
          },
          {
            key: "average",
            title: "ICC(2,k)",
            render: (row) => <Graded value={row.iccAverage} grade={gradeOfIcc} />,
          },
          { key: "w", title: "Kendall W", render: (row) => <Graded value={row.kendallW} grade={gradeOfW} /> },
        ]}
      />
      <Meanings
        of={[
          { term: "ICC(2,1)", means: t("agreement.means.single") },
          { term: "ICC(2,k)", means: t("agreement.means.average") },
          { term: "Kendall W", means: t("agreement.means.w") },
        ]}
      />
    </>
  );
}

/** How far each expert's marks lie from those of the others. */
export function HarshnessTable({ report }: { report: PanelReport }) {
  const t = useText();
  const [low, high] = report.panel.scale.map(Number) as [number, number];
  const most = Math.max(...report.experts.map(({ harshness }) => Math.abs(harshness ?? 0)), (high - low) / 20);
  return (
    <>
      <Table
        caption={t("harshness.title")}
        captionHidden
        rows={report.experts.toSorted((a, b) => (a.harshness ?? 0) - (b.harshness ?? 0))}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", title: t("progress.expert"), rowHeader: true, render: (row) => row.name },
          { key: "sheets", title: t("harshness.sheets"), numeric: true, render: (row) => row.sheets },
          {
            key: "harshness",
            title: t("harshness.column"),
            numeric: true,
            render: (row) => (row.harshness === null ? t("report.tooFew") : figure(row.harshness, true)),
          },
          {
            key: "bar",
            title: t("harshness.side"),
            width: "40%",
            render: ({ harshness }) =>
              harshness === null ? (
                ""
              ) : (
                <span className="sb-pn-lean">
                  <span className="sb-pn-lean__track" aria-hidden="true">
                    <span
                      className={harshness < 0 ? "sb-pn-lean__low" : "sb-pn-lean__high"}
                      style={{ width: `${(Math.abs(harshness) / most) * 50}%` }}
                    />
                  </span>
                  {figure(harshness) === "0.00"
                    ? t("harshness.even")
                    : harshness < 0
                      ? t("harshness.harsh")
                      : t("harshness.mild")}
                </span>
              ),
          },
        ]}
      />
      <Meanings of={[{ term: t("harshness.column"), means: t("harshness.means", { low, high }) }]} />
    </>
  );
}

/** Where experts disagree most, item by item. */
export function ItemTable({ report }: { report: PanelReport }) {
  const t = useText();
  // Branches of the scheme that no applicant chose have no marks.
  const marked = report.items.filter(({ marks }) => marks > 0);
  const unmarked = report.items.length - marked.length;
  // Over the groups of experts, by how many declarations each one marked.
  const iccOf = (groups: readonly Agreement[]) => {
    const known = groups.filter((group) => group.iccSingle !== null);
    const weight = known.reduce((sum, group) => sum + group.declarations, 0);
    return weight === 0
      ? null
      : known.reduce((sum, group) => sum + (group.iccSingle as number) * group.declarations, 0) / weight;
  };
  return (
    <>
      <Table
        caption={t("items.title")}
        captionHidden
        rows={marked.toSorted((a, b) => (b.disagreement ?? -1) - (a.disagreement ?? -1))}
        rowKey={(row) => row.id}
        columns={[
          { key: "item", title: t("items.item"), rowHeader: true, render: (row) => <ItemTitle item={row} /> },
          { key: "marks", title: t("items.marks"), numeric: true, render: (row) => row.marks },
          {
            key: "mean",
            title: t("items.mean"),
            numeric: true,
            render: (row) => (row.mean === null ? "—" : figure(row.mean)),
          },
          {
            key: "disagreement",
            title: t("items.disagreement"),
            numeric: true,
            render: (row) => (row.disagreement === null ? "—" : figure(row.disagreement)),
          },
          {
            key: "icc",
            title: "ICC(2,1)",
            render: (row) => <Graded value={iccOf(row.agreement)} grade={gradeOfIcc} />,
          },
        ]}
      />
      {unmarked > 0 && <p className="sb-muted sb-pn-below">{t("items.unmarked", { count: unmarked })}</p>}
      <Meanings of={[{ term: t("items.disagreement"), means: t("items.means") }]} />
    </>
  );
}

/** Marks that are kept but not counted. */
export function UncountedTable({ report }: { report: PanelReport }) {
  const t = useText();
  const locale = useLocale();
  return (
    <>
      <Table
        caption={t("uncounted.title")}
        captionHidden
        rows={report.uncounted}
        rowKey={(row) => `${row.declarationId} ${row.item} ${row.expertName}`}
        empty={<Empty title={t("uncounted.none")} />}
        columns={[
          { key: "name", title: t("assignments.declaration"), rowHeader: true, render: (row) => row.applicantName },
          { key: "item", title: t("items.item"), render: (row) => row.itemTitle[locale] },
          { key: "expert", title: t("progress.expert"), render: (row) => row.expertName },
          { key: "points", title: t("uncounted.points"), numeric: true, render: (row) => row.points },
          { key: "why", title: t("uncounted.why"), render: (row) => row.why[locale] },
        ]}
      />
      <Meanings of={[{ term: t("uncounted.title"), means: t("uncounted.means") }]} />
    </>
  );
}
