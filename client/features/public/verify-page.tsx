import { type FormEvent, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { TitleVerification } from "../../../core/contracts/titles.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { usePublicText } from "./text.ts";

const tones = { valid: "ok", expired: "warn", cancelled: "bad" } as const;

function Verified({ number }: { number: string }) {
  const t = usePublicText();
  const locale = useLocale();
  const found = useGet<TitleVerification>(`/api/public/titles/${encodeURIComponent(number)}`);
  if (found.isPending) return <Skeleton lines={4} />;
  if (found.isError)
    return found.error.status === 404 ? (
      <Alert tone="warn" live="polite">
        {t("verify.notFound")}
      </Alert>
    ) : (
      <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />
    );
  const title = found.data;
  return (
    <Panel title={title.name[locale]} id="verified">
      <Facts
        items={[
          { label: t("verify.status"), value: <Tag tone={tones[title.status]}>{t(`verify.${title.status}`)}</Tag> },
          ...(title.cancelled
            ? [
                { label: t("verify.cancelledOn"), value: formatDay(title.cancelled.on, locale) },
                { label: t("verify.ground"), value: title.cancelled.ground[locale] },
              ]
            : []),
          { label: t("verify.number"), value: title.number },
          { label: t("verify.holder"), value: title.holder },
          { label: t("verify.region"), value: title.region },
          { label: t("verify.authority"), value: title.authority[locale] },
          { label: t("verify.awardedOn"), value: formatDay(title.awardedOn, locale) },
          {
            label: t("verify.validUntil"),
            value: title.validUntil ? formatDay(title.validUntil, locale) : t("verify.noEnd"),
          },
        ]}
      />
    </Panel>
  );
}

/** Public verification of a title by its number; the address holds the number, so that a QR code can point at it. */
export default function VerifyPage() {
  const t = usePublicText();
  const { number } = useParams<{ number?: string }>();
  const asked = number ? decodeURIComponent(number) : "";
  const [typed, setTyped] = useState(asked);
  const [, navigate] = useLocation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") navigate(`/verify/${encodeURIComponent(typed.trim())}`);
  };
  return (
    <PageFrame width="form">
      <PageHead
        title={t("verify.title")}
        lead={t("verify.lead")}
        actions={<LinkButton to="/titles">{t("titles.title")}</LinkButton>}
      />
      <Panel>
        <form onSubmit={submit}>
          <TextField label={t("verify.number")} marked value={typed} maxLength={64} onChange={setTyped} />
          <Button tone="primary" type="submit">
            {t("verify.check")}
          </Button>
        </form>
      </Panel>
      {asked && <Verified key={asked} number={asked} />}
    </PageFrame>
  );
}
