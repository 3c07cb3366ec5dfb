import { resolve } from "node:path";
import { computeTerrain } from "#contexts/erosion-assessment/server";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { positionOf } from "./position.ts";
import { ProgressBar } from "./progress-bar.ts";

const help = `terrace terrain — 由高程算坡度、坡向、阴影、填洼、流向、汇流、坡长、集水区

用法:
  terrace terrain --dem dem.tif --out 目录

示例:
  ./terrace terrain --dem dem.tif --out terrain --outlet 120.82,37.31 --snap 100

  --dem-crs、--dem-unit、--dem-nodata、--project-to、--cell-size、--spikes   同 terrace survey
  --maximum-length 米         坡长上限(默认不限)
  --gentle-cut-factor 0.7  --steep-cut-factor 0.5   坡度骤降处截断坡长
  --channel-threshold 公顷    汇水面积超过此值的沟道截断坡长(0 = 不截断)
  --outlet 经度,纬度          该点以上的集水区,可多次给出;--snap 米:移到附近汇流最大的栅格
  --json                      摘要以 JSON 写到标准输出

写出:slope.tif aspect.tif hillshade.tif filled.tif direction.tif accumulation.tif slope-length.tif(及 watershed.tif)
`;

const text = { type: "string" } as const;

export const terrainCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("terrain", args, {
      dem: text,
      out: text,
      "dem-crs": text,
      "dem-band": text,
      "dem-unit": text,
      "dem-nodata": text,
      "project-to": text,
      "cell-size": text,
      spikes: text,
      "maximum-length": text,
      "gentle-cut-factor": text,
      "steep-cut-factor": text,
      "channel-threshold": text,
      outlet: { type: "string", multiple: true },
      snap: text,
      json: { type: "boolean" },
    });
    const progress = new ProgressBar();
    try {
      const report = await computeTerrain({
        dem: {
          path: parsed.required("dem"),
          crs: parsed.text("dem-crs"),
          band: parsed.number("dem-band"),
          verticalUnit: parsed.choice("dem-unit", ["metre", "foot", "us-survey-foot"]),
          noData: parsed.number("dem-nodata"),
          spikes: parsed.choice("spikes", ["refuse", "smooth", "keep"]),
          projectTo: parsed.text("project-to"),
          cellSize: parsed.number("cell-size"),
        },
        demPath: resolve(parsed.required("dem")),
        outDirectory: resolve(parsed.required("out")),
        maximumMetres: parsed.number("maximum-length"),
        gentleCutFactor: parsed.number("gentle-cut-factor") ?? 0.7,
        steepCutFactor: parsed.number("steep-cut-factor") ?? 0.5,
        channelThresholdHectares: parsed.number("channel-threshold") ?? 0,
        outlets: parsed.texts("outlet").map(positionOf),
        snapMetres: parsed.number("snap") ?? 0,
        onProgress: (label, fraction) => progress.show(label, fraction),
      });
      progress.clear();
      for (const note of report.notes) process.stderr.write(`提示：${note.zh}\n`);
      if (parsed.flag("json")) {
        process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
        return;
      }
      const { grid } = report;
      const watersheds = report.watersheds.map(
        ({ longitude, latitude, cells }) =>
          `集水区 ${longitude}, ${latitude}:${((cells * grid.cellWidth * grid.cellHeight) / 1e6).toFixed(4)} km²(投影面积)`,
      );
      process.stdout.write(
        [
          `${grid.columns} × ${grid.rows} 栅格,${grid.cellWidth} × ${grid.cellHeight} m,${grid.crs}`,
          `填洼抬高 ${report.filledCells} 个栅格,平地 ${report.flatCells} 个;最大汇流 ${report.greatestAccumulation} 个栅格`,
          ...watersheds,
          `写出 ${report.files.join("、")} 到 ${resolve(parsed.required("out"))}`,
          "",
        ].join("\n"),
      );
    } finally {
      progress.clear();
    }
  },
};
