import {
  type Aspect,
  added,
  always,
  type ChangeKind,
  compareAspects,
  compareById,
  type DocumentChange,
  demandedList,
  listOf,
  named,
  recordOf,
  removed,
  textOf,
  token,
} from "./change.ts";

/** Changes of the documents around a form: programme, workflow, scheme and catalogue. */

function cosmetic(...keys: [string, string, string][]): Aspect[] {
  return keys.map(([key, zh, en]) => ({ key, title: { zh, en }, compare: always("cosmetic") }));
}

const programmeAspects: readonly Aspect[] = [
  ...cosmetic(
    ["$schema", "元模式", "meta-schema"],
    ["title", "标题", "title"],
    ["summary", "简介", "summary"],
    ["kind", "类别", "kind"],
    ["notice", "通知", "notice"],
    ["guide", "办事指南", "guide"],
    ["dashboards", "看板", "dashboards"],
    ["naming", "文件命名", "file naming"],
    ["readings", "解读", "readings"],
    ["round", "批次默认值", "defaults of a round"],
  ),
  { key: "commitment", title: { zh: "承诺书", en: "commitment" }, compare: always("tightening") },
  { key: "publicity", title: { zh: "公示期", en: "public notice" }, compare: always("cosmetic") },
  { key: "showScoreToApplicant", title: { zh: "申报人可见得分", en: "score shown" }, compare: always("cosmetic") },
  { key: "award", title: { zh: "称号", en: "title awarded" }, compare: always("tightening") },
  { key: "authority", title: { zh: "主管部门", en: "authority" }, compare: compareAuthority },
];

/** What is filled in must stay where it is; who fills in what else is a rule of the round. */
const attachedAspects: readonly Aspect[] = [
  ...cosmetic(["source", "出处", "source"]),
  { key: "form", title: { zh: "表", en: "form" }, compare: always("breaking") },
  { key: "when", title: { zh: "填报时点", en: "when it is filled in" }, compare: always("breaking") },
  { key: "required", title: { zh: "必填", en: "whether it is required" }, compare: always("tightening") },
  { key: "due", title: { zh: "期限", en: "due date" }, compare: always("tightening") },
  { key: "by", title: { zh: "填写人", en: "who fills it in" }, compare: always("tightening") },
  { key: "to", title: { zh: "报送对象", en: "who it is handed to" }, compare: always("tightening") },
  { key: "values", title: { zh: "带入的内容", en: "values taken over" }, compare: always("cosmetic") },
  { key: "rows", title: { zh: "生成的行", en: "rows drafted" }, compare: always("cosmetic") },
];

const stateAspects: readonly Aspect[] = [
  ...cosmetic(["title", "名称", "title"], ["dueDays", "办理时限", "time limit"], ["dueOn", "办理截止日", "due day"]),
  { key: "editable", title: { zh: "可修改范围", en: "what may be edited" }, compare: always("tightening") },
];

const transitionAspects: readonly Aspect[] = [
  ...cosmetic(["title", "名称", "title"], ["tone", "样式", "tone"]),
  { key: "requires", title: { zh: "要求", en: "requirements" }, compare: demandedList },
  { key: "from", title: { zh: "起点", en: "states it leaves" }, compare: always("tightening") },
];

const schemeTexts = cosmetic(
  ["$schema", "元模式", "meta-schema"],
  ["title", "名称", "title"],
  ["basis", "依据", "clause"],
  ["source", "出处", "source"],
  ["message", "提示", "message"],
  ["assume", "假设", "assumptions"],
  ["untranslated", "未能建模之处", "what cannot be modelled"],
);

/** Changes of a programme document. */
export function programmeChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const [from, to] = [recordOf(before), recordOf(after)];
  return [
    ...compareAspects(file, "", { zh: "创建项目", en: "Programme" }, from, to, programmeAspects, ["attachedForms"]),
    ...byId(file, from.attachedForms, to.attachedForms, "/attachedForms", ["附表", "Attached form"], attachedAspects, [
      "tightening",
      "loosening",
    ]),
  ];
}

