import type { LocalText } from "../problems/finding.ts";
import type { Requirement } from "./workflow-document.ts";
import { chinaMinute } from "./working-days.ts";

/** What the workflow must know about a declaration and the command at hand; the caller gathers it, nothing is guessed. */
export interface WorkflowFacts {
  /** The form validates without errors (schema, rules, required evidence). */
  answersValid: boolean;
  /** The applicant has agreed to the programme's commitment with this command. */
  committed: boolean;
  /** Hard deadline of the round, ISO UTC; null when the round has none. */
  deadlineAt: string | null;
  /** A reviewer has opened the declaration since it was first handed in (or handed in again after a withdrawal). */
  opened: boolean;
  /** Opinion of the reviewer, null when none was written. */
  opinion: string | null;
  /** Reason of a rejection, null when none was written. */
  reason: string | null;
  /** Number of flags raised by the returning reviewer in this step. */
  flags: number;
  /** Number of flags that nobody has settled yet. */
  openFlags: number;
  /** A sealed scan of the acting authority lies with the declaration. */
  sealPresent: boolean;
  /** The applicant's sealed form: none, one of answers that changed since, or one of the answers as they stand. */
  sealedForm: "none" | "outdated" | "current";
  /** Forms the acting authority must fill in about the declaration and has not handed in. */
  reviewFormsMissing: number;
  /** Places the acting region may still recommend; null when the round sets no quota. */
  quotaLeft: number | null;
  /** State the last return came from, null when it was never returned. */
  returnedFrom: string | null;
  region: RegionFacts;
}

/** The region a declaration belongs to, as the `when` of a target sees it. */
export interface RegionFacts {
  /** Level of the lowest region that reviews: `county`, `city` or `province`. */
  level: string;
  /** `division` for an ordinary division, otherwise the kind of the special zone. */
  kind: string;
  /** False for special zones and for organisations that belong to a city or the province directly. */
  hasCounty: boolean;
}

export type RefusalParams = Record<string, string | number>;

/** One kind of requirement: what it asks, and why it may refuse. */
export interface RequirementKind {
  kind: Requirement;
  title: LocalText;
  /** Code of the refusal. */
  code: string;
  refusal: LocalText;
  /** Refusals of their own for what else may be the matter; the first that applies is given. */
  others?: readonly { code: string; refusal: LocalText; applies(facts: WorkflowFacts): boolean }[];
  isMet(facts: WorkflowFacts, now: string): boolean;
  params?(facts: WorkflowFacts, now: string): RefusalParams;
}

const filled = (text: string | null) => text !== null && text.trim().length > 0;

/** Every kind of requirement. A new kind is one more entry here and in the `Requirement` of the document. */
export const REQUIREMENT_KINDS: readonly RequirementKind[] = [
  {
    kind: "valid-answers",
    title: { zh: "填报内容无错误", en: "Answers without errors" },
    code: "answers-not-valid",
    refusal: {
      zh: "填报内容还有错误或缺少材料，请先在“检查”页改正",
      en: "The answers still have errors or missing evidence; mend them on the check page first",
    },
    isMet: (facts) => facts.answersValid,
  },
  {
    kind: "commitment",
    title: { zh: "作出承诺", en: "Commitment" },
    code: "commitment-missing",
    refusal: { zh: "请先阅读并勾选承诺", en: "Read and agree to the commitment first" },
    isMet: (facts) => facts.committed,
  },
  {
    kind: "before-deadline",
    title: { zh: "截止时间之前", en: "Before the deadline" },
    code: "deadline-passed",
    refusal: { zh: "申报已于 {deadlineAt} 截止", en: "Declarations closed at {deadlineAt}" },
    isMet: (facts, now) => facts.deadlineAt === null || Date.parse(now) <= Date.parse(facts.deadlineAt),
    params: (facts) => ({ deadlineAt: facts.deadlineAt === null ? "" : chinaMinute(facts.deadlineAt) }),
  },
  {
    kind: "not-opened",
    title: { zh: "审核人尚未打开", en: "Not opened by a reviewer yet" },
    code: "already-opened",
    refusal: { zh: "审核已经开始，不能再撤回", en: "The review has begun; it can no longer be withdrawn" },
    isMet: (facts) => !facts.opened,
  },
  {
    kind: "opinion",
    title: { zh: "审核意见", en: "Opinion" },
    code: "opinion-missing",
    refusal: { zh: "请填写审核意见", en: "Write the opinion of the review" },
    isMet: (facts) => filled(facts.opinion),
  },
  {
    kind: "reason",
    title: { zh: "理由", en: "Reason" },
    code: "reason-missing",
    refusal: { zh: "请填写理由", en: "Write the reason" },
    isMet: (facts) => filled(facts.reason),
  },
  {
    kind: "flags",
    title: { zh: "标出需要修改之处", en: "Flags on what to correct" },
    code: "flags-missing",
    refusal: {
      zh: "退回前请至少标出一处需要修改的内容",
      en: "Flag at least one item to correct before returning the declaration",
    },
    isMet: (facts) => facts.flags > 0,
  },
  {
    kind: "no-open-flags",
    title: { zh: "标记均已处理", en: "No open flags" },
    code: "flags-open",
    refusal: { zh: "还有 {openFlags} 处标记没有处理", en: "{openFlags} flags are still open" },
    isMet: (facts) => facts.openFlags === 0,
    params: (facts) => ({ openFlags: facts.openFlags }),
  },
  {
    kind: "seal",
    title: { zh: "盖章扫描件", en: "Sealed scan" },
    code: "seal-missing",
    refusal: { zh: "请上传盖章扫描件", en: "Upload the sealed scan" },
    isMet: (facts) => facts.sealPresent,
  },
  {
    kind: "sealed-form",
    title: { zh: "盖章申报表", en: "Sealed form" },
    code: "sealed-form-missing",
    refusal: {
      zh: "请打印申报表，加盖公章后扫描上传",
      en: "Print the form, seal it, and upload the scan",
    },
    others: [
      {
        code: "sealed-form-outdated",
        refusal: {
          zh: "盖章件对应的是旧版本内容，请重新打印盖章：下载现在的申报表，盖章、扫描后再上传",
          en: "The sealed scan is of earlier answers: print the form as it stands now, seal it, and upload the scan",
        },
        applies: (facts) => facts.sealedForm === "outdated",
      },
    ],
    isMet: (facts) => facts.sealedForm === "current",
  },
  {
    kind: "within-quota",
    title: { zh: "推荐名额之内", en: "Within the quota" },
    code: "quota-used-up",
    refusal: { zh: "本地区的推荐名额已用完", en: "The places this region may recommend are used up" },
    isMet: (facts) => facts.quotaLeft === null || facts.quotaLeft > 0,
    params: (facts) => ({ quotaLeft: facts.quotaLeft ?? 0 }),
  },
  {
    kind: "review-forms",
    title: { zh: "审核用表已提交", en: "Forms of the review handed in" },
    code: "review-forms-missing",
    refusal: {
      zh: "还有 {reviewFormsMissing} 张审核用表没有提交，请先在“附表”中填写并提交",
      en: "{reviewFormsMissing} forms of the review are not handed in; fill them in under the attached forms first",
    },
    isMet: (facts) => facts.reviewFormsMissing === 0,
    params: (facts) => ({ reviewFormsMissing: facts.reviewFormsMissing }),
  },
];

/** Finds a kind of requirement; an unknown one is an error, never "met". */
export function getRequirementKind(kind: string): RequirementKind {
  const found = REQUIREMENT_KINDS.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`unknown requirement kind: ${kind}`);
  return found;
}
