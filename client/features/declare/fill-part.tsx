import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { Finding } from "../../../core/problems/finding.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { ErrorSummary, fieldOfPointer, focusPointer, SectionForm } from "../../form-kit/index.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { StateMessage } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SectionOffers } from "./section-offers.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

type View = "fields" | "sentences";
const viewKey = "shenbao.form-view";

function storedView(): View {
  try {
    return localStorage.getItem(viewKey) === "sentences" ? "sentences" : "fields";
  } catch {
    return "fields";
  }
}

/** The two ways of filling in, over the same answers. */
function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a tool bar, not a part of the form
    <div className="sb-dc-views" role="group" aria-label={t("fill.view")}>
      {(["fields", "sentences"] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="sb-dc-view"
          aria-pressed={view === one}
          onClick={() => {
            try {
              localStorage.setItem(viewKey, one);
            } catch {
              // Not remembered on this device.
            }
            onChange(one);
          }}
        >
          {t(`fill.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** One section at a time. */
export function FillPart({ workspace, section }: { workspace: Workspace; section: string | undefined }) {
  const t = useText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [view, setView] = useState<View>(storedView);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { engine, store, detail } = workspace;
  const base = `/declarations/${detail.summary.id}`;
  const visible = engine.form.sections.filter((one) => store.evaluation().visibleSections.has(one.id));
  const open = engine.form.sections.find((one) => one.id === section) ?? visible[0] ?? engine.form.sections[0];
  const at = visible.findIndex((one) => one.id === open?.id);
  const previous = visible[at - 1];
  const next = visible[at + 1];
  const shownSection = useRef(open?.id);

  useEffect(() => {
    // The address may name a field (#field-…), e.g. from the check page.
    const target = location.hash.startsWith("#field-") ? location.hash.slice("#field-".length) : null;
    if (target) requestAnimationFrame(() => focusPointer(`/${target}`));
    else if (shownSection.current !== open?.id) {
      window.scrollTo(0, 0);
      heading.current?.focus();
    }
    shownSection.current = open?.id;
    setFindings(null);
  }, [open?.id]);

  if (!open) return null;
  const fields = new Set(open.fields);
  const check = () => {
    const { findings: all } = store.check();
    setFindings(all.filter((finding) => fields.has(fieldOfPointer(finding.pointer))));
    requestAnimationFrame(() => summary.current?.focus());
  };
  const go = (id: string) => {
    store.flush();
    navigate(`${base}/fill/${id}`);
  };
  return (
    <div className="sb-dc-form">
      <section className="sb-panel" aria-labelledby="section-title">
        <div className="sb-panel__head">
          <div>
            {open.document.block && <div className="sb-muted sb-small">{textIn(open.document.block, locale)}</div>}
            <h2 id="section-title" ref={heading} tabIndex={-1}>
              {textIn(open.document.title, locale)}
            </h2>
          </div>
          <ViewSwitch view={view} onChange={setView} />
        </div>
        {at >= 0 && <SectionOffers key={open.id} workspace={workspace} fields={open.fields} />}
        {open.document.help && <p className="sb-fk-note">{textIn(open.document.help, locale)}</p>}
        {findings && <ErrorSummary ref={summary} findings={findings} />}
        {at < 0 ? (
          <StateMessage mark="○" title={t("fill.sectionHidden")} />
        ) : (
          <SectionForm form={engine.form} sectionId={open.id} view={view} />
        )}
      </section>
      <div className="sb-dc-steps sb-no-print">
        {previous && <Button onClick={() => go(previous.id)}>← {t("fill.previous")}</Button>}
        {detail.editable !== "none" && <Button onClick={check}>{t("fill.checkSection")}</Button>}
        {next ? (
          <Button tone="primary" onClick={() => go(next.id)}>
            {t("fill.next")} →
          </Button>
        ) : (
          <LinkButton tone="primary" to={`${base}/evidence`}>
            {t("fill.toEvidence")} →
          </LinkButton>
        )}
      </div>
    </div>
  );
}
