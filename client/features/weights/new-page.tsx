import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { StudioList } from "../../../core/contracts/studio.ts";
import type { CreateStudy, StudyDetail, StudyGroup, WeightOptions } from "../../../core/contracts/weights.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { PeopleChoice } from "./people-choice.tsx";
import { useWeightsText } from "./text.ts";
import "./weights.css";

/** A group and, when asked for, every group below it, in the order of the tree. */
export function groupsFrom(groups: readonly StudyGroup[], id: string, withBelow: boolean): string[] {
  const group = groups.find((each) => each.id === id);
  if (group === undefined) return [];
  const below = withBelow ? group.items.flatMap((item) => groupsFrom(groups, item.id, true)) : [];
  return [id, ...below];
}

/** Begins a study: which programme, which groups, how, and who is asked. */
export default function NewStudyPage() {
  const t = useWeightsText();
  const locale = useLocale();
  const programmes = useGet<StudioList>("/api/studio/programmes");
  const [programmeId, setProgrammeId] = useState("");
  const [source, setSource] = useState<CreateStudy["source"]>("latest");
  const options = useGet<WeightOptions>(programmeId ? `/api/programmes/${programmeId}/weight-options` : null, {
    source,
  });
  return (
    <PageFrame width="form">
      <PageHead title={t("create.title")} back={{ to: "/manage/weights", label: t("create.back") }} />
      {programmes.isPending && <Skeleton lines={6} />}
      {programmes.isError && (
        <LoadError message={programmes.error.text[locale]} onRetry={() => void programmes.refetch()} />
      )}
      {programmes.isSuccess && (
        <Panel>
          <SelectField
            label={t("create.programme")}
            marked
            value={programmeId}
            placeholder=""
            onChange={setProgrammeId}
            options={programmes.data.items.map(({ id, title }) => ({ value: id, label: title[locale] }))}
          />
          <SelectField
            label={t("create.source")}
            value={source}
            onChange={(value) => setSource(value as CreateStudy["source"])}
            options={(["latest", "draft"] as const).map((value) => ({ value, label: t(`create.${value}`) }))}
          />
          {programmeId !== "" && options.isPending && <Skeleton lines={6} />}
          {options.isError && <Alert tone="warn">{options.error.text[locale]}</Alert>}
          {options.isSuccess && options.data.groups.length === 0 && <Alert tone="warn">{t("create.noGroups")}</Alert>}
          {options.isSuccess && options.data.groups.length > 0 && (
            <StudyForm
              key={`${programmeId} ${source}`}
              programmeId={programmeId}
              source={source}
              options={options.data}
              title={programmes.data.items.find(({ id }) => id === programmeId)?.title ?? { zh: "", en: "" }}
            />
          )}
        </Panel>
      )}
    </PageFrame>
  );
}

function StudyForm({
  programmeId,
  source,
  options,
  title,
}: Pick<CreateStudy, "programmeId" | "source" | "title"> & { options: WeightOptions }) {
  const t = useWeightsText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const [titleZh, setTitleZh] = useState(`${title.zh}权重征询`);
  const [titleEn, setTitleEn] = useState(`Weights: ${title.en}`);
  const [kindId, setKind] = useState(options.kinds[0]?.kind ?? "");
  const [ruleId, setRule] = useState("");
  const [group, setGroup] = useState(options.groups[0]?.id ?? "");
  const [below, setBelow] = useState(false);
  const [people, setPeople] = useState<ReadonlySet<string>>(new Set());
  const [minimum, setMinimum] = useState("5");
  const [limit, setLimit] = useState("0.25");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const kind = options.kinds.find((each) => each.kind === kindId);
  const rule = kind?.rules.find(({ id }) => id === ruleId) ?? kind?.rules[0];
  const groups = groupsFrom(options.groups, group, below);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const body: CreateStudy = {
      programmeId,
      source,
      title: { zh: titleZh, en: titleEn || titleZh },
      kind: kindId,
      rule: rule?.id ?? "",
      groups,
      participants: [...people],
      minimum: Number(minimum),
      variationLimit: Number(limit),
    };
    try {
      const made = await post<StudyDetail>("/api/weight-studies", body, { idempotencyKey: key.current });
      void cache.invalidateQueries({ queryKey: ["/api/weight-studies"] });
      navigate(`/manage/weights/${made.study.id}`);
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
      <TextField
        label={t("create.titleZh")}
        required
        minLength={2}
        maxLength={200}
        value={titleZh}
        onChange={setTitleZh}
      />
      <TextField label={t("create.titleEn")} maxLength={200} value={titleEn} onChange={setTitleEn} />
      <SelectField
        label={t("create.kind")}
        marked
        value={kindId}
        onChange={setKind}
        options={options.kinds.map((each) => ({ value: each.kind, label: each.title[locale] }))}
      />
      <SelectField
        label={t("create.rule")}
        hint={rule?.summary[locale]}
        marked
        value={rule?.id ?? ""}
        onChange={setRule}
        options={(kind?.rules ?? []).map((each) => ({ value: each.id, label: each.title[locale] }))}
      />
      <SelectField
        label={t("create.group")}
        hint={t("create.groupHint")}
        marked
        value={group}
        onChange={setGroup}
        options={options.groups.map((each) => ({
          value: each.id,
          label: t("create.groupOption", { title: each.title[locale], count: each.items.length }),
        }))}
      />
      <Checkbox checked={below} onChange={(event) => setBelow(event.target.checked)}>
        {t("create.below")} <span className="sb-muted">{t("create.chosen", { count: groups.length })}</span>
      </Checkbox>
      <PeopleChoice candidates={options.candidates} chosen={people} onChange={setPeople} />
      <TextField
        label={t("create.minimum")}
        hint={t("create.minimumHint")}
        required
        type="number"
        min={3}
        max={200}
        value={minimum}
        onChange={setMinimum}
      />
      <TextField
        label={t("create.limit")}
        hint={t("create.limitHint")}
        required
        type="number"
        min={0.01}
        max={1}
        step={0.01}
        value={limit}
        onChange={setLimit}
      />
      <Button tone="primary" type="submit" busy={busy}>
        {t("create.save")}
      </Button>
    </form>
  );
}
