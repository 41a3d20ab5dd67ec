import type { PanelSummary } from "../../../core/contracts/experts.ts";
import { Facts, Panel, Progress } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ItemTitle } from "./item-title.tsx";
import { useText } from "./text.ts";

/** How far a panel is, as colour beside the word. */
export const stateTones = { drawing: "accent", marking: "info", opened: "ok" } as const;

/** What the scheme says of the panel, and how many sheets are in. Nothing of what stands in them. */
export function PanelFacts({ panel }: { panel: PanelSummary }) {
  const t = useText();
  const locale = useLocale();
  const { assigned, handedIn } = panel.sheets;
  const progress = t("facts.sheetsValue", { handedIn, assigned });
  return (
    <Panel title={t("facts.title")} id="facts">
      <Facts
        items={[
          {
            label: t("facts.sheets"),
            value: (
              <div className="sb-pn-progress">
                {progress}
                <Progress value={assigned === 0 ? 0 : handedIn / assigned} label={progress} />
              </div>
            ),
          },
          { label: t("facts.declarations"), value: panel.declarations },
          { label: t("facts.scale"), value: `${panel.scale[0]}–${panel.scale[1]}` },
          { label: t("facts.minimum"), value: t("facts.minimumValue", { count: panel.minimum }) },
          { label: t("facts.pool"), value: panel.pool[locale] },
          { label: t("facts.blind"), value: panel.blind ? t("facts.isBlind") : t("facts.isOpen") },
          {
            label: t("facts.conflicts"),
            value: panel.conflicts.map(({ title }) => title[locale]).join(t("join")) || t("facts.noConflicts"),
          },
          { label: t("facts.basis"), value: panel.basis },
          {
            label: t("facts.items"),
            value: (
              <details>
                <summary>{t("facts.itemsValue", { count: panel.items.length })}</summary>
                <ol className="sb-pn-items">
                  {panel.items.map((item) => (
                    <li key={item.id}>
                      <ItemTitle item={item} />
                    </li>
                  ))}
                </ol>
              </details>
            ),
          },
        ]}
      />
    </Panel>
  );
}
