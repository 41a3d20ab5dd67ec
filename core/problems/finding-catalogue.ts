import type { Level } from "./finding.ts";
import { programmeFindings } from "./programme-findings.ts";
import { sheetFindings } from "./sheet-findings.ts";

/**
 * What can be wrong with documents and answers. One entry a code: default level and the words for it, with {parameters}.
 * Every message says what to do. docs/problems.md lists the same codes; a test holds the two against each other.
 */

interface Entry {
  level: Level;
  zh: string;
  en: string;
}

const error = (zh: string, en: string): Entry => ({ level: "error", zh, en });
const warning = (zh: string, en: string): Entry => ({ level: "warning", zh, en });
const info = (zh: string, en: string): Entry => ({ level: "info", zh, en });

/** Any document or value from outside, before it is read. */
const json = {
  "json-too-deep": error("嵌套超过 {maximum} 层，请减少层级", "Nested deeper than {maximum} levels; flatten it"),
  "json-too-large": error("内容超过 {maximum} 个值，请拆分", "More than {maximum} values; split it"),
  "json-string-too-long": error(
    "文本超过 {maximum} 个字符，请缩短",
    "Text longer than {maximum} characters; shorten it",
  ),
  "json-character": error(
    "文本中有无法保存的字符（空字符或残缺的表情符号），请删除后重新输入",
    "The text holds a character that cannot be stored (a null or half an emoji); type it anew",
  ),
  "json-not-json": error("此处不是 JSON 能表示的值", "This is not a value JSON can hold"),
};

/** The shape of a document, from its meta-schema. */
const shape = {
  "shape-unknown": error(
    "不认识的属性“{name}”，请删除或改正拼写{hint}",
    'Unknown property "{name}"; remove it or mend its spelling{hint}',
  ),
  "shape-missing": error("缺少属性“{name}”，请补上", 'Property "{name}" is missing; add it'),
  "shape-empty": error("此处的文字不能为空，请填写", "The text here must not be empty; write it"),
  "shape-choice": error("此处只能是：{allowed}", "Must be one of: {allowed}"),
  "shape-type": error("此处应为{expected}", "Expected {expected} here"),
  "shape-pattern": error("“{value}”的写法不符合要求：{pattern}", '"{value}" must be written as {pattern}'),
  "shape-limit": error("超出允许范围（{detail}）", "Outside the allowed range ({detail})"),
};

/** CEL expressions in any document. */
const expressions = {
  "expression-syntax": error(
    "表达式第 {position} 个字符处有语法错误：{detail}",
    "Syntax error at character {position}: {detail}",
  ),
  "expression-unknown-field": error(
    "表达式第 {position} 个字符处的“{name}”不是本表的字段{hint}",
    'At character {position}: "{name}" is not a field here{hint}',
  ),
  "expression-unknown-column": error(
    "表达式第 {position} 个字符处的“{name}”不是该表格的列{hint}",
    'At character {position}: "{name}" is not a column of this table{hint}',
  ),
  "expression-unknown-function": error(
    "表达式第 {position} 个字符处的函数“{name}”不可用。可用函数：{allowed}",
    'At character {position}: function "{name}" may not be used. Allowed: {allowed}',
  ),
  "expression-type": error(
    "表达式第 {position} 个字符处类型不符：{detail}",
    "At character {position}: types do not fit: {detail}",
  ),
  "expression-result": error(
    "表达式结果应为{expected}，实际为{actual}",
    "The expression must yield {expected}, it yields {actual}",
  ),
  "expression-forbidden": error(
    "表达式第 {position} 个字符处不允许使用“{construct}”：{reason}",
    'At character {position}: "{construct}" may not be used: {reason}',
  ),
  "expression-too-large": error(
    "表达式过大（{size} 个节点，上限 {maximum}），请拆分",
    "Expression too large ({size} nodes, at most {maximum}); split it",
  ),
  "expression-too-deep": error(
    "表达式嵌套过深（{size} 层，上限 {maximum}），请拆分",
    "Expression nested too deep ({size}, at most {maximum}); split it",
  ),
  "expression-too-nested": error(
    "表格循环嵌套 {size} 层，上限 {maximum} 层",
    "Loops nested {size} deep, at most {maximum}",
  ),
  "expression-too-costly": error(
    "最多会计算 {size} 次，上限 {maximum} 次；请减小表格的 maxItems 或拆分规则",
    "Could take {size} steps, at most {maximum}; lower maxItems of the table or split the rule",
  ),
};

