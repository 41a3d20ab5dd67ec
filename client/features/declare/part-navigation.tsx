import { useSyncExternalStore } from "react";
import { Link } from "wouter";
import type { AttachedList } from "../../../core/contracts/attached.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { useGet } from "../../api/queries.ts";
import { flagsInto } from "../../attached-kit/flags-into.ts";
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
  const list = useGet<AttachedList>(`/api${base}/attached`);
  const attached = (list.data?.items ?? []).filter((item) => item.id !== null || detail.editable !== "none");
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
      {attached.map((item) => {
        const flags = flagsInto(detail.flags, item.attached).filter((flag) => !flag.resolvedAt).length;
        return (
          <li key={item.attached}>
            <Link
              href={`${base}/attached/${item.attached}`}
              className="sb-dc-part"
              aria-current={current(part === "attached" && section === item.attached)}
            >
              <span>{t("nav.attached", { title: item.title[locale] })}</span>
              <span className="sb-dc-part__state">
                {flags > 0 && <Tag tone="accent">{t("nav.flags", { count: flags })}</Tag>}
                {item.status === "missing" && <Tag tone={item.required ? "bad" : "neutral"}>{t("nav.notBegun")}</Tag>}
                {item.status === "draft" && flags === 0 && t("nav.begun")}
                {item.status === "handed-in" && <Tag tone="ok">✓</Tag>}
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
