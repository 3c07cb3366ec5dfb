import {
  type ProvenanceEntry,
  provenanceSheet,
  type Sheet,
  type SheetColumn,
  type SheetRow,
  writeWorkbook,
} from "#platform/documents";
import { intensityClasses } from "#reference-data";
import { type Provenance, type SurveySummary, surveyCaption, type ZoneSummary } from "../../model/index.ts";
import { alignmentLabel, roleName } from "../survey-inputs/input-roles.ts";
import { confidenceLabel } from "./confidence-label.ts";

/** `summary.xlsx`: km² and % by division and class, then inputs and parameters. The numbers are those of `summary.json`. */
export async function writeSurveyWorkbook(path: string, summary: SurveySummary, provenance: Provenance): Promise<void> {
  await writeWorkbook(
    path,
    [areaSheet(summary), shareSheet(summary), provenanceSheet(provenanceEntries(provenance), notesOf(summary))],
    {
      filter: surveyCaption(summary),
      madeAt: new Date(provenance.finishedAt),
      runId: summary.runId,
    },
  );
}

function notesOf(summary: SurveySummary): string[] {
  const { grid } = summary;
  return [
    ...(summary.demonstration ? ["演示数据，不得作为成果使用"] : []),
    `栅格 ${grid.cellWidth} × ${grid.cellHeight} m，${grid.crs}；面积为椭球面积；容许土壤流失量 ${summary.toleranceModulus} t/(km²·a)`,
    ...(summary.unconfirmed.length > 0 ? [`待核参数 ${summary.unconfirmed.length} 项，见“来源”表`] : []),
    ...summary.warnings.map(({ zh }) => zh),
  ];
}

const closingColumns: readonly SheetColumn[] = [
  { key: "loss", header: "水土流失面积", unit: "km²", width: 16, format: "decimal-2" },
  { key: "rate", header: "水土保持率", unit: "%", width: 14, format: "decimal-2" },
  { key: "modulus", header: "平均侵蚀模数", unit: "t/(km²·a)", width: 20, format: "decimal-2" },
  { key: "total", header: "土壤流失量", unit: "t/a", width: 16, format: "decimal-1" },
];

function closingCells(zone: ZoneSummary): SheetRow {
  return {
    loss: zone.soilWaterLossAreaKm2,
    rate: zone.conservationRatePercent,
    modulus: zone.meanErosionModulus,
    total: zone.totalSoilLossTonnes,
  };
}

function areaSheet(summary: SurveySummary): Sheet {
  const row = (zone: ZoneSummary): SheetRow => ({
    name: zone.name,
    code: zone.code,
    area: zone.areaKm2,
    ...zone.classKm2,
    ...closingCells(zone),
  });
  return {
    name: "面积",
    title: `${surveyCaption(summary)} 各级侵蚀面积`,
    notes: notesOf(summary),
    columns: [
      { key: "name", header: "分区", width: 30 },
      { key: "code", header: "代码", width: 12 },
      { key: "area", header: "面积", unit: "km²", width: 14, format: "decimal-2" },
      ...intensityClasses.map(
        ({ id, zh }): SheetColumn => ({ key: id, header: zh, unit: "km²", width: 13, format: "decimal-2" }),
      ),
      ...closingColumns,
    ],
    rows: summary.zones.map(row),
    totals: row(summary.total),
  };
}

function shareSheet(summary: SurveySummary): Sheet {
  const row = (zone: ZoneSummary): SheetRow => ({
    name: zone.name,
    ...zone.classPercent,
    rate: zone.conservationRatePercent,
  });
  return {
    name: "比例",
    title: `${surveyCaption(summary)} 各级侵蚀占面积的比例`,
    notes: ["每行六级合计 100 %；水土保持率 = 微度所占比例"],
    columns: [
      { key: "name", header: "分区", width: 30 },
      ...intensityClasses.map(
        ({ id, zh }): SheetColumn => ({ key: id, header: zh, unit: "%", width: 12, format: "decimal-2" }),
      ),
      { key: "rate", header: "水土保持率", unit: "%", width: 14, format: "decimal-2" },
    ],
    rows: summary.zones.map(row),
    totals: row(summary.total),
  };
}

function provenanceEntries(provenance: Provenance): ProvenanceEntry[] {
  const inputs = provenance.inputs.map(
    (input): ProvenanceEntry => ({
      name: `输入 ${roleName(input.role)}`,
      value: input.file === null ? `常数 ${input.constant}` : `${input.file}  SHA-256 ${input.sha256}`,
      source: [input.crs, alignmentLabel(input.alignment), ...input.notes.map(({ zh }) => zh)]
        .filter((text) => text !== null)
        .join("；"),
    }),
  );
  const parameters = provenance.parameters.map(
    (parameter): ProvenanceEntry => ({
      name: parameter.name,
      value: `${parameter.value ?? "—"}${parameter.unit === null ? "" : ` ${parameter.unit}`}`,
      source: parameter.source,
      confidence: confidenceLabel(parameter.confidence),
    }),
  );
  const run: ProvenanceEntry[] = [
    { name: "运行", value: provenance.runId },
    { name: "程序版本", value: provenance.programVersion },
    { name: "完成时间", value: provenance.finishedAt },
  ];
  return [...run, ...inputs, ...parameters];
}
