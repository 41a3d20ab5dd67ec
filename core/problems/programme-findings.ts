import type { Level } from "./finding.ts";

/** What can be wrong with workflows, programmes, datasets, dashboards and the holiday list. */

type Entry = { level: Level; zh: string; en: string };
const error = (zh: string, en: string): Entry => ({ level: "error", zh, en });
const warning = (zh: string, en: string): Entry => ({ level: "warning", zh, en });

export const programmeFindings = {
  "attached-by": error("“{when}”的附表只能由 {allowed} 填写", 'An attached form of "{when}" is filled in by {allowed}'),
  "attached-due": error("“{when}”的附表不能这样规定期限", 'An attached form of "{when}" has no such due date'),
  "attached-duplicate": error("附表编号“{id}”重复，请改名", 'The attached form "{id}" stands twice; rename one'),
  "attached-files": error(
    "审核人填写的表不能要求上传材料，请删去该表的 evidence",
    "What an authority fills in cannot ask for files; take the evidence out of its form",
  ),
  "attached-one-source": error("from 和 meta 须且只能写一个", "Give either from or meta, not both"),
  "attached-rows": error(
    "只有随推荐报送的汇总表可以按推荐名单生成行，请去掉 rows",
    "Only a summary that goes with a recommendation draws its rows from the list; take rows out",
  ),
  "attached-sensitive": error(
    "证件号码、电话不能带入附表，请去掉这一项",
    "ID numbers and telephones are not taken over; remove this value",
  ),
  "attached-review-not-asked": warning(
    "流程“{workflow}”中 {by} 的操作都没有要求 review-forms，这张表不填也能通过；请在该级“通过”操作的 requires 中加入 review-forms",
    'No step of {by} in the workflow "{workflow}" requires review-forms, so this form may be passed over: add review-forms to the requires of its forward step',
  ),
  "attached-subject": error(
    "附表由“{form}”填写，应为“{expected}”，请换一张表或改填写人",
    'The attached form is for "{form}" where "{expected}" fills it in; choose another form or another by',
  ),
  "attached-to": error(
    "由上级审定的附表（汇总表、年度和变更报告）须写明报送到哪一级（to），其他附表不写",
    "A form that a level judges (summary, yearly and change reports) says to which level (to); any other does not",
  ),
  "attached-unknown-field": error("附表中没有“{id}”，请改正拼写", 'The attached form has no "{id}"; mend its spelling'),
  "attached-values": error(
    "汇总表属于一个地区，不能带入某个申报的内容，请改用 rows",
    "A summary belongs to a region and cannot take values of one declaration; use rows",
  ),
  "dashboard-breaks-order": error("分级界限必须由小到大", "Breaks must ascend"),
  "dashboard-compare-year": error(
    "同比需要图块跟随一个年份筛选",
    "A comparison needs a year control that the tile follows",
  ),
  "dashboard-control-dimension": error(
    "“{control}”筛选不能用于“{dimension}”维度",
    'A "{control}" control does not fit a "{dimension}" dimension',
  ),
  "dashboard-duplicate-id": error("编号“{id}”重复，请改名", 'Id "{id}" is used twice; rename one'),
  "dashboard-funnel-cut": error(
    "漏斗的统计口径已按阶段截取，前面的阶段会缺失；请换一个口径",
    "The population already selects stages, so the funnel would miss some; choose another population",
  ),
  "dashboard-grouped-by-filtered": error(
    "按“{dimension}”分组又跟随它的筛选“{control}”，只会剩一组；请在 listen 中去掉它",
    'Grouped by "{dimension}" and filtered by "{control}" only one group is left; take it out of listen',
  ),
  "dashboard-map-breaks": error(
    "要比较或下钻的地图必须有固定分级（breaks），否则同一颜色前后含义不同",
    "A map that is compared or drilled needs fixed breaks, or one colour means different things",
  ),
  "dashboard-mixed-units": error(
    "同一坐标轴上不能混用 {quantities}，请分成几个图块",
    "One axis cannot carry {quantities}; make several tiles",
  ),
  "dashboard-not-additive": error(
    "平均数、中位数、比率不能相加成整体，请换一种图",
    "Means, medians and ratios do not add up to a whole; choose another view",
  ),
  "dashboard-off-grid": error("超出 {maximum} 列，请移动或缩小", "Reaches beyond {maximum} columns; move or narrow it"),
  "dashboard-overlap": error("与图块“{id}”重叠，请移开", 'Overlaps the tile "{id}"; move it away'),
  "dashboard-public-without-privacy": error(
    "对外公开的看板必须设最小披露数（privacy.minCount）",
    "A public dashboard must set a privacy floor (privacy.minCount)",
  ),
  "dashboard-share-on-itself": error(
    "占比“{measure}”不能跟随自身维度的筛选“{control}”，否则恒为 0 或 100%；请在 listen 中去掉它",
    'The share "{measure}" must not follow the control "{control}" on its own dimension, or it is always 0 or 100%; take it out of listen',
  ),
  "dashboard-unknown-control": error(
    "没有筛选“{id}”，请改正拼写或补上",
    'There is no control "{id}"; mend its spelling or add it',
  ),
  "dashboard-unknown-dimension": error(
    "没有维度“{id}”，请改正拼写或补上",
    'There is no dimension "{id}"; mend its spelling or add it',
  ),
  "dashboard-unknown-measure": error(
    "没有指标“{id}”，请改正拼写或补上",
    'There is no measure "{id}"; mend its spelling or add it',
  ),
  "dashboard-unknown-population": error(
    "没有统计口径“{id}”，请改正拼写或补上",
    'There is no population "{id}"; mend its spelling or add it',
  ),
  "dashboard-view-dimensions": error("“{view}”不能按 [{kinds}] 分组", '"{view}" cannot be grouped by [{kinds}]'),
  "dashboard-view-measures": error(
    "“{view}”放不下这么多指标，请减少",
    '"{view}" cannot show that many measures; remove some',
  ),
  "dataset-choice-not-named": error(
    "缺少选项“{value}”，请在 values 中写出它的名称",
    'The choice "{value}" is missing; name it in values',
  ),
  "dataset-duplicate-value": error("取值“{value}”重复，请删除一个", 'The value "{value}" stands twice; remove one'),
  "dataset-form-not-counted": error(
    "申报表“{id}”不在本数据集的 forms 中，请补上",
    'The form "{id}" is not among the forms of this dataset; add it',
  ),
  "dataset-mixed-units": error(
    "“{id}”的单位“{unit}”与“{quantity}”或其他来源的单位不能换算",
    'The unit "{unit}" of "{id}" converts neither to "{quantity}" nor to the other sources',
  ),
  "dataset-not-a-choice": error(
    "“{id}”不是单选或是否题，不能作为维度",
    '"{id}" is no single choice or yes/no of the form and cannot be a dimension',
  ),
  "dataset-not-a-number": error("“{id}”不是申报表的数字栏目", '"{id}" is no number of the form'),
  "dataset-ratio-units": error(
    "分子是“{top}”，分母是“{bottom}”，两者须为同一种量",
    'The numerator is "{top}", the denominator "{bottom}"; they must be of one quantity',
  ),
  "dataset-region-condition": error(
    "条件中不能写地区，地区由查看人的权限决定；请删除",
    "A condition names no regions, the viewer's scope decides them; remove it",
  ),
  "dataset-too-many-dimensions": error(
    "维度最多占 {maximum} 列（地区除最高一级外每级一列），请减少",
    "Dimensions take at most {maximum} columns (a tree takes one for each level below its first); remove some",
  ),
  "dataset-too-many-fields": error("字段最多 {maximum} 个，请减少", "At most {maximum} fields; remove some"),
  "dataset-unknown-field": error(
    "没有字段“{id}”，请改正拼写或补上",
    'There is no field "{id}"; mend its spelling or add it',
  ),
  "dataset-unknown-value": error("该维度没有取值“{value}”", 'The dimension has no value "{value}"'),
  "document-missing": error(
    "找不到所引用的文档“{id}”，或该文档自身还有错误；没有的请补上，有错误的先改正那份文档",
    'The document "{id}" is referred to but missing, or has errors of its own: add it, mend the name, or mend that document first',
  ),
  "holiday-day": error(
    "日期“{day}”不存在、不在该年内，或补班日不是周末",
    '"{day}" does not exist, lies outside its year, or is a make-up day that is no weekend',
  ),
  "programme-award-field": error(
    "“{field}”不是申报表中的选择题，不能用来命名奖项",
    '"{field}" is no choice of the form and cannot name the award',
  ),
  "programme-award-tier": error(
    "称号名称取自档次，但指标体系没有分档规则；请在 outcome.rules 中加入 tiers-by-score 等规则，或去掉 nameFromTier",
    "The name of the title takes the tier, but the scheme sorts into none: add a rule such as tiers-by-score to outcome.rules, or leave nameFromTier out",
  ),
  "programme-cap-effect": error(
    "总数限制的效果“{effect}”不授予称号，可用：add、recognise",
    'A cap is of an effect that gives a title, not of "{effect}"; known are add and recognise',
  ),
  "programme-duplicate-rule": error("“{id}”重复，请改名", '"{id}" stands twice; rename one'),
  "programme-duplicate-batch": error("批次“{id}”重复，请改名", 'Batch "{id}" stands twice; rename one'),
  "programme-fact-not-asked": error(
    "评价指标体系的数据“{id}”在申报表中找不到，请补一个栏目或写明来源",
    'The scheme\'s fact "{id}" is not found in the form; add a field or say where it comes from',
  ),
  "programme-naming-applicant": error(
    "命名规则须含申报人（applicant），否则文件会重名",
    "The naming rule needs the applicant, or files get the same name",
  ),
  "programme-naming-token": error(
    "命名规则中没有“{token}”，可用：{allowed}",
    'The naming rule knows no "{token}"; known are {allowed}',
  ),
  "programme-numbering-token": error(
    "称号编号中没有“{token}”，可用：year、seq",
    'The numbering of titles knows no "{token}"; known are year and seq',
  ),
  "programme-scheme-form": error(
    "评价指标体系读取的是“{form}”，不是本项目的申报表",
    'The scheme reads "{form}", which is not the form of this programme',
  ),
  "programme-subject": error(
    "申报表由“{form}”填写，与申报主体“{applicant}”不符，请改成一致",
    'The form is filled in by "{form}", the programme is for "{applicant}"; make them the same',
  ),
  "workflow-award": error(
    "进入认定阶段（awarded）的操作必须授予称号（award-title），其他操作不得授予",
    "A transition to the stage awarded must have the effect award-title, and no other may",
  ),
  "workflow-dead-end": error(
    "状态“{id}”没有出路；请加一个操作或标为 final",
    'Nothing leads out of state "{id}"; add a transition or mark it final',
  ),
  "workflow-duplicate-id": error("编号“{id}”重复，请改名", 'Id "{id}" is used twice; rename one'),
  "workflow-final-left": error(
    "终结状态“{id}”还有出路；请删除该操作或去掉 final",
    'Something leads out of the final state "{id}"; remove the transition or the mark final',
  ),
  "workflow-initial": error(
    "起始状态必须由申报人持有并可全部修改（holder: applicant，editable: all）",
    "The initial state must be held by the applicant and be wholly editable (holder: applicant, editable: all)",
  ),
  "workflow-last-target": error(
    "最后一个去向不能带条件，否则申报可能无处可去；请去掉 when",
    "The last target must have no condition, or a declaration may have nowhere to go; remove its when",
  ),
  "workflow-no-end": error(
    "从状态“{id}”永远到不了终结状态；请加一个出路",
    'No final state can be reached from "{id}"; add a way out',
  ),
  "workflow-nobody-returns": error(
    "没有操作会记住退回的一级，请给退回操作加上 remember-returner",
    "No transition remembers who returned; give the return the effect remember-returner",
  ),
  "workflow-return-without-flags": error(
    "退回到“{id}”必须要求标记（flags），否则申报人什么也改不了",
    'Leading to "{id}" must require flags, or the applicant can correct nothing',
  ),
  "workflow-system-ambiguous": error(
    "从“{id}”到同一阶段有两个系统操作，请只留一个",
    'Two transitions of the system lead from "{id}" to the same stage; keep one',
  ),
  "workflow-system-target": error("系统操作只能有一个固定去向", "A transition of the system leads to one fixed state"),
  "workflow-target-never-passed": error(
    "没有条件的去向之后的去向永远用不到；请加条件或移到最后",
    "Targets after one without a condition are never used; give it a condition or move it to the end",
  ),
  "workflow-unknown-state": error(
    "没有状态“{id}”，请改正拼写或补上",
    'There is no state "{id}"; mend its spelling or add it',
  ),
  "workflow-unreachable": error(
    "没有操作能到达状态“{id}”；请加一个操作或删除该状态",
    'Nothing leads to state "{id}"; add a transition or remove the state',
  ),
};
