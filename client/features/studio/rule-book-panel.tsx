import { useMemo, useState } from "react";
import type { Documents } from "../../../core/contracts/studio.ts";
import { type RuleBookEntry, type RuleBookKind, ruleBookOf } from "../../../core/editions/rule-book.ts";
import { Panel, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { useStudioText } from "./text.ts";

const kinds: readonly RuleBookKind[] = ["reading", "assumption", "open", "weights", "rule", "calculation", "evidence"];
const tones = { error: "bad", warning: "warn", info: "info" } as const;

function Entry({ entry }: { entry: RuleBookEntry }) {
  const t = useStudioText();
  const locale = useLocale();
  return (
    <li>
      <Tag tone={entry.level ? tones[entry.level] : "neutral"}>{t(`ruleBook.kinds.${entry.kind}`)}</Tag>{" "}
      {entry.id && <code>{entry.id}</code>} {entry.text[locale]}
      {(entry.source || entry.at.length > 0) && (
        <div className="sb-muted">
          {entry.source && t("ruleBook.source", { source: entry.source })}
          {entry.source && entry.at.length > 0 && " · "}
          {entry.at.length > 0 && <code>{entry.at.join(", ")}</code>}
        </div>
      )}
    </li>
  );
}

/** What the documents of the draft read into the notice, assume, leave open, check and ask proof of. */
export function RuleBookPanel({ documents }: { documents: Documents }) {
  const t = useStudioText();
  const locale = useLocale();
  const [wanted, setWanted] = useState<RuleBookKind | "all">("all");
  const chapters = useMemo(() => ruleBookOf(documents), [documents]);
  const shown = chapters
    .map((chapter) => ({
      ...chapter,
      entries: chapter.entries.filter(({ kind }) => wanted === "all" || kind === wanted),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <Panel id="rule-book">
      <p>{t("ruleBook.lead")}</p>
      <SelectField
        label={t("ruleBook.show")}
        value={wanted}
        onChange={(value) => setWanted(value as RuleBookKind | "all")}
        options={[
          { value: "all", label: t("ruleBook.all") },
          ...kinds.map((kind) => ({ value: kind, label: t(`ruleBook.kinds.${kind}`) })),
        ]}
      />
      {shown.length === 0 && <p>{t("ruleBook.none")}</p>}
      {shown.map(({ file, kind, title, entries }) => (
        <section key={file}>
          <h3>
            {title[locale]} <span className="sb-muted">{t(`documents.${kind}`)}</span>
          </h3>
          <ul className="studio-problems">
            {entries.map((entry, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the entries of a document have no ids of their own
              <Entry key={`${entry.kind} ${entry.id} ${at}`} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
