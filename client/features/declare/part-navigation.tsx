import { useSyncExternalStore } from "react";
import { Link } from "wouter";
import { textIn } from "../../../core/problems/finding.ts";
import { Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { sectionProgress } from "./section-progress.ts";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

/** Overview, sections of the form, evidence, check: with how far each is and what is to be mended. */
export function PartNavigation({
  workspace,
  part,
  section,
}: {
  workspace: Workspace;
  part: string | undefined;
  section: string | undefined;
}) {
  const t = useText();
  const locale = useLocale();
  const { store, engine, detail } = workspace;
  useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.version(),
  );
  const progress = sectionProgress(engine.form, store.answers(), store.evaluation(), engine.calculated, detail.flags);
  const base = `/declarations/${detail.summary.id}`;
  const shown = section ?? progress.find((one) => one.visible)?.id;
  const current = (here: boolean) => (here ? ("page" as const) : undefined);
  const evidenceFlags = detail.flags.filter((flag) => flag.pointer.startsWith("/evidence/") && !flag.resolvedAt).length;
  return (
    <ul className="sb-dc-parts">
      <li>
        <Link href={base} className="sb-dc-part" aria-current={current(part === undefined)}>
          {t("nav.overview")}
        </Link>
      </li>
      {engine.form.sections.map((one, at) => {
        const state = progress[at];
        if (!state) return null;
        const started = state.filled > 0 || store.shows(one.fields[0] ?? "");
        return (
          <li key={one.id}>
            <Link
              href={`${base}/fill/${one.id}`}
              className={`sb-dc-part${state.visible ? "" : " sb-dc-part--off"}`}
              aria-current={current(part === "fill" && shown === one.id)}
            >
              <span>{textIn(one.document.title, locale)}</span>
              <span className="sb-dc-part__state">
                {!state.visible ? (
                  t("nav.hidden")
                ) : (
                  <>
                    {state.total > 0 && t("nav.progress", { filled: state.filled, total: state.total })}
                    {state.flags > 0 && <Tag tone="accent">{t("nav.flags", { count: state.flags })}</Tag>}
                    {started && state.errors > 0 && <Tag tone="bad">{t("nav.errors", { count: state.errors })}</Tag>}
                    {state.total > 0 && state.errors === 0 && state.filled > 0 && <Tag tone="ok">✓</Tag>}
                  </>
                )}
              </span>
            </Link>
          </li>
        );
      })}
      <li>
        <Link href={`${base}/evidence`} className="sb-dc-part" aria-current={current(part === "evidence")}>
          <span>{t("nav.evidence")}</span>
          {evidenceFlags > 0 && <Tag tone="accent">{t("nav.flags", { count: evidenceFlags })}</Tag>}
        </Link>
      </li>
      {detail.editable !== "none" && (
        <li>
          <Link href={`${base}/check`} className="sb-dc-part" aria-current={current(part === "check")}>
            {t("nav.check")}
          </Link>
        </li>
      )}
    </ul>
  );
}
