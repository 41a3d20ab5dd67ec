import type { LocalText } from "../problems/finding.ts";
import {
  type Aspect,
  added,
  allowedList,
  always,
  type ChangeKind,
  compareAspects,
  compareById,
  type DocumentChange,
  demand,
  demandCondition,
  listOf,
  lowerBound,
  named,
  recordOf,
  removed,
  sameJson,
  textOf,
  token,
  upperBound,
} from "./change.ts";

/** Members of a field, and what a change of each means for answers that are already there. */
const fieldAspects: readonly Aspect[] = [
  { key: "type", title: { zh: "类型", en: "type" }, compare: compareType },
  { key: "title", title: { zh: "标题", en: "title" }, compare: always("cosmetic") },
  { key: "description", title: { zh: "说明", en: "description" }, compare: always("cosmetic") },
  { key: "x-en", title: { zh: "英文", en: "English text" }, compare: always("cosmetic") },
  { key: "x-widget", title: { zh: "控件", en: "widget" }, compare: always("cosmetic") },
  { key: "x-paper", title: { zh: "是否在纸质表上", en: "stands on paper" }, compare: always("cosmetic") },
  { key: "x-other", title: { zh: "“其他”的填空", en: "fill-in of “other”" }, compare: always("tightening") },
  { key: "x-unit", title: { zh: "单位", en: "unit" }, compare: always("breaking") },
  { key: "x-indicator", title: { zh: "指标", en: "indicator" }, compare: always("breaking") },
  { key: "x-period", title: { zh: "期间", en: "period" }, compare: always("breaking") },
  { key: "x-sensitive", title: { zh: "敏感信息", en: "sensitivity" }, compare: always("breaking") },
  { key: "x-identifying", title: { zh: "识别申报人", en: "identifying" }, compare: always("cosmetic") },
  { key: "x-code-list", title: { zh: "代码表", en: "code list" }, compare: always("breaking") },
  { key: "x-visible", title: { zh: "显示条件", en: "visibility" }, compare: demandCondition },
  { key: "x-required", title: { zh: "必填条件", en: "condition of being required" }, compare: demand },
  { key: "x-readonly", title: { zh: "只读条件", en: "read-only condition" }, compare: demand },
  { key: "x-rows", title: { zh: "固定行", en: "fixed rows" }, compare: always("breaking") },
  { key: "format", title: { zh: "格式", en: "format" }, compare: demand },
  { key: "multipleOf", title: { zh: "倍数", en: "multiple" }, compare: demand },
  { key: "uniqueItems", title: { zh: "不重复", en: "uniqueness" }, compare: demand },
  { key: "minimum", title: { zh: "最小值", en: "minimum" }, compare: lowerBound },
  { key: "maximum", title: { zh: "最大值", en: "maximum" }, compare: upperBound },
  { key: "minLength", title: { zh: "最少字数", en: "shortest length" }, compare: lowerBound },
  { key: "maxLength", title: { zh: "最多字数", en: "longest length" }, compare: upperBound },
  { key: "minItems", title: { zh: "最少项数", en: "fewest items" }, compare: lowerBound },
  { key: "maxItems", title: { zh: "最多项数", en: "most items" }, compare: upperBound },
];

const ruleAspects: readonly Aspect[] = [
  { key: "message", title: { zh: "提示", en: "message" }, compare: always("cosmetic") },
  { key: "source", title: { zh: "依据", en: "clause" }, compare: always("cosmetic") },
  { key: "at", title: { zh: "提示位置", en: "place" }, compare: always("cosmetic") },
  { key: "precheck", title: { zh: "用于预检", en: "pre-check" }, compare: always("cosmetic") },
  { key: "assert", title: { zh: "规则", en: "rule" }, compare: always("tightening") },
  { key: "when", title: { zh: "适用条件", en: "condition" }, compare: always("tightening") },
  { key: "level", title: { zh: "级别", en: "level" }, compare: compareLevel },
];