/** Form definitions. */
const forms = {
  "form-field-id": error(
    "字段编号“{id}”须为小写字母开头的 snake_case，不超过 64 个字符",
    'Field id "{id}" must be snake_case, begin with a letter and have at most 64 characters',
  ),
  "form-field-reserved": error(
    "“{id}”是保留名称，请换一个字段编号",
    '"{id}" is a reserved name; choose another field id',
  ),
  "form-duplicate-id": error("编号“{id}”重复，请改名", 'Id "{id}" is used twice; rename one'),
  "form-unknown-field": error("没有字段“{id}”{hint}", 'There is no field "{id}"{hint}'),
  "form-cross-table": error(
    "这一行有 {cells} 格，而表头有 {columns} 栏，请使两者一致",
    "This row has {cells} cells, but the head has {columns} columns; make them agree",
  ),
  "form-choice-lines": error(
    "各行共印 {printed} 个选项，而该字段有 {choices} 个选项，请使两者一致",
    "The lines hold {printed} options, but the field has {choices}; make them agree",
  ),
  "form-not-placed": error(
    "字段“{id}”没有放进任何章节，请在 layout 中放置一次",
    'Field "{id}" stands in no section; place it once in the layout',
  ),
  "form-placed-twice": error(
    "字段“{id}”在 layout 中出现多次，请只放置一次",
    'Field "{id}" stands in the layout more than once; place it once',
  ),
  "form-seal-is-field": error(
    "“{id}”已是填报字段，盖章处或官方栏请用别的编号",
    '"{id}" is a field to be filled; give the seal or official place another id',
  ),
  "form-choice-duplicate": error("选项代码“{value}”重复", 'Choice "{value}" is given twice'),
  "form-choice-unknown": error("没有选项“{value}”{hint}", 'There is no choice "{value}"{hint}'),
  "form-other-target": error(
    "“其他”的填写栏“{id}”应为文本字段",
    'The fill-in "{id}" of an "other" choice must be a text field',
  ),
  "form-other-shared": error(
    "填写栏“{id}”被两个选项共用，请各用一个",
    'The fill-in "{id}" belongs to two choices; give each its own',
  ),
  "form-bounds": error("{low} 大于 {high}，没有任何值能满足", "{low} is above {high}: no value can satisfy both"),
  "form-max-length": error(
    "文本字段须有 maxLength（或选项、格式）",
    "A text field needs maxLength (or choices, or a format)",
  ),
  "form-choices-both": error("oneOf 与 x-code-list 只能用一个", "Use either oneOf or x-code-list, not both"),
  "form-unknown-unit": error("单位表中没有“{id}”{hint}", 'The unit list has no "{id}"{hint}'),
  "form-unit-not-number": warning("单位用于数字字段，此字段不是数字", "A unit belongs to a number; this field is none"),
  "form-unknown-indicator": error("指标目录中没有“{id}”{hint}", 'The indicator catalogue has no "{id}"{hint}'),
  "form-indicator-unit": error(
    "指标“{id}”的单位是“{expected}”，此字段的单位“{actual}”无法换算",
    'Indicator "{id}" is measured in "{expected}"; "{actual}" cannot be converted to it',
  ),
  "form-unknown-code-list": error("没有代码表“{id}”{hint}", 'There is no code list "{id}"{hint}'),
  "form-text-parameter": error(
    "文本中的“{name}”不是可用参数；可用 {year}、{year-1}、{year+1}",
    '"{name}" is no parameter; use {year}, {year-1} or {year+1}',
  ),
  "form-no-english": info(
    "有 {count} 处文本缺少英文，英文界面将显示中文",
    "{count} texts lack English; the English page will show Chinese",
  ),
  "form-required-unknown": error("必填项“{id}”不是字段{hint}", 'Required "{id}" is not a field{hint}'),
  "form-calculation-target": error("计算目标“{id}”应为数字字段", 'Calculation target "{id}" must be a number field'),
  "form-calculation-twice": error("字段“{id}”有两个计算公式，请只留一个", 'Field "{id}" is calculated twice; keep one'),
  "form-cycle": error("循环依赖：{path}。请断开其中一环", "These depend on each other in a circle: {path}. Break it"),
  "form-row-labels": error(
    "x-rows 有 {count} 行，超过 maxItems {maximum}",
    "x-rows has {count} rows, more than maxItems {maximum}",
  ),
  "form-evidence-count": error("minFiles 大于 maxFiles", "minFiles is above maxFiles"),
};

/** Catalogue documents: units, indicators, code lists. */
const catalogues = {
  "catalogue-unit-base": error(
    "单位“{id}”的基准单位“{base}”不在表中",
    'Base "{base}" of unit "{id}" is not in the list',
  ),
  "catalogue-duplicate": error("编号“{id}”重复", 'Id "{id}" is used twice'),
};

