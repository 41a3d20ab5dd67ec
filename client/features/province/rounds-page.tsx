import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { RoundTag } from "../../record-kit/round-tag.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { OpenRoundDialog } from "./open-round-dialog.tsx";
import { useProvinceText } from "./text.ts";
import "./province.css";

/** Every round of the owner's programmes, and opening a new one. */
export default function RoundsPage() {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  // A round is opened on an edition, which is the programme administrator's.
  const session = useSession();
  const rounds = useGet<RoundList>("/api/rounds");
  const [opening, setOpening] = useState(false);
  return (
    <PageFrame>
      <PageHead
        title={t("rounds.title")}
        lead={t("rounds.lead")}
        actions={
          session.user?.roles.includes("programme-admin") && (
            <Button tone="primary" onClick={() => setOpening(true)}>
              {t("rounds.open")}
            </Button>
          )
        }
      />
      {rounds.isPending && <Skeleton lines={6} />}
      {rounds.isError && <LoadError message={rounds.error.text[locale]} onRetry={() => void rounds.refetch()} />}
      {rounds.isSuccess && (
        <Panel>
          <Table
            caption={t("rounds.caption")}
            captionHidden
            rows={rounds.data.items}
            rowKey={(round) => round.id}
            empty={<Empty title={t("rounds.none")}>{t("rounds.noneHint")}</Empty>}
            columns={[
              {
                key: "name",
                title: t("rounds.name"),
                rowHeader: true,
                render: (round) => <Link href={`/manage/rounds/${round.id}`}>{round.title[locale]}</Link>,
              },
              { key: "programme", title: t("rounds.programme"), render: (round) => round.programmeTitle[locale] },
              { key: "year", title: t("rounds.year"), numeric: true, render: (round) => round.year },
              {
                key: "window",
                title: t("rounds.window"),
                render: (round) => (
                  <span className="province-window">
                    {formatInstant(round.opensAt, locale)}
                    <br />
                    {formatInstant(round.closesAt, locale)}
                  </span>
                ),
              },
              {
                key: "status",
                title: t("rounds.status"),
                render: (round) => <RoundTag round={round} />,
              },
            ]}
          />
        </Panel>
      )}
      {opening && (
        <OpenRoundDialog
          onClose={() => setOpening(false)}
          onOpened={() => {
            setOpening(false);
            void cache.invalidateQueries({ queryKey: ["/api/rounds"] });
          }}
        />
      )}
    </PageFrame>
  );
}
