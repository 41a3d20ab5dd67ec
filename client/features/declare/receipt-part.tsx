import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Empty, Facts, Panel } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { PaperLinks } from "./paper-links.tsx";
import { useText } from "./text.ts";

/** The proof of the latest submission; prints on one page. */
export function ReceiptPart({ detail }: { detail: DeclarationDetail }) {
  const t = useText();
  const locale = useLocale();
  const { receipt, summary } = detail;
  const base = `/declarations/${summary.id}`;
  if (!receipt)
    return <Empty title={t("receipt.none")} actions={<LinkButton to={base}>{t("receipt.back")}</LinkButton>} />;
  return (
    <PageFrame width="form">
      <PageHead
        title={t("receipt.title")}
        lead={t("receipt.lead")}
        actions={
          <>
            <Button onClick={() => window.print()}>{t("receipt.print")}</Button>
            <PaperLinks declarationId={summary.id} />
            <LinkButton to={base} tone="primary">
              {t("receipt.back")}
            </LinkButton>
          </>
        }
      />
      <Panel>
        <p className="sb-dc-receipt" data-receipt-number={receipt.number}>
          {receipt.number}
        </p>
        <Facts
          items={[
            { label: t("receipt.number"), value: receipt.number },
            { label: t("receipt.applicant"), value: summary.applicantName },
            { label: t("receipt.programme"), value: `${summary.roundTitle[locale]} · ${summary.kind[locale]}` },
            {
              label: t("receipt.time"),
              value: <time dateTime={receipt.submittedAt}>{formatInstant(receipt.submittedAt, locale)}</time>,
            },
            { label: t("receipt.version"), value: receipt.version },
            {
              label: t("receipt.hash"),
              value: (
                <>
                  <span className="sb-mono">{receipt.answersHash}</span>
                  <div className="sb-muted sb-small">{t("receipt.hashHint")}</div>
                </>
              ),
            },
          ]}
        />
      </Panel>
    </PageFrame>
  );
}
