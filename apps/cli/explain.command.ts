import { resolve } from "node:path";
import type { CellExplanation } from "#contexts/erosion-assessment/model";
import { explainCell } from "#contexts/erosion-assessment/server";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { positionOf } from "./position.ts";

const help = `terrace explain — 某一点为什么是这个侵蚀强度

用法：
  terrace explain --run 成果目录 --at 经度,纬度 [--json]

示例：
  ./terrace explain --run survey-2024 --at 120.82,37.31
  ./terrace explain --run survey-2024 --at 120.82,37.31 --json     （含 R K L S B E T soilLoss class）
`;

export const explainCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("explain", args, {
      run: { type: "string" },
      at: { type: "string" },
      json: { type: "boolean" },
    });
    const [longitude, latitude] = positionOf(parsed.required("at"));
    const explanation = await explainCell(resolve(parsed.required("run")), longitude, latitude);
    process.stdout.write(
      parsed.flag("json") ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation),
    );
  },
};

function explanationText(explanation: CellExplanation): string {
  const { at, cell, landUse } = explanation;
  const factors = explanation.factors.map((factor) => {
    const mark = factor.isUnconfirmed ? " [待核]" : "";
    const inputs = factor.inputsZh.length > 0 ? `（${factor.inputsZh.join("，")}）` : "";
    return `  ${factor.symbol} = ${significant(factor.value)} ${factor.unit}  ${factor.nameZh}${inputs}${mark}\n      来源：${factor.source}`;
  });
  return [
    `位置 ${at.longitude.toFixed(6)}，${at.latitude.toFixed(6)}  第 ${cell.row} 行 ${cell.column} 列（从 0 起）${explanation.demonstration ? "  演示数据" : ""}`,
    `分区 ${explanation.zone ?? "—"}  地类 ${landUse === null ? "—" : `${landUse.code} ${landUse.nameZh}`}  坡度 ${explanation.slopeDegrees.toFixed(2)}°`,
    ...factors,
    `A = R·K·L·S·B·E·T = ${significant(explanation.soilLoss)} t/(hm²·a) = ${significant(explanation.erosionModulus)} t/(km²·a)`,
    `等级：${explanation.classZh}（容许土壤流失量 ${explanation.toleranceModulus} t/(km²·a)）`,
    "",
  ].join("\n");
}

/** Five significant digits: enough to follow the product by hand. */
function significant(value: number): string {
  return value === 0 ? "0" : String(Number(value.toPrecision(5)));
}
