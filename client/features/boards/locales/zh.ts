const zh = {
  title: "数据看板",
  lead: "只统计您所辖区域的申报。",
  none: "还没有可以查看的看板。",
  noneHint: "项目发布的规则版本中包含看板后，会列在这里。",
  back: "数据看板",
  all: "全部",
  controls: "筛选条件",
  path: "区域",
  asOf: "数据截至 {{at}}",
  print: "打印",
  refresh: "刷新",
};

export default zh;
