const zh = {
  conflict: {
    open: "有 {{count}} 处内容冲突，请选择保留哪一个",
    title: "内容冲突",
    lead: "同一处内容在别的设备上（或由同事）作了修改。两个值都在，请逐条选择；未选择的不会被覆盖。",
    field: "填写处",
    mine: "这里填写的",
    theirs: "服务器上的",
    rows: "与另一方不同的行：",
    keepMine: "用这里的",
    keepTheirs: "用服务器上的",
    refused: "服务器没有接受：{{why}}",
  },
};

export default zh;
