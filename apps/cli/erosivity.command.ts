import { resolve } from "node:path";
import { computeErosivity, type ErosivityReport } from "#contexts/erosion-assessment/server";
import { misused, parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";

const help = `terrace erosivity — 由逐日雨量算降雨侵蚀力 R 与 24 个半月权重

用法：
  terrace erosivity rain.csv [--maximum-missing-days N] [--json]

rain.csv 的列：date,rain_mm（也认 日期、雨量 等）；空格表示缺测。
模型：日雨量 ≥ 10 mm，R = α·P^1.7265，α 5–9 月 0.3937、10–4 月 0.3101；多年平均。

示例：
  ./terrace erosivity rain.csv --json > weights.json     (annual、halfMonths、weights)
`;

export const erosivityCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("erosivity", args, {
      "maximum-missing-days": { type: "string" },
      json: { type: "boolean" },
    });
    const [path, ...more] = parsed.positionals;
    if (path === undefined || more.length > 0)
      throw misused("erosivity", "需要一个雨量文件", "one rain file is needed");
    const maximumMissingDays = parsed.number("maximum-missing-days");
    const report = await computeErosivity(
      resolve(path),
      maximumMissingDays === undefined ? {} : { maximumMissingDays },
    );
    process.stdout.write(parsed.flag("json") ? `${JSON.stringify(report, null, 2)}\n` : erosivityText(report));
  },
};

function erosivityText(report: ErosivityReport): string {
  const rows = report.halfMonths.map((value, index) => {
    const month = `${Math.floor(index / 2) + 1}`.padStart(2);
    const half = index % 2 === 0 ? "上" : "下";
    return `  ${month} 月${half}  ${value.toFixed(2).padStart(10)}  ${report.weights[index]!.toFixed(5)}`;
  });
  const years = report.yearsUsed;
  const dropped = report.yearsDropped.map(({ year, reason }) => `  ${year}:${reason}`);
  return [
    `R = ${report.annual.toFixed(2)} MJ·mm/(hm²·h·a)   ${years.length} 年（${years[0]}–${years[years.length - 1]}）`,
    "",
    "  半月      侵蚀力        权重 WR",
    ...rows,
    "",
    ...(dropped.length > 0 ? ["未采用的年份：", ...dropped, ""] : []),
    ...report.notes.map((note) => `提示：${note.zh}`),
    "",
  ].join("\n");
}
