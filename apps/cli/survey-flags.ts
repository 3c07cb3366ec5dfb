import { glob, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { TerraceError } from "#errors";
import type { FlagTable } from "./arguments.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** Every key of a survey request as a flag; the help text explains each. */
export const surveyFlags: FlagTable = {
  title: text,
  year: text,
  product: text,
  demonstration: flag,
  dem: text,
  "dem-crs": text,
  "dem-band": text,
  "dem-unit": text,
  "dem-nodata": text,
  spikes: text,
  "project-to": text,
  "cell-size": text,
  rain: text,
  "rain-crs": text,
  "rain-band": text,
  "rain-weights": text,
  "maximum-missing-days": text,
  soil: text,
  "soil-table": text,
  "soil-crs": text,
  "soil-band": text,
  "land-use": text,
  "land-use-crs": text,
  "land-use-band": text,
  "land-use-layer": text,
  "land-use-encoding": text,
  "land-use-field": text,
  "land-use-crosswalk": text,
  "land-use-scheme": text,
  cover: text,
  "cover-unit": text,
  "ndvi-soil": text,
  "ndvi-vegetation": text,
  understorey: text,
  measures: text,
  "measures-layer": text,
  "measures-encoding": text,
  "measures-crs": text,
  "measures-field": text,
  tillage: text,
  "tillage-zones": text,
  "tillage-layer": text,
  "tillage-encoding": text,
  "tillage-crs": text,
  "tillage-field": text,
  zones: text,
  "zones-layer": text,
  "zones-encoding": text,
  "zones-crs": text,
  "zones-name": text,
  "zones-code": text,
  overlaps: text,
  tolerance: text,
  "ls-method": text,
  "maximum-length": text,
  "maximum-slope": text,
  "gentle-cut-factor": text,
  "steep-cut-factor": text,
  "channel-threshold": text,
  "minimum-patch": text,
  "allow-uncovered": flag,
  "no-factors": flag,
};

/** Flags whose value is the path of a file, unless it is a number. */
export const surveyPathFlags = [
  "dem",
  "rain",
  "soil",
  "soil-table",
  "land-use",
  "land-use-crosswalk",
  "measures",
  "tillage",
  "tillage-zones",
  "zones",
] as const;

/**
 * `--cover`: a CSV by land-use code; or rasters as a folder, a pattern with `*`, or a list `7=july.tif,13=…`.
 * A folder or pattern is sorted by name; with fewer than 24 files each name must end in its half-month (`fvc-07.tif`).
 */
export async function expandCoverPaths(value: string): Promise<unknown> {
  if (/\.(csv|txt)$/i.test(value)) return resolve(value);
  if (value.includes(",") || value.includes("=")) return value.split(",").map((item) => absoluteItem(item.trim()));
  const pattern = (await isFolder(value)) ? join(value, "*.tif") : value;
  const files: string[] = [];
  for await (const file of glob(pattern)) files.push(file);
  files.sort();
  if (files.length === 0) throw noCoverFiles(value);
  if (files.length === 24) return files.map((file) => resolve(file));
  return files.map((file) => ({ path: resolve(file), halfMonth: halfMonthOf(file) }));
}

function absoluteItem(item: string): string {
  const [, halfMonth = "", path = item] = /^(\d{1,2}=)?(.+)$/.exec(item) ?? [];
  return `${halfMonth}${resolve(path)}`;
}

function halfMonthOf(file: string): number {
  const halfMonth = Number(/(\d{1,2})\.[A-Za-z]+$/.exec(file)?.[1]);
  if (halfMonth >= 1 && halfMonth <= 24) return halfMonth;
  throw new TerraceError({
    code: "cover-half-month-unknown",
    userMessage: `不知道盖度栅格 ${basename(file)} 是哪个半月。不足 24 期时，文件名须以半月序号 01–24 结尾，或写成 --cover 7=${basename(file)}。`,
    message: `The half-month of ${basename(file)} is unknown: end its name in 01–24 or write --cover 7=${basename(file)}.`,
  });
}

function noCoverFiles(value: string): TerraceError {
  return new TerraceError({
    code: "cover-missing",
    userMessage: `--cover ${value} 没有找到任何 .tif 文件。请检查路径或通配符（通配符要加引号）。`,
    message: `--cover ${value} matches no .tif file.`,
  });
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return facts?.isDirectory() ?? false;
}
