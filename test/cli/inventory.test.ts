import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";

/** Blanks of the two forms as an independent reader of the notice (附件2) lists them: label, kind, unit. */
type Blank = [label: string, kind: string, unit?: string];

const head: Blank[] = [
  ["填表时间", "date"],
  ["名称", "text"],
  ["主管部门", "text"],
  ["地址", "text"],
  ["类型", "single-choice"],
  ["姓名", "text"],
  ["职务", "text"],
  ["手机", "text"],
];
const foot: Blank[] = [
  ["市（州）商务主管部门审核意见", "long-text"],
  ["市（州）商务主管部门（盖章）", "seal"],
  ["年 月 日", "date"],
];
const enterprise: Blank[] = [
  ...head,
  ["（平台型企业）年度起始月", "date"],
  ["（平台型企业）年度截止月", "date"],
  ["（平台型企业）年度交易额", "number", "万元"],
  ["（服务类企业）年度起始月", "date"],
  ["（服务类企业）年度截止月", "date"],
  ["（服务类企业）年度销售额", "number", "万元"],
  ["（平台型/服务类企业）年度网络零售额", "number", "万元"],
  ["有小程序、APP 或自媒体公众号", "boolean"],
  ["与物流、供应链形成良好合作关系", "boolean"],
  ["线上交易占营业收入50%以上", "boolean"],
  ["有专门的电商运营机构或部门、人才队伍、资金保障、健全制度、售后保障", "boolean"],
  [
    "取得相应的经营批准证书，取得互联网信息服务增值电信业务经营许可证或已通过备案，取得非经营性互联网信息服务备案，取得 ICP 证号",
    "boolean",
  ],
  ["社会效益显著，带动上下游关联企业协同发展", "boolean"],
  ["在助力乡村振兴方面成效显著", "boolean"],
  ...foot,
];
const team: Blank[] = [
  ...head,
  ["年度起始月", "date"],
  ["年度截止月", "date"],
  ["年度直播销售额", "number", "万元"],
  ["有小程序、APP 或自媒体公众号", "boolean"],
  ["成立时间 1 年以上，具备直播电商业务经验 6 个月以上", "boolean"],
  ["具备完善的仓配管理系统", "boolean"],
  ["落地在电商产业园内，对产业集聚有带动作用", "boolean"],
  ["签约主播、直播艺人 5 人以上", "boolean"],
  ["粉丝数 100 万以上", "boolean"],
  ["有 1 个以上品牌及产业带合作案例", "boolean"],
  ["取得相应的经营批准证书，信息公开可查", "boolean"],
  ["社会效益显著，带动上下游关联企业协同发展", "boolean"],
  ["在助力乡村振兴方面成效显著", "boolean"],
  ["年度带动贵州农产品销售 50 万元以上", "boolean"],
  ...foot,
];

const bare = (label: string) => label.replace(/[\s\u3000]/g, "");

describe("inventory", () => {
  it.each([
    ["guizhou-enterprise", enterprise],
    ["guizhou-live-team", team],
  ])("lists the blanks of %s in the order of the paper", async (programme, paper) => {
    const { code, json, err } = await runCli([
      "inventory",
      `form-schemas/${programme}/declaration.form.json`,
      "--json",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(json.map((row: Record<string, string>) => [bare(row.label as string), row.kind, row.unit])).toEqual(
      paper.map(([label, kind, unit]) => [bare(label), kind, unit ?? null]),
    );
    const ownership = json.find((row: { id: string }) => row.id === "ownership");
    expect(ownership).toMatchObject({ options: ["国有或国有控股企业", "民营企业", "其他"], other: true });
    for (const row of json) {
      expect(Object.keys(row).sort()).toEqual(
        [
          "columns",
          "evidence",
          "id",
          "kind",
          "label",
          "options",
          "other",
          "period",
          "required",
          "section",
          "unit",
          "when",
        ].sort(),
      );
      if (row.kind === "number") expect(row.period, row.id).toBe("period");
    }
  });

  it("prints a line a blank with its row title, fill-ins and columns", async () => {
    const [park, roster] = await Promise.all(
      ["declaration", "roster"].map((form) => runCli(["inventory", `form-schemas/guizhou-park/${form}.form.json`])),
    );
    const lines = park?.out.split("\n").map((line) => line.split("\t")) ?? [];
    expect(lines).toContainEqual(["operator_name", "text", "运营机构", "名称", "", "", ""]);
    expect(lines.find(([id]) => id === "operator_type")?.at(-1)).toMatch(/^政府部门\/事业单位\/.*\/其他____$/);
    expect(roster?.out).toMatch(/入驻电商企业名单\t\t\t序号\/企业名称\/.*年度网络交易额（万元）/);
  });

  it("rolls the years of titles and periods with --year, and changes nothing else", async () => {
    const form = "form-schemas/shanxi-enterprise/declaration.form.json";
    const [own, next] = await Promise.all([
      runCli(["inventory", form, "--json"]),
      runCli(["inventory", form, "--year", "2026", "--json"]),
    ]);
    const periods = (rows: { period: string | null }[]) => new Set(rows.map(({ period }) => period));
    expect(periods(own.json)).not.toEqual(periods(next.json));
    const shift = 2026 - Math.max(...[...periods(own.json)].map((period) => Number(period?.slice(-4)) || 0));
    const rolled = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replace(/20[12]\d/g, (year) => String(Number(year) + shift)));
    expect(next.json.map((row: { id: string }) => row.id)).toEqual(own.json.map((row: { id: string }) => row.id));
    expect(next.json.map((row: { period: string }) => row.period)).toEqual(
      rolled(own.json.map((row: { period: string }) => row.period)),
    );
    expect(JSON.stringify(next.json)).not.toContain("{year");
  });
});
