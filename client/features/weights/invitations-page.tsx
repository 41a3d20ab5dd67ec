import { Link } from "wouter";
import type { Invitation, InvitationList } from "../../../core/contracts/weights.ts";
import { useGet } from "../../api/queries.ts";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useWeightsText } from "./text.ts";

/** Studies the expert is asked in. */
export default function InvitationsPage() {
  const t = useWeightsText();
  const locale = useLocale();
  const invitations = useGet<InvitationList>("/api/weight-invitations");
  const state = ({ status, handedIn }: Invitation) => {
    if (status === "frozen") return <Tag tone="ok">{t("invitations.finished")}</Tag>;
    if (status === "abandoned") return <Tag>{t("invitations.abandoned")}</Tag>;
    if (status !== "open") return <Tag>{t("invitations.between")}</Tag>;
    return <Tag tone={handedIn ? "ok" : "accent"}>{t(handedIn ? "invitations.done" : "invitations.waiting")}</Tag>;
  };
  return (
    <PageFrame>
      <PageHead title={t("invitations.title")} lead={t("invitations.lead")} />
      {invitations.isPending && <Skeleton lines={4} />}
      {invitations.isError && (
        <LoadError message={invitations.error.text[locale]} onRetry={() => void invitations.refetch()} />
      )}
      {invitations.isSuccess && (
        <Panel>
          <Table
            caption={t("invitations.title")}
            captionHidden
            rows={invitations.data.items}
            rowKey={({ id }) => id}
            empty={<Empty title={t("invitations.none")}>{t("invitations.noneHint")}</Empty>}
            columns={[
              {
                key: "name",
                title: t("invitations.name"),
                rowHeader: true,
                render: ({ id, title }) => <Link href={`/weights/${id}`}>{title[locale]}</Link>,
              },
              {
                key: "programme",
                title: t("invitations.programme"),
                render: ({ programmeTitle }) => programmeTitle[locale],
              },
              { key: "method", title: t("invitations.method"), render: ({ kindTitle }) => kindTitle[locale] },
              {
                key: "round",
                title: t("invitations.round"),
                render: ({ round }) => (round === 0 ? t("list.noRound") : t("list.roundNumber", { number: round })),
              },
              { key: "state", title: t("invitations.state"), render: state },
            ]}
          />
        </Panel>
      )}
    </PageFrame>
  );
}
