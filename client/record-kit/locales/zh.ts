const zh = {
  preview: "预览",
  closePreview: "收起预览",
  download: "下载",
  noPreview: "这种文件不能在页面中预览，请下载查看。",
  openInTab: "在新窗口打开",
};

export default zh;