const evidenceAspects: readonly Aspect[] = [
  { key: "title", title: { zh: "名称", en: "title" }, compare: always("cosmetic") },
  { key: "hint", title: { zh: "提示", en: "hint" }, compare: always("cosmetic") },
  { key: "source", title: { zh: "依据", en: "clause" }, compare: always("cosmetic") },
  { key: "for", title: { zh: "对应字段", en: "fields" }, compare: always("cosmetic") },
  { key: "when", title: { zh: "适用条件", en: "condition" }, compare: demandCondition },
  { key: "minFiles", title: { zh: "最少份数", en: "fewest files" }, compare: lowerBound },
  { key: "maxFiles", title: { zh: "最多份数", en: "most files" }, compare: upperBound },
  { key: "types", title: { zh: "文件类型", en: "file types" }, compare: allowedList },
  { key: "maxSizeMb", title: { zh: "最大体积", en: "largest size" }, compare: upperBound },
];

const headAspects: readonly Aspect[] = [
  { key: "title", title: { zh: "标题", en: "title" }, compare: always("cosmetic") },
  { key: "reportYear", title: { zh: "填报年度", en: "report year" }, compare: always("cosmetic") },
  { key: "source", title: { zh: "出处", en: "source" }, compare: always("cosmetic") },
  { key: "print", title: { zh: "打印版式", en: "print" }, compare: always("cosmetic") },
  { key: "$schema", title: { zh: "元模式", en: "meta-schema" }, compare: always("cosmetic") },
];

/** Changes between two versions of one form, matched by field id, rule id, evidence id and section id. */
export function formChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  const subject = { zh: "申报表", en: "Form" };
  return [
    ...compareAspects(file, "", subject, from, to, headAspects, [
      "schema",
      "layout",
      "rules",
      "calculations",
      "evidence",
    ]),
    ...fieldChanges(file, "/schema", from.schema, to.schema),
    ...layoutChanges(file, from.layout, to.layout),
    ...compareById(from.rules, to.rules, "/rules", "id", (pair) => {
      const rule = named("规则", "Rule", pair.id);
      const level = recordOf(pair.after ?? pair.before).level;
      if (pair.before === undefined)
        return [added(file, pair.pointer, level === "error" ? "tightening" : "cosmetic", rule)];
      if (pair.after === undefined)
        return [removed(file, pair.pointer, level === "error" ? "loosening" : "cosmetic", rule)];
      return compareAspects(file, pair.pointer, rule, pair.before, pair.after, ruleAspects, ["id"]);
    }),
    ...compareById(from.calculations, to.calculations, "/calculations", "target", (pair) => {
      const calculation = named("计算", "Calculation", pair.id);
      if (pair.before === undefined) return [added(file, pair.pointer, "tightening", calculation)];
      if (pair.after === undefined) return [removed(file, pair.pointer, "loosening", calculation)];
      return compareAspects(file, pair.pointer, calculation, pair.before, pair.after, [], ["target"]);
    }),
    ...compareById(from.evidence, to.evidence, "/evidence", "id", (pair) => {
      const item = recordOf(pair.after ?? pair.before);
      const paper = named("佐证材料", "Evidence", textOf(item.title, pair.id).zh);
      const asked = Number(item.minFiles) > 0;
      if (pair.before === undefined) return [added(file, pair.pointer, asked ? "tightening" : "loosening", paper)];
      if (pair.after === undefined) return [removed(file, pair.pointer, "loosening", paper)];
      return compareAspects(file, pair.pointer, paper, pair.before, pair.after, evidenceAspects, ["id"]);
    }),
  ];
}

