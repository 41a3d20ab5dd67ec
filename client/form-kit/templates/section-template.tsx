import type { ObjectFieldTemplateProps } from "@rjsf/utils";
import { Fragment, type ReactNode } from "react";
import type { LayoutItem } from "../../../core/forms/form-document.ts";
import { fieldsOfItem, sentenceParts } from "../../../core/forms/layout.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { useLocale } from "../../ui/i18n.ts";
import { InlineProvider, useFormShared, useSectionShown } from "../form-context.ts";
import { kindOf } from "../kinds/kinds.ts";
import { OfferLine } from "../offer-line.tsx";
import { useFormText } from "../text.ts";
import { FieldFindings, FieldFlags } from "./field-template.tsx";

type Rendered = ReadonlyMap<string, ReactNode>;

/** The paper's own wording with the blanks in place; what needs room of its own follows the sentence. */
function Sentence({ sentence, no, rendered }: { sentence: string; no?: string | undefined; rendered: Rendered }) {
  const { fields } = useFormShared();
  const parts = sentenceParts(sentence);
  const isInline = (field: string) => {
    const schema = fields[field];
    return schema !== undefined && kindOf(schema).inline;
  };
  const blanks = parts.flatMap((part) => ("field" in part ? [part.field] : []));
  return (
    <div className="sb-fk-sentence">
      <div className="sb-fk-sentence__text">
        {no && <span className="sb-fk-no">{no}</span>}
        <InlineProvider value={true}>
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
            <Fragment key={at}>
              {"text" in part ? part.text : isInline(part.field) ? rendered.get(part.field) : "↓"}
            </Fragment>
          ))}
        </InlineProvider>
      </div>
      {blanks.filter(isInline).map((field) => (
        <Fragment key={field}>
          <FieldFlags field={field} />
          <OfferLine field={field} />
          <FieldFindings field={field} />
        </Fragment>
      ))}
      {blanks
        .filter((field) => !isInline(field))
        .map((field) => (
          <Fragment key={field}>{rendered.get(field)}</Fragment>
        ))}
    </div>
  );
}

function Item({ item, rendered }: { item: LayoutItem; rendered: Rendered }) {
  const t = useFormText();
  const locale = useLocale();
  const { view } = useSectionShown();
  if ("note" in item) return <p className="sb-fk-note">{textIn(item.note, locale)}</p>;
  if ("seal" in item) return <p className="sb-fk-note">{t("seal", { title: textIn(item.title, locale) })}</p>;
  if ("official" in item) {
    const values = { who: t(`by.${item.by}`), title: textIn(item.title, locale) };
    return <p className="sb-fk-note">{t("official", values)}</p>;
  }
  if ("sentence" in item && view === "sentences") {
    const sentence = locale === "en" ? (item.en ?? item.sentence) : item.sentence;
    return <Sentence sentence={sentence} no={item.no} rendered={rendered} />;
  }
  return (
    <>
      {fieldsOfItem(item).map((field) => (
        <Fragment key={field}>{rendered.get(field)}</Fragment>
      ))}
    </>
  );
}

/** rjsf's place for the section's object: the layout of the paper decides the order, not the schema. */
export function SectionTemplate({ properties }: ObjectFieldTemplateProps) {
  const { section } = useSectionShown();
  const rendered: Rendered = new Map(properties.map((property) => [property.name, property.content]));
  return (
    <>
      {section.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layout never changes while it is filled in
        <Item key={at} item={item} rendered={rendered} />
      ))}
    </>
  );
}
