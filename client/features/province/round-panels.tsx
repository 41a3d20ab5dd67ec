import { Link } from "wouter";
import type { PanelList } from "../../../core/contracts/experts.ts";
import { useGet } from "../../api/queries.ts";
import { LoadError, Panel, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useProvinceText } from "./text.ts";

const tones = { drawing: "accent", marking: "info", opened: "ok" } as const;

/** The expert panels of a round, each with its state; nothing for a scheme without panels. */
export function RoundPanels({ roundId }: { roundId: string }) {
  const t = useProvinceText();
  const locale = useLocale();
  const panels = useGet<PanelList>(`/api/rounds/${roundId}/panels`);
  if (panels.isError)
    return (
      <Panel title={t("round.panels")} id="panels">
        <LoadError message={panels.error.text[locale]} onRetry={() => void panels.refetch()} />
      </Panel>
    );
  const items = panels.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={t("round.panels")} id="panels">
      <p className="sb-muted">{t("round.panelsLead")}</p>
      <ul className="province-panels">
        {items.map((panel) => (
          <li key={panel.panelId}>
            <Link href={`/manage/rounds/${roundId}/panels/${panel.panelId}`}>{panel.title[locale]}</Link>{" "}
            <Tag tone={tones[panel.state]}>{t(`panel.${panel.state}`)}</Tag>{" "}
            <span className="sb-muted">{t("round.panelSheets", panel.sheets)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