/** Fields of a form or columns of a table: `schema` holds `properties` and `required`. */
function fieldChanges(file: string, pointer: string, before: unknown, after: unknown): DocumentChange[] {
  const from = recordOf(before);
  const to = recordOf(after);
  const old = recordOf(from.properties);
  const young = recordOf(to.properties);
  const wasRequired = new Set(listOf(from.required));
  const isRequired = new Set(listOf(to.required));
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].flatMap((id) => {
    const at = `${pointer}/properties/${token(id)}`;
    const was = recordOf(old[id]);
    const is = recordOf(young[id]);
    const field = named("字段", "Field", String((id in young ? is : was).title ?? id));
    if (!(id in old)) {
      const demanded = isRequired.has(id) || is["x-required"] !== undefined;
      return [added(file, at, demanded ? "tightening" : "loosening", field)];
    }
    if (!(id in young)) return [removed(file, at, "breaking", field)];
    const changes = compareAspects(file, at, field, was, is, fieldAspects, ["oneOf", "items"]);
    if (wasRequired.has(id) !== isRequired.has(id)) {
      const now = isRequired.has(id);
      changes.push({
        file,
        pointer: at,
        kind: now ? "tightening" : "loosening",
        description: now
          ? { zh: `${field.zh}改为必填`, en: `${field.en} became required` }
          : { zh: `${field.zh}不再必填`, en: `${field.en} is no longer required` },
      });
    }
    changes.push(...choiceChanges(file, `${at}/oneOf`, field, was.oneOf, is.oneOf));
    if (sameJson(was.type, is.type)) {
      const items = [recordOf(was.items), recordOf(is.items)] as const;
      changes.push(...choiceChanges(file, `${at}/items/oneOf`, field, items[0].oneOf, items[1].oneOf));
      changes.push(...fieldChanges(file, `${at}/items`, items[0], items[1]));
    }
    return changes;
  });
}

function choiceChanges(file: string, pointer: string, field: LocalText, before: unknown, after: unknown) {
  if (before === undefined && after !== undefined) {
    return [added(file, pointer, "tightening", join(field, "的选项", " choices"))];
  }
  return compareById(before, after, pointer, "const", (pair): DocumentChange[] => {
    const choice = join(field, `的选项“${pair.id}”`, ` choice "${pair.id}"`);
    if (pair.before === undefined) return [added(file, pair.pointer, "loosening", choice)];
    // A stored answer may hold the choice that is gone.
    if (pair.after === undefined) return [removed(file, pair.pointer, "breaking", choice)];
    return compareAspects(
      file,
      pair.pointer,
      choice,
      pair.before,
      pair.after,
      fieldAspects.filter(({ key }) => key === "title" || key === "x-en"),
      ["const"],
    );
  });
}

function layoutChanges(file: string, before: unknown, after: unknown): DocumentChange[] {
  const sections = [recordOf(before).sections, recordOf(after).sections] as const;
  return compareById(sections[0], sections[1], "/layout/sections", "id", (pair) => {
    const section = named("栏目", "Section", textOf(recordOf(pair.after ?? pair.before).title, pair.id).zh);
    if (pair.before === undefined) return [added(file, pair.pointer, "cosmetic", section)];
    if (pair.after === undefined) return [removed(file, pair.pointer, "cosmetic", section)];
    const aspects: Aspect[] = [
      { key: "visible", title: { zh: "显示条件", en: "visibility" }, compare: demandCondition },
      ...["title", "block", "help"].map((key) => ({
        key,
        title: { zh: "文字", en: "text" },
        compare: always("cosmetic"),
      })),
      { key: "items", title: { zh: "排列", en: "arrangement" }, compare: always("cosmetic") },
    ];
    return compareAspects(file, pair.pointer, section, pair.before, pair.after, aspects, ["id"]);
  });
}

/** A whole number is also a number; every other change of type leaves stored answers without a meaning. */
function compareType(before: unknown, after: unknown): ChangeKind | null {
  if (sameJson(before, after)) return null;
  if (before === "integer" && after === "number") return "loosening";
  return before === "number" && after === "integer" ? "tightening" : "breaking";
}

function compareLevel(before: unknown, after: unknown): ChangeKind | null {
  if (before === after) return null;
  if (after === "error") return "tightening";
  return before === "error" ? "loosening" : "cosmetic";
}

function join(subject: LocalText, zh: string, en: string): LocalText {
  return { zh: `${subject.zh}${zh}`, en: `${subject.en}${en}` };
}
