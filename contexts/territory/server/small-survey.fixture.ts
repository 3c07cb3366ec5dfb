import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { transformer } from "#engine/projections";
import type { CellValueType, Grid } from "#engine/rasters";
import { createCogFile, sha256OfFile } from "#platform/files";
import type { CountedLayer, ShelvedLayer, ShelvedSurvey, SurveyShelf } from "./survey-shelf.ts";

/**
 * 8 × 6 cells of 100 m on the central meridian of the belt, where the projection keeps areas to a hundred-thousandth: each cell is
 * 0.01 km², so that every figure of a test is a number of cells that can be counted in its picture.
 */
export const smallGrid: Grid = {
  columns: 8,
  rows: 6,
  originX: 500_000,
  originY: 4_140_000,
  cellWidth: 100,
  cellHeight: 100,
  crs: "EPSG:4549",
};

/** Columns 0–3 lie in 栖霞, 4–7 in 莱阳. */
export const smallZones = [
  { name: "栖霞市", code: "370686" },
  { name: "莱阳市", code: "370682" },
] as const;

/** The rectangle from one corner of cells to another, in degrees. */
export function cellsAsOutline(west: number, north: number, east: number, south: number) {
  const toDegrees = transformer(smallGrid.crs, "EPSG:4490");
  const corner = (column: number, row: number) => {
    const { x, y } = toDegrees(smallGrid.originX + column * 100, smallGrid.originY - row * 100);
    return [x, y];
  };
  const ring = [corner(west, south), corner(east, south), corner(east, north), corner(west, north)];
  return { type: "MultiPolygon" as const, coordinates: [[[...ring, ring[0]!]]] };
}

/** A picture of one figure a cell, `.` where there is none, and what its figures stand for. */
export interface Picture {
  readonly rows: readonly string[];
  readonly values?: Readonly<Record<string, number>>;
}

const QUANTITIES: ReadonlySet<CountedLayer> = new Set(["soil-loss", "slope", "b"]);

/** Writes a survey whose rasters are pictures; its zones are `smallZones` unless it is to have none. */
export async function writeSmallSurvey(
  folder: string,
  options: {
    readonly year: number;
    readonly demonstration?: boolean;
    readonly hasZones?: boolean;
    readonly layers: Readonly<Partial<Record<CountedLayer, Picture | number>>>;
  },
): Promise<ShelvedSurvey> {
  const { year, demonstration = false, hasZones = true } = options;
  const directory = join(folder, `${year}${demonstration ? "-demonstration" : ""}`);
  await mkdir(directory, { recursive: true });
  const halves = { rows: Array.from({ length: smallGrid.rows }, () => "11112222") };
  const layers: Partial<Record<CountedLayer, ShelvedLayer>> = {};
  for (const [name, picture] of Object.entries({ ...options.layers, ...(hasZones ? { zones: halves } : {}) })) {
    const layer = name as CountedLayer;
    layers[layer] =
      typeof picture === "number"
        ? { kind: "constant", value: picture }
        : await writePicture(join(directory, `${name}.tif`), picture, QUANTITIES.has(layer) ? "float32" : "uint8");
  }
  return {
    runId: `${year}-small${demonstration ? "-demonstration" : ""}`,
    title: "小调查",
    year,
    number: 1,
    demonstration,
    provenanceSha256: String(year).repeat(16),
    toleranceModulus: 200,
    grid: smallGrid,
    layers,
    zones: hasZones ? smallZones : [],
  };
}

async function writePicture(
  path: string,
  { rows, values }: Picture,
  valueType: CellValueType & ("float32" | "uint8"),
): Promise<ShelvedLayer> {
  const noData = valueType === "float32" ? Number.NaN : 0;
  const cells = [...rows.join("")].map((sign) => (sign === "." ? noData : (values?.[sign] ?? Number(sign))));
  const file = await createCogFile(path, { grid: smallGrid, valueType, noData, overviewMethod: "nearest" });
  await file.writeRows(valueType === "float32" ? Float32Array.from(cells) : Uint8Array.from(cells));
  await file.finish();
  return { kind: "raster", path, sha256: (await sha256OfFile(path)).sha256 };
}

/** A shelf of these surveys, the latest year first. */
export function shelfOf(...surveys: readonly ShelvedSurvey[]): SurveyShelf {
  return {
    list: async () => [...surveys].sort((a, b) => b.year - a.year),
    open: async (_reader, runId) => {
      const survey = surveys.find((candidate) => candidate.runId === runId);
      if (survey === undefined) throw new Error(`no survey ${runId}`);
      return survey;
    },
  };
}