/** Answers of an applicant: each says how to mend it. {title} is the field's own title. */
const answers = {
  "answer-unknown-field": error("本表没有“{id}”这一项，未予保存", 'This form has no field "{id}"; it was not taken'),
  "answer-required": error("请填写“{title}”", 'Please fill in "{title}"'),
  "answer-type-number": error(
    "“{title}”应为数字，请只填数字，不带单位和符号",
    '"{title}" must be a number without unit or sign',
  ),
  "answer-type-integer": error(
    "“{title}”应为整数，请去掉小数",
    '"{title}" must be a whole number; remove the decimals',
  ),
  "answer-type-text": error("“{title}”应为文字", '"{title}" must be text'),
  "answer-type-boolean": error("“{title}”请选择“是”或“否”", 'Choose yes or no for "{title}"'),
  "answer-type-choices": error("“{title}”应为选项列表", '"{title}" must be a list of choices'),
  "answer-type-table": error("“{title}”应为表格", '"{title}" must be a table'),
  "answer-minimum": error("“{title}”不能小于 {limit}", '"{title}" must be at least {limit}'),
  "answer-maximum": error("“{title}”不能大于 {limit}", '"{title}" must be at most {limit}'),
  "answer-multiple": error("“{title}”应为 {limit} 的整数倍", '"{title}" must be a multiple of {limit}'),
  "answer-too-short": error("“{title}”至少 {limit} 个字", '"{title}" needs at least {limit} characters'),
  "answer-too-long": error(
    "“{title}”最多 {limit} 个字，请精简",
    '"{title}" may have at most {limit} characters; shorten it',
  ),
  "answer-choice": error("“{title}”请从所列选项中选择", 'Choose one of the given options for "{title}"'),
  "answer-too-few": error("“{title}”至少选择或填写 {limit} 项", '"{title}" needs at least {limit} entries'),
  "answer-too-many": error("“{title}”最多 {limit} 项", '"{title}" may have at most {limit} entries'),
  "answer-duplicate": error("“{title}”有重复项，请删除", '"{title}" has the same entry twice; remove one'),
  "answer-column-unknown": error("表格中没有“{id}”这一列", 'The table has no column "{id}"'),
  "answer-date": error("“{title}”请填写真实日期，如 2024-06-30", '"{title}" must be a real date such as 2024-06-30'),
  "answer-year-month": error("“{title}”请填写年月，如 2024-06", '"{title}" must be a year and month such as 2024-06'),
  "answer-credit-code": error(
    "“{title}”不是有效的统一社会信用代码，请核对 18 位代码",
    '"{title}" is not a valid unified social credit code; check its 18 characters',
  ),
  "answer-id-number": error(
    "“{title}”不是有效的居民身份证号码，请核对 18 位号码",
    '"{title}" is not a valid resident ID number; check its 18 characters',
  ),
  "answer-mobile": error("“{title}”请填写 11 位手机号码", '"{title}" must be a mobile number of 11 digits'),
  "answer-phone": error(
    "“{title}”请填写电话号码，如 0851-12345678",
    '"{title}" must be a telephone number such as 0851-12345678',
  ),
  "answer-postcode": error("“{title}”请填写 6 位邮政编码", '"{title}" must be a postcode of 6 digits'),
  "answer-email": error(
    "“{title}”请填写电子邮箱，如 name@example.cn",
    '"{title}" must be an e-mail address such as name@example.cn',
  ),
  "answer-url": error(
    "“{title}”请填写以 http:// 或 https:// 开头的网址",
    '"{title}" must be a web address beginning with http:// or https://',
  ),
  "answer-other-missing": error(
    "“{title}”选择了其他，请填写具体内容",
    'You chose "other" for "{title}"; say what it is',
  ),
  "answer-calculated": error(
    "“{title}”由系统计算，应为 {expected}，请刷新后重试",
    '"{title}" is calculated and must be {expected}; reload and try again',
  ),
  "attached-missing": error("请填写附表《{title}》", 'Please fill in the attached form "{title}"'),
  "attached-differs": warning(
    "“{title}”为 {value}，与申报表“{other}”的 {expected} 不一致；请核对",
    '"{title}" is {value}, which differs from "{other}" on the declaration, {expected}; please check',
  ),
  "attached-row-count": warning(
    "汇总表有 {count} 行，推荐名单有 {expected} 个申报；请核对",
    "The summary has {count} rows, the list of recommendations {expected} declarations; please check",
  ),
  "answer-unit-slip": warning(
    "“{title}”是“{other}”的约 {ratio} 倍，请确认单位（{unit}）没有弄错",
    '"{title}" is about {ratio} times "{other}"; make sure the unit ({unit}) is right',
  ),
  "answer-locked": error("“{title}”现在不能修改", '"{title}" cannot be changed now'),
  "answer-shape": error("“{title}”的内容形式不对，未予保存", '"{title}" has a form that cannot be kept'),
  "answer-evidence-missing": error(
    "请上传佐证材料“{title}”，至少 {minimum} 份，现有 {count} 份",
    'Upload evidence "{title}": at least {minimum}, now {count}',
  ),
  "answer-evidence-many": error(
    "佐证材料“{title}”最多 {maximum} 份，现有 {count} 份",
    'Evidence "{title}": at most {maximum} files, now {count}',
  ),
};

