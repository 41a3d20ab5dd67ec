import type { DrawRecord, DrawSummary, PanelDetail } from "../../../core/contracts/experts.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert, Facts, LoadError, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { useText } from "./text.ts";

/** The record as a file, for whoever repeats the draw elsewhere. */
function saveRecord(record: DrawRecord): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `draw-${record.draw.number}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Everything a draw was made from, and whether repeating it now gives the same. */
export function DrawRecordDialog({
  draw,
  detail,
  path,
  onClose,
}: {
  draw: DrawSummary;
  detail: PanelDetail;
  path: string;
  onClose: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  const record = useGet<DrawRecord>(`${path}/draws/${draw.number}`);
  const codeOf = (id: string) => detail.declarations.find((row) => row.declarationId === id)?.code ?? id;
  // Whoever left the pool since is still named by the assignments.
  const names = new Map([
    ...detail.declarations.flatMap((row) => row.assignments.map((each) => [each.expertId, each.expertName] as const)),
    ...detail.experts.map((expert) => [expert.id, expert.name] as const),
  ]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const pairs = new Map<string, string[]>();
  for (const { declaration, expert } of record.data?.assigned ?? [])
    pairs.set(declaration, [...(pairs.get(declaration) ?? []), nameOf(expert)]);
  return (
    <Dialog
      open
      shape="wide"
      title={t("record.title", { number: draw.number })}
      onClose={onClose}
      footer={record.data && <Button onClick={() => saveRecord(record.data)}>{t("record.save")}</Button>}
    >
      {record.isPending && <Skeleton lines={6} />}
      {record.isError && <LoadError message={record.error.text[locale]} onRetry={() => void record.refetch()} />}
      {record.data && (
        <>
          <Alert tone={record.data.reproduced ? "ok" : "bad"}>
            {record.data.reproduced ? t("record.same") : t("record.other")}
          </Alert>
          <Facts
            items={[
              { label: t("draw.seed"), value: <code className="sb-mono">{draw.seed}</code> },
              ...(draw.commitment
                ? [{ label: t("record.commitment"), value: <code className="sb-mono">{draw.commitment}</code> }]
                : []),
              ...(draw.reason ? [{ label: t("reason"), value: draw.reason }] : []),
              { label: t("record.at"), value: `${formatInstant(draw.at, locale)} · ${draw.by}` },
              {
                label: t("draw.settings"),
                value: t("draw.settingsValue", { per: draw.perDeclaration, most: draw.maxLoad }),
              },
              {
                label: t("record.from"),
                value: t("record.fromValue", {
                  declarations: record.data.input.declarations.length,
                  experts: record.data.input.experts.length,
                  excluded: record.data.input.excluded.length,
                  standing: record.data.input.standing.length,
                }),
              },
              { label: t("record.inputHash"), value: <code className="sb-mono">{draw.inputHash}</code> },
              { label: t("record.resultHash"), value: <code className="sb-mono">{draw.resultHash}</code> },
            ]}
          />
          <h3 className="sb-pn-sub">{t("record.drawn")}</h3>
          <ul>
            {[...pairs].map(([declaration, names]) => (
              <li key={declaration}>{labelled(codeOf(declaration), names.join(t("join")))}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
