import { resolve } from "node:path";
import type { SurveyComparison } from "#contexts/erosion-assessment/model";
import { compareSurveys } from "#contexts/erosion-assessment/server";
import { intensityClasses } from "#reference-data";
import { misused, parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";

const help = `terrace compare — 两次调查的变化：等级转移矩阵、各因子的贡献

用法：
  terrace compare 成果目录A 成果目录B [--json]

示例：
  ./terrace compare survey-2023 survey-2024
`;

export const compareCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("compare", args, { json: { type: "boolean" } });
    const [runA, runB, ...more] = parsed.positionals;
    if (runA === undefined || runB === undefined || more.length > 0) {
      throw misused("compare", "需要两个成果目录", "two run folders are needed");
    }
    const comparison = await compareSurveys(resolve(runA), resolve(runB));
    process.stdout.write(parsed.flag("json") ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonText(comparison));
  },
};

function comparisonText(comparison: SurveyComparison): string {
  const labels = comparison.classes.map((id) => intensityClasses.find((entry) => entry.id === id)?.zh ?? id);
  const matrix = comparison.transitionKm2.map(
    (row, index) =>
      `  ${labels[index]!.padEnd(4, "\u3000")}${row.map((value) => value.toFixed(2).padStart(11)).join("")}`,
  );
  const factors = Object.entries(comparison.changeByFactorTonnes).map(
    ([factor, tonnes]) => `  ${factor === "undivided" ? "未分解" : factor}  ${tonnes.toFixed(0)} t/a`,
  );
  return [
    `A：${comparison.runA.title}（${comparison.runA.year}） 水土保持率 ${percent(comparison.conservationRatePercentA)}`,
    `B：${comparison.runB.title}（${comparison.runB.year}） 水土保持率 ${percent(comparison.conservationRatePercentB)}`,
    "",
    `等级转移（km²；行为 A，列为 B；共同面积 ${comparison.comparedAreaKm2.toFixed(2)} km²）`,
    `  ${"\u3000".repeat(4)}${labels.map((label) => label.padStart(9 - label.length + 2)).join("")}`,
    ...matrix,
    "",
    `土壤流失总量变化 ${comparison.soilLossChangeTonnes.toFixed(0)} t/a，其中`,
    ...factors,
    "",
  ].join("\n");
}

function percent(value: number | null): string {
  return value === null ? "—" : `${value.toFixed(2)} %`;
}
