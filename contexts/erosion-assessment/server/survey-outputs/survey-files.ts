import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { transformer } from "#engine/projections";
import { extentOf, type Grid, windowsByRows } from "#engine/rasters";
import { programVersion } from "#platform/configuration";
import { createCogFile, sha256OfFile } from "#platform/files";
import { reprojectLayer } from "#platform/geodata-import";
import { writeGeoJson } from "#platform/geopackage";
import { hashOfKernelSources } from "#platform/kernel-binary";
import type { Provenance, SurveySummary } from "../../model/index.ts";
import { summariseZones, type ZoneCount } from "../summarise-survey.ts";
import type { ZonesInput } from "../survey-inputs/zones-input.ts";
import type { SurveyRasters, SurveyTask } from "../survey-rasters.ts";
import { layerMetadata, writeWholeLayer } from "./layer-writers.ts";
import { writeSurveyReport } from "./survey-report.ts";
import { writeSurveyWorkbook } from "./survey-workbook.ts";

/** Writes everything that is not a strip-wise raster: tables, report, divisions, and last the record of the run. */
export async function writeSurveyFiles(task: SurveyTask, rasters: SurveyRasters): Promise<SurveySummary> {
  const { config, directory } = task;
  const { grid } = rasters.area;
  if (rasters.landUse.kind === "grid") {
    await writeWholeLayer(directory, grid, "land-use", rasters.landUse.codes, layerMetadata(config));
  }
  if (rasters.zones !== undefined) await writeZones(directory, grid, rasters.zones, layerMetadata(config));
  const summary = summaryOf(task, rasters);
  await writeJson(join(directory, "summary.json"), summary);
  const provenance = await provenanceOf(task, rasters, summary.runId);
  await writeSurveyWorkbook(join(directory, "summary.xlsx"), summary, provenance);
  await writeSurveyReport(directory, summary, provenance);
  const outputs = await outputsOf(directory);
  await writeJson(join(directory, "provenance.json"), { ...provenance, outputs });
  return summary;
}

async function writeZones(
  directory: string,
  grid: Grid,
  zones: ZonesInput,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const file = await createCogFile(join(directory, "zones.tif"), {
    grid,
    valueType: "uint16",
    noData: 0,
    overviewMethod: "mode",
    description: "分区序号",
    metadata,
  });
  for (const window of windowsByRows(grid, 512)) {
    const first = window.row * grid.columns;
    await file.writeRows(zones.zoneOfCell.subarray(first, first + window.rows * grid.columns));
  }
  await file.finish();
  const inDegrees = reprojectLayer(zones.layer.source, "EPSG:4326");
  const features = zones.layer.features.map((feature, index) => {
    const zone = zones.zones[zones.zoneOfFeature[index]! - 1]!;
    return {
      geometry: inDegrees.features[feature.number - 1]!.geometry,
      properties: { name: zone.name, name_en: zone.nameEn, code: zone.code, zone: zones.zoneOfFeature[index]! },
    };
  });
  await writeGeoJson(join(directory, "zones.geojson"), features);
}

function countsOf({ zones, zonal }: SurveyRasters): ZoneCount[] {
  const named = zones?.zones ?? [];
  const countOf = (zone: number, name: string, nameEn: string | null, code: string | null): ZoneCount => ({
    name,
    nameEn,
    code,
    classSquareCentimetres: zonal.classSquareCentimetres(zone),
    soilLossGrams: zonal.soilLossGrams(zone),
  });
  const counts = named.map(({ name, nameEn, code }, index) => countOf(index + 1, name, nameEn, code));
  const rest =
    named.length === 0 ? countOf(0, "全区", "Whole area", null) : countOf(0, "未划入分区", "Outside the zones", null);
  const isRestEmpty = rest.classSquareCentimetres.every((area) => area === 0);
  return isRestEmpty && named.length > 0 ? counts : [...counts, rest];
}

function summaryOf(task: SurveyTask, rasters: SurveyRasters): SurveySummary {
  const { config, record } = task;
  const { grid } = rasters.area;
  const { zones, total } = summariseZones(countsOf(rasters));
  return {
    schemaVersion: 1,
    runId: runIdOf(task),
    title: config.title,
    year: config.year,
    product: config.product,
    demonstration: config.demonstration,
    toleranceModulus: config.tolerance,
    grid: {
      ...grid,
      validCells: rasters.intensity.reduce((count, code) => count + (code === 0 ? 0 : 1), 0),
    } as SurveySummary["grid"],
    bounds: boundsOf(grid),
    zones: [...zones],
    total,
    targets: config.targets,
    unconfirmed: record.parameters
      .filter(({ confidence }) => confidence.startsWith("memory-") || confidence === "demonstration")
      .map(({ name, nameEn, value, unit, source, confidence }) => ({
        name,
        nameEn,
        value: `${value ?? "—"}${unit === null ? "" : ` ${unit}`}`,
        source,
        confidence,
      })),
    warnings: record.warnings,
  };
}

/** The same inputs, parameters and program give the same id: a rerun is recognised as such. */
function runIdOf({ config, record }: SurveyTask): string {
  const content = JSON.stringify([
    programVersion,
    config,
    record.inputs.map(({ role, sha256, constant }) => [role, sha256, constant]),
  ]);
  return `${config.year}-${createHash("sha256").update(content).digest("hex").slice(0, 10)}`;
}

function boundsOf(grid: Grid): SurveySummary["bounds"] {
  const { minX, minY, maxX, maxY } = extentOf(grid);
  const toDegrees = transformer(grid.crs, "EPSG:4326");
  const corners = [toDegrees(minX, minY), toDegrees(minX, maxY), toDegrees(maxX, minY), toDegrees(maxX, maxY)];
  return [
    Math.min(...corners.map(({ x }) => x)),
    Math.min(...corners.map(({ y }) => y)),
    Math.max(...corners.map(({ x }) => x)),
    Math.max(...corners.map(({ y }) => y)),
  ];
}

async function provenanceOf(task: SurveyTask, rasters: SurveyRasters, runId: string): Promise<Provenance> {
  const { config, record } = task;
  const { area, zones, constantFactors } = rasters;
  return {
    schemaVersion: 1,
    runId,
    programVersion,
    kernelSha256: await hashOfKernelSources(),
    startedAt: record.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    crs: area.grid.crs,
    inputs: record.inputs,
    parameters: record.parameters,
    stages: record.stages,
    repairs: record.repairs,
    warnings: record.warnings,
    constantFactors,
    zones: zones?.zones.map(({ name }) => name) ?? [],
    config,
    outputs: [],
  };
}

async function outputsOf(directory: string): Promise<Provenance["outputs"]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const outputs: Provenance["outputs"] = [];
  for (const path of paths.sort()) {
    outputs.push({ file: relative(directory, path), ...(await sha256OfFile(path)) });
  }
  return outputs;
}

function writeJson(path: string, content: unknown): Promise<void> {
  return writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}
