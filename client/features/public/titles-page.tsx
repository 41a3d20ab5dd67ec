import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { RegionList } from "../../../core/contracts/regions.ts";
import type { PublicTitles } from "../../../core/contracts/titles.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { Pager, Table } from "../../ui/table.tsx";
import { usePublicText } from "./text.ts";

const pageSize = 20;

/** Titles that hold today, by programme and region. */
export default function TitlesPage() {
  const t = usePublicText();
  const locale = useLocale();
  const [filter, setFilter] = useState({ programmeId: "", regionCode: "", q: "", page: 1 });
  const [typed, setTyped] = useState("");
  const { programmeId, regionCode, q, page } = filter;
  const list = useGet<PublicTitles>("/api/public/titles", {
    ...(programmeId && { programmeId }),
    ...(regionCode && { regionCode }),
    ...(q && { q }),
    page,
    pageSize,
  });
  const programmes = list.data?.programmes ?? [];
  const province = programmes.find(({ id }) => id === programmeId)?.region ?? null;
  const regions = useGet<RegionList>("/api/regions", province ? { parent: province } : undefined);
  const find = (event: FormEvent) => {
    event.preventDefault();
    setFilter({ ...filter, q: typed.trim(), page: 1 });
  };
  return (
    <QueueFrame
      head={<PageHead title={t("titles.title")} lead={t("titles.lead")} />}
      filters={
        <form className="sb-filters" aria-label={t("titles.filters")} onSubmit={find}>
          <SelectField
            label={t("titles.programme")}
            value={programmeId}
            placeholder={t("titles.anyProgramme")}
            onChange={(value) => setFilter({ ...filter, programmeId: value, regionCode: "", page: 1 })}
            options={programmes.map(({ id, title }) => ({ value: id, label: title[locale] }))}
          />
          <SelectField
            label={t("titles.region")}
            value={regionCode}
            placeholder={t("titles.anyRegion")}
            onChange={(value) => setFilter({ ...filter, regionCode: value, page: 1 })}
            options={(regions.data?.items ?? []).map((region) => ({
              value: region.code,
              label: locale === "en" && region.nameEn ? region.nameEn : region.name,
            }))}
          />
          <TextField label={t("titles.search")} type="search" value={typed} onChange={setTyped} />
          <Button type="submit">{t("titles.find")}</Button>
        </form>
      }
    >
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Panel>
          <p className="sb-muted" aria-live="polite">
            {t("titles.count", { count: list.data.total })}
          </p>
          <Table
            caption={t("titles.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={({ number }) => number}
            empty={<Empty title={t("titles.none")} />}
            columns={[
              {
                key: "number",
                title: t("verify.number"),
                rowHeader: true,
                render: ({ number }) => <Link href={`/verify/${encodeURIComponent(number)}`}>{number}</Link>,
              },
              { key: "holder", title: t("verify.holder"), render: ({ holder }) => holder },
              { key: "name", title: t("verify.name"), render: ({ name }) => name[locale] },
              { key: "region", title: t("verify.region"), render: ({ region }) => region },
              { key: "on", title: t("verify.awardedOn"), render: ({ awardedOn }) => formatDay(awardedOn, locale) },
              {
                key: "until",
                title: t("verify.validUntil"),
                render: ({ validUntil }) => (validUntil ? formatDay(validUntil, locale) : t("verify.noEnd")),
              },
            ]}
          />
          <Pager
            page={page}
            pageSize={pageSize}
            total={list.data.total}
            onPage={(next) => setFilter({ ...filter, page: next })}
          />
        </Panel>
      )}
    </QueueFrame>
  );
}
