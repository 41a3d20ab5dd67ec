import { Link } from "wouter";
import type { StudyList, StudyStatus } from "../../../core/contracts/weights.ts";
import { useGet } from "../../api/queries.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useWeightsText } from "./text.ts";

export const statusTones = {
  preparing: "neutral",
  open: "accent",
  closed: "info",
  frozen: "ok",
  abandoned: "neutral",
} as const satisfies Record<StudyStatus, string>;

/** Every weight study of the administrator's programmes. */
export default function StudiesPage() {
  const t = useWeightsText();
  const locale = useLocale();
  const studies = useGet<StudyList>("/api/weight-studies");
  return (
    <PageFrame>
      <PageHead
        title={t("list.title")}
        lead={t("list.lead")}
        actions={
          <LinkButton tone="primary" to="/manage/weights/new">
            {t("list.create")}
          </LinkButton>
        }
      />
      {studies.isPending && <Skeleton lines={6} />}
      {studies.isError && <LoadError message={studies.error.text[locale]} onRetry={() => void studies.refetch()} />}
      {studies.isSuccess && (
        <Panel>
          <Table
            caption={t("list.title")}
            captionHidden
            rows={studies.data.items}
            rowKey={({ id }) => id}
            empty={<Empty title={t("list.none")}>{t("list.noneHint")}</Empty>}
            columns={[
              {
                key: "name",
                title: t("list.name"),
                rowHeader: true,
                render: ({ id, title }) => <Link href={`/manage/weights/${id}`}>{title[locale]}</Link>,
              },
              {
                key: "programme",
                title: t("list.programme"),
                render: ({ programmeTitle }) => programmeTitle[locale],
              },
              { key: "method", title: t("list.method"), render: ({ kindTitle }) => kindTitle[locale] },
              {
                key: "round",
                title: t("list.round"),
                render: ({ round }) => (round === 0 ? t("list.noRound") : t("list.roundNumber", { number: round })),
              },
              {
                key: "invited",
                title: t("list.invited"),
                numeric: true,
                render: ({ invited }) => t("list.people", { count: invited }),
              },
              {
                key: "state",
                title: t("list.state"),
                render: ({ status }) => <Tag tone={statusTones[status]}>{t(`status.${status}`)}</Tag>,
              },
            ]}
          />
        </Panel>
      )}
    </PageFrame>
  );
}