/** Accounts, registrations and roles. */
const accounts = {
  "account-password-weak": error(
    "密码过于简单，请混用字母和数字，且不要包含登录名",
    "This password is too easy to guess; mix letters and digits and leave the login out",
  ),
  "account-login-taken": error("这个登录名已被使用，请换一个", "This login is taken; choose another"),
  "account-organisation-taken": error(
    "该单位已经注册，请向本单位已注册的同事索取邀请码",
    "This organisation is registered already; ask a colleague who is registered for an invite code",
  ),
  "account-person-taken": error(
    "该身份证号码已经注册，请直接登录",
    "This ID number is registered already; sign in instead",
  ),
  "account-code-invalid": error(
    "代码不正确、已使用或已过期，请核对或重新获取",
    "The code is wrong, used or expired; check it or ask for a new one",
  ),
  "account-region-unknown": error(
    "没有这个行政区划，请从列表中选择",
    "There is no such region; choose one from the list",
  ),
  "account-role-twice": error("同一角色和区域出现两次，请删除一个", "The same role and region stand twice; remove one"),
  "account-role-applicant": error(
    "申报人的角色只能由注册取得，不能授予，也不能与其他角色并存",
    "The role of an applicant comes with registration; it is neither given nor joined with others",
  ),
  "account-role-region": error(
    "审核、专家、领导和项目管理角色须指定区域，其他角色不指定",
    "Reviewers, experts, leaders and programme administrators need a region, other roles have none",
  ),
  "account-role-level": error(
    "区域的级别与审核级别不符，请选择同级区域",
    "The region is of another level than the reviewer; choose one of the same level",
  ),
  "account-roles-separated": error(
    "系统、安全、审计三种管理员须由不同账号担任",
    "System, security and audit administrator must be different accounts",
  ),
};

/** A programme's documents as a set of files. */
const editions = {
  "document-not-json": error("文件不是有效的 JSON：{detail}", "The file is not valid JSON: {detail}"),
  "bundle-unknown-path": error(
    "这个路径下没有已知种类的文档，请移到约定的位置",
    "No kind of document stands at this path; move it to where its kind belongs",
  ),
  "bundle-id-differs": error(
    "文档的 id 是“{id}”，按路径应为“{expected}”，请改成一致",
    'The document says its id is "{id}", its path says "{expected}"; make them the same',
  ),
  "bundle-programme-count": error(
    "配置包中应当正好有一个项目文档，现有 {count} 个",
    "A bundle holds exactly one programme document, this one holds {count}",
  ),
  "bundle-missing": error(
    "缺少所引用的文档 {path}，或该文档自身还有错误；没有的请补上，有错误的先改正那份文档",
    "The document {path} is referred to but missing, or has errors of its own: add it, or mend that document first",
  ),
  "golden-form-missing": error(
    "样例对应的申报表 {path} 不在其中",
    "The form {path} of this golden case is not among the documents",
  ),
  "golden-findings-differ": error(
    "样例的核查结果与预期不符。预期：{expected}；实际：{actual}",
    "The golden case gives other findings than expected. Expected: {expected}; found: {actual}",
  ),
  "golden-score-differs": error(
    "样例得分应为 {expected}，实际为 {actual}",
    "The golden case should score {expected} and scores {actual}",
  ),
};

export const findingCatalogue = {
  ...json,
  ...editions,
  ...shape,
  ...expressions,
  ...forms,
  ...catalogues,
  ...answers,
  ...sheetFindings,
  ...accounts,
  ...programmeFindings,
} satisfies Record<string, Entry>;

/** Every code a checker of forms, rules and documents may give. */
export type FindingCode = keyof typeof findingCatalogue;