/** Changes of a workflow: a state that is gone leaves declarations standing nowhere. */
export function workflowChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  const head = cosmetic(["title", "名称", "title"], ["$schema", "元模式", "meta-schema"]);
  return [
    ...compareAspects(file, "", { zh: "流程", en: "Workflow" }, from, to, head, ["states", "transitions"]),
    ...byId(file, from.states, to.states, "/states", ["状态", "State"], stateAspects, ["loosening", "breaking"]),
    ...byId(file, from.transitions, to.transitions, "/transitions", ["操作", "Action"], transitionAspects, [
      "loosening",
      "tightening",
    ]),
  ];
}

/**
 * Changes of a scheme, its tree walked by node id. Points given before and after a change of a rule cannot be compared,
 * so everything but wording is breaking; a precondition more or less tightens or loosens.
 */
export function schemeChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  return [
    ...compareAspects(file, "", { zh: "评价体系", en: "Scheme" }, from, to, schemeTexts, [
      "facts",
      "eligibility",
      "root",
    ]),
    ...byId(file, from.facts, to.facts, "/facts", ["评分事实", "Fact"], schemeTexts, ["cosmetic", "breaking"]),
    ...byId(file, from.eligibility, to.eligibility, "/eligibility", ["前置条件", "Precondition"], schemeTexts, [
      "tightening",
      "loosening",
    ]),
    ...nodeChanges(file, "/root", from.root, to.root),
  ];
}

function nodeChanges(file: string, pointer: string, before: unknown, after: unknown): DocumentChange[] {
  const title = textOf(recordOf(after ?? before).title, String(recordOf(after ?? before).id ?? pointer));
  const node = named("评分项", "Scoring node", title.zh);
  if (before === undefined) return [added(file, pointer, "breaking", node)];
  if (after === undefined) return [removed(file, pointer, "breaking", node)];
  return [
    ...compareAspects(file, pointer, node, before, after, schemeTexts, ["children"]),
    ...compareById(recordOf(before).children, recordOf(after).children, `${pointer}/children`, "id", (pair) =>
      nodeChanges(file, pair.pointer, pair.before, pair.after),
    ),
  ];
}

/** Changes of a catalogue document, entry by entry; an entry that is gone may stand in stored answers. */
export function catalogueChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const lists = [listOf(from[key]), listOf(to[key])] as const;
    if (lists[0].length + lists[1].length > 0) {
      return byId(file, from[key], to[key], `/${token(key)}`, ["条目", "Entry"], catalogueTexts, [
        "loosening",
        "breaking",
      ]);
    }
    return compareAspects(
      file,
      "",
      { zh: "目录", en: "Catalogue" },
      { [key]: from[key] },
      { [key]: to[key] },
      catalogueTexts,
      [],
    );
  });
}

const catalogueTexts = cosmetic(
  ["$schema", "元模式", "meta-schema"],
  ["title", "名称", "title"],
  ["definition", "定义", "definition"],
  ["description", "说明", "description"],
  ["evidence", "佐证提示", "evidence hint"],
  ["source", "出处", "source"],
);

function byId(
  file: string,
  before: unknown,
  after: unknown,
  pointer: string,
  [zh, en]: [string, string],
  aspects: readonly Aspect[],
  [whenAdded, whenRemoved]: [ChangeKind, ChangeKind],
): DocumentChange[] {
  return compareById(before, after, pointer, "id", (pair) => {
    const title = textOf(recordOf(pair.after ?? pair.before).title, pair.id);
    const subject = { zh: named(zh, en, title.zh).zh, en: named(zh, en, title.en).en };
    if (pair.before === undefined) return [added(file, pair.pointer, whenAdded, subject)];
    if (pair.after === undefined) return [removed(file, pair.pointer, whenRemoved, subject)];
    return compareAspects(file, pair.pointer, subject, pair.before, pair.after, aspects, ["id"]);
  });
}

/** Another name of the authority is wording; another region changes who reviews and who may see. */
function compareAuthority(before: unknown, after: unknown): ChangeKind | null {
  const kind = always("cosmetic")(before, after);
  return kind !== null && recordOf(before).region !== recordOf(after).region ? "breaking" : kind;
}
