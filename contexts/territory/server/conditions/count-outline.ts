import { geodesicCellAreas, transformer } from "#engine/projections";
import { clipWindow, type Grid, type Window } from "#engine/rasters";
import { burnPolygons, type MultiPolygon } from "#engine/vectorisation";
import { AreaCrossTable, ZonalErosion } from "#engine/zonal-statistics";
import { landUses } from "#reference-data";
import { layerReader } from "../layer-reader.ts";
import type { ShelvedSurvey } from "../survey-shelf.ts";

/** What of an outline lies in one zone of a survey: exact integers. */
export interface PartCount {
  /** Place in the survey's zones from 1; 0 for what lies outside all of them. */
  readonly zone: number;
  /** cm² of 微度 … 剧烈. */
  readonly classSquareCentimetres: readonly number[];
  readonly withoutResultSquareCentimetres: number;
  /** 土壤流失量, g/a. */
  readonly soilLossGrams: number;
  /** cm² with a land use, and of it forest and grass; null where the survey has no land use. */
  readonly landUse: { readonly knownSquareCentimetres: number; readonly vegetatedSquareCentimetres: number } | null;
}

export interface OutlineCount {
  /** Zones in which at least one cell lies, in their order. */
  readonly parts: readonly PartCount[];
}

const CELLS_PER_STRIP = 2 ** 20;
const LAND_USE_CODES = 100;
const vegetatedCodes = landUses.filter(({ group }) => group === "forest" || group === "grassland");

/**
 * Counts the cells whose centre lies in an outline, by the survey's zones: the parts sum to the whole exactly.
 * @param outline degrees of EPSG:4490
 */
export async function countOutline(survey: ShelvedSurvey, outline: MultiPolygon): Promise<OutlineCount> {
  const { grid } = survey;
  const polygon = inGrid(outline, grid);
  const areas = geodesicCellAreas(grid);
  // Code 0: outside the outline; 1: in it and in no zone; 1 + n: in it and in zone n.
  const codes = survey.zones.length + 1;
  const erosion = new ZonalErosion(codes, areas);
  const landUse = survey.layers["land-use"] === undefined ? null : new AreaCrossTable(codes + 1, LAND_USE_CODES, areas);
  const reader = await layerReader(survey, ["intensity", "soil-loss", "land-use", "zones"]);
  try {
    for (const window of strips(windowOf(polygon, grid), grid)) {
      const inside = burnPolygons([polygon], grid, [1], window).values;
      const zones = await reader.codes("zones", window);
      const places = inside.map((is, cell) => (is === 0 ? 0 : 1 + (zones?.[cell] ?? 0)));
      const intensity = await reader.codes("intensity", window);
      const modulus = await reader.quantities("soil-loss", window);
      if (intensity === undefined || modulus === undefined) throw new Error(`${survey.runId} has no result`);
      erosion.addRows(window, places, Uint8Array.from(intensity), modulus);
      const uses = await reader.codes("land-use", window);
      if (uses !== undefined) landUse?.addWindow(window, places, uses);
    }
  } finally {
    await reader.close();
  }
  const parts = Array.from({ length: codes }, (_, zone) => partOf(zone, erosion, landUse));
  return { parts: parts.filter((part) => areaOf(part) > 0) };
}

function areaOf({ classSquareCentimetres, withoutResultSquareCentimetres }: PartCount): number {
  return classSquareCentimetres.reduce((total, area) => total + area, withoutResultSquareCentimetres);
}

function partOf(zone: number, erosion: ZonalErosion, landUse: AreaCrossTable | null): PartCount {
  const code = zone + 1;
  const sum = (uses: readonly number[]) =>
    uses.reduce((total, use) => total + (landUse?.squareCentimetres(code, use) ?? 0), 0);
  return {
    zone,
    classSquareCentimetres: erosion.classSquareCentimetres(code),
    withoutResultSquareCentimetres: erosion.withoutResultSquareCentimetres(code),
    soilLossGrams: erosion.soilLossGrams(code),
    landUse:
      landUse === null
        ? null
        : {
            knownSquareCentimetres: sum(Array.from({ length: LAND_USE_CODES - 1 }, (_, use) => use + 1)),
            vegetatedSquareCentimetres: sum(vegetatedCodes.map((use) => use.code)),
          },
  };
}

/** Corner by corner: between corners 10 km apart a parallel and a straight line of the projection differ by 1.5 m. */
function inGrid(outline: MultiPolygon, grid: Grid): MultiPolygon {
  const transform = transformer("EPSG:4490", grid.crs);
  const coordinates = outline.coordinates.map((rings) =>
    rings.map((ring) =>
      ring.map(([longitude = Number.NaN, latitude = Number.NaN]) => {
        const { x, y } = transform(longitude, latitude);
        return [x, y];
      }),
    ),
  );
  return { type: "MultiPolygon", coordinates };
}

/** The cells that an outline can touch, clipped to the grid. */
function windowOf({ coordinates }: MultiPolygon, grid: Grid): Window {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x = 0, y = 0] of coordinates.flat(2)) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const column = Math.floor((west - grid.originX) / grid.cellWidth);
  const row = Math.floor((grid.originY - north) / grid.cellHeight);
  const columns = Math.ceil((east - grid.originX) / grid.cellWidth) - column;
  const rows = Math.ceil((grid.originY - south) / grid.cellHeight) - row;
  return clipWindow({ column, row, columns, rows }, grid);
}

function* strips(window: Window, grid: Grid): Generator<Window> {
  if (window.columns === 0 || window.rows === 0) return;
  const rows = Math.max(1, Math.floor(CELLS_PER_STRIP / grid.columns));
  for (let row = window.row; row < window.row + window.rows; row += rows) {
    yield { ...window, row, rows: Math.min(rows, window.row + window.rows - row) };
  }
}
