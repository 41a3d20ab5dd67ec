import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "wouter";
import type { DashboardData, DashboardView } from "../../../core/contracts/dashboards.ts";
import type { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { DashboardGrid } from "../../chart-kit/index.ts";
import { Button } from "../../ui/button.tsx";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { useBoardsText } from "./text.ts";
import "./boards.css";

/** The address holds every choice, so that a view can be kept, shared and printed as it is. */
const everything = "*";

function Board({ view }: { view: DashboardView }) {
  const t = useBoardsText();
  const locale = useLocale();
  const [search, setSearch] = useSearchParams();
  const dashboard = view.document as DashboardDocument;
  const dataset = view.dataset as DatasetDocument;
  const region = search.get("region") ?? view.root.code;
  // The path and the map choose the region; it is no value of a control.
  const controls = dashboard.controls.filter((control) => control.kind !== "region");
  const chosen = Object.fromEntries(
    controls.flatMap((control) => {
      const value = search.get(control.id);
      return value === null ? [] : [[control.id, value === everything ? null : value]];
    }),
  );
  const data = useQuery<DashboardData, ApiProblem>({
    queryKey: [`/api/dashboards/${dashboard.id}/data`, chosen, region],
    queryFn: ({ signal }) => post(`/api/dashboards/${dashboard.id}/data`, { controls: chosen, region }, { signal }),
    placeholderData: keepPreviousData,
  });
  const choose = (key: string, value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set(key, value);
      return next;
    });
  const path = data.data?.path ?? [view.root];
  return (
    <>
      <PageHead
        title={textIn(dashboard.title, locale)}
        lead={data.data && t("asOf", { at: formatInstant(data.data.asOf, locale) })}
        actions={
          <>
            <Button busy={data.isFetching} onClick={() => void data.refetch()}>
              {t("refresh")}
            </Button>
            <Button onClick={() => window.print()}>{t("print")}</Button>
          </>
        }
      />
      <div className="boards-bar">
        <nav aria-label={t("path")}>
          <ol className="boards-path">
            {path.map((step, at) => (
              <li key={step.code}>
                {at === path.length - 1 ? (
                  <span aria-current="true">{step.name}</span>
                ) : (
                  <Button tone="text" size="small" onClick={() => choose("region", step.code)}>
                    {step.name}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </nav>
        <section className="sb-filters" aria-label={t("controls")}>
          {controls.map((control) => {
            const options = view.options[control.id] ?? [];
            const latest =
              control.kind === "year"
                ? options
                    .map((option) => option.value)
                    .sort()
                    .at(-1)
                : undefined;
            return (
              <SelectField
                key={control.id}
                label={textIn(control.title, locale)}
                value={search.get(control.id) ?? latest ?? everything}
                onChange={(value) => choose(control.id, value)}
                options={[
                  { value: everything, label: t("all") },
                  ...options.map((option) => ({ value: option.value, label: option.title[locale] })),
                ]}
              />
            );
          })}
        </section>
      </div>
      <DashboardGrid
        dashboard={dashboard}
        dataset={dataset}
        data={data.data}
        error={data.isError ? problemOf(data.error).text[locale] : undefined}
        onRetry={() => void data.refetch()}
        onRegion={(code) => choose("region", code)}
      />
    </>
  );
}

/** One dashboard with its controls, from the viewer's own region down. */
export default function BoardPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const view = useGet<DashboardView>(`/api/dashboards/${id}`);
  return (
    <PageFrame width="board">
      {view.isPending && <Skeleton lines={10} />}
      {view.isError && <LoadError message={view.error.text[locale]} onRetry={() => void view.refetch()} />}
      {view.isSuccess && <Board view={view.data} />}
    </PageFrame>
  );
}
