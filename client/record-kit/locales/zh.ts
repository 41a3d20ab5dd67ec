const zh = {
  preview: "预览",
  closePreview: "收起预览",
  download: "下载",
  noPreview: "这种文件不能在页面中预览，请下载查看。",
  openInTab: "在新窗口打开",
  reveal: {
    ask: "查看完整信息",
    lead: "查看敏感信息须说明理由，并会记入审计日志。",
    reason: "理由",
    reasonHint: "至少 5 个字",
    show: "查看",
    cell: "{{column}}（第 {{row}} 行）",
  },
  round: { open: "受理中", upcoming: "未开始", closed: "已截止", publicity: "公示中", published: "已发布" },
  changes: {
    lead: "上次提交 {{before}}，本次提交 {{now}}。",
    none: "两次提交的内容和材料相同。",
    caption: "改动的内容",
    item: "项目",
    before: "上次提交",
    now: "本次提交",
    rowsBefore: "上次提交中改动或删去的行",
    rowsNow: "本次提交中改动或新增的行",
    moved: "“{{table}}”只调整了各行的顺序。",
    masked: "被遮盖的部分有改动",
    added: "新增的材料",
    removed: "撤下的材料",
  },
};

export default zh;
