import { type CellAreas, geodesicCellAreas } from "#engine/projections";
import { type Grid, gridOfWindow, ValidityBitmap, type Window, windowsByRows } from "#engine/rasters";
import { burnPolygons, type MultiPolygon, type Patch, patchGeometry, polygonise } from "#engine/vectorisation";
import { AreaCrossTable } from "#engine/zonal-statistics";
import { type ScreeningClassId, type ScreeningTopic, screeningClasses } from "../../model/index.ts";
import type { ShelvedSurvey } from "../survey-shelf.ts";
import { PatchFigures, type PatchSums } from "./patch-figures.ts";
import type { ScreeningLimits } from "./screening-rules.ts";
import { openSuspects, type SuspectReader } from "./suspect-cells.ts";

export interface FindPatchesInput {
  readonly survey: ShelvedSurvey;
  readonly baseline: ShelvedSurvey | null;
  readonly topics: readonly ScreeningTopic[];
  readonly limits: ScreeningLimits;
  /** More are refused by whoever asked. */
  readonly mostPatches: number;
}

export interface FoundPatch extends PatchSums {
  readonly class: ScreeningClassId;
  /** Place in the survey's zones from 1. */
  readonly zone: number;
  /** North-westernmost cell: the first in a scan by rows. */
  readonly first: { readonly column: number; readonly row: number };
  /** In units of the survey's grid. */
  readonly geometry: MultiPolygon;
}

export interface ClassCount {
  readonly class: ScreeningClassId;
  readonly patches: number;
  readonly listedCm2: number;
  readonly smallCm2: number;
  readonly outsideCm2: number;
  readonly totalCm2: number;
}

export interface FoundPatches {
  readonly patches: readonly FoundPatch[];
  /** Of all cells, before any is dropped: listed, small and outside add up to it. */
  readonly classes: readonly ClassCount[];
  /** There were more than `mostPatches`; those that were found by then. */
  readonly isTooMany: boolean;
}

const CELLS_PER_STRIP = 2 ** 20;
const SQUARE_CENTIMETRES_PER_M2 = 10_000;
/** As many as fit the labels of a burned raster. */
const PATCHES_AT_A_TIME = 65_535;
const CLASS_CODES = screeningClasses.length + 1;

/**
 * The patches of a survey, zone by zone: a patch ends at the border of its zone, and the memory that is needed is that of one zone. The
 * same rasters and limits give the same patches in the same order.
 */
export async function findPatches(
  input: FindPatchesInput,
  report: (fraction: number) => void = () => undefined,
): Promise<FoundPatches> {
  const { survey, baseline, topics, limits } = input;
  const areas = geodesicCellAreas(survey.grid);
  const reader = await openSuspects(survey, baseline, limits);
  const patches: FoundPatch[] = [];
  const classes: ClassCount[] = [];
  try {
    for (const [index, topic] of topics.entries()) {
      const progress = (fraction: number) => report((index + fraction) / topics.length);
      const overview = await overviewOf(reader, survey, topic, areas, (fraction) => progress(0.3 * fraction));
      const small = new Map<ScreeningClassId, number>();
      for (const [at, { zone, window }] of overview.windows.entries()) {
        const codes = await codesOf(reader, topic, zone, window);
        for (const patch of await patchesOf(reader, { survey, topic, zone, window, codes, areas })) {
          const isSmall = patch.squareCentimetres < limits["smallest-patch"] * SQUARE_CENTIMETRES_PER_M2;
          if (isSmall) small.set(patch.class, (small.get(patch.class) ?? 0) + patch.squareCentimetres);
          else patches.push(patch);
        }
        if (patches.length > input.mostPatches) return { patches, classes, isTooMany: true };
        progress(0.3 + (0.7 * (at + 1)) / overview.windows.length);
      }
      classes.push(...countsOf(topic, overview.table, patches, small, survey.zones.length));
    }
  } finally {
    await reader.close();
  }
  return { patches, classes, isTooMany: false };
}

/** Cells of each class by zone, and where each zone's suspected cells lie. */
async function overviewOf(
  reader: SuspectReader,
  { grid, zones }: ShelvedSurvey,
  topic: ScreeningTopic,
  areas: CellAreas,
  report: (fraction: number) => void,
): Promise<{
  readonly table: AreaCrossTable;
  readonly windows: readonly { readonly zone: number; readonly window: Window }[];
}> {
  const table = new AreaCrossTable(zones.length + 1, CLASS_CODES, areas);
  const extents = new Map<number, [west: number, north: number, east: number, south: number]>();
  for (const window of windowsByRows(grid, stripRows(grid))) {
    const strip = await reader.read(topic, window);
    table.addWindow(window, strip.zones, strip.classes);
    for (let cell = 0; cell < strip.classes.length; cell++) {
      const zone = strip.zones[cell]!;
      if (strip.classes[cell] === 0 || zone === 0) continue;
      const column = cell % grid.columns;
      const row = window.row + Math.floor(cell / grid.columns);
      const [west, north, east, south] = extents.get(zone) ?? [column, row, column, row];
      extents.set(zone, [Math.min(west, column), Math.min(north, row), Math.max(east, column), Math.max(south, row)]);
    }
    report((window.row + window.rows) / grid.rows);
  }
  const windows = [...extents]
    .sort(([a], [b]) => a - b)
    .map(([zone, [west, north, east, south]]) => ({
      zone,
      window: { column: west, row: north, columns: east - west + 1, rows: south - north + 1 },
    }));
  return { table, windows };
}

async function codesOf(
  reader: SuspectReader,
  topic: ScreeningTopic,
  zone: number,
  window: Window,
): Promise<Uint8Array> {
  const codes = new Uint8Array(window.columns * window.rows);
  for (const strip of stripsOf(window)) {
    const { zones, classes } = await reader.read(topic, strip);
    const first = (strip.row - window.row) * window.columns;
    for (let cell = 0; cell < classes.length; cell++) codes[first + cell] = zones[cell] === zone ? classes[cell]! : 0;
  }
  return codes;
}

interface ZoneCodes {
  readonly survey: ShelvedSurvey;
  readonly topic: ScreeningTopic;
  readonly zone: number;
  readonly window: Window;
  readonly codes: Uint8Array;
  readonly areas: CellAreas;
}

async function patchesOf(reader: SuspectReader, zone: ZoneCodes): Promise<readonly FoundPatch[]> {
  const { window, codes, survey } = zone;
  const validity = new ValidityBitmap(codes.length);
  for (let cell = 0; cell < codes.length; cell++) if (codes[cell] !== 0) validity.setValid(cell);
  // Fields that meet at a corner are one place to go to.
  const regions = polygonise(codes, validity, window.columns, window.rows, { minimumCells: 0, connectivity: 8 });
  const grid = gridOfWindow(survey.grid, window);
  const found: FoundPatch[] = [];
  for (let start = 0; start < regions.length; start += PATCHES_AT_A_TIME) {
    const some = regions.slice(start, start + PATCHES_AT_A_TIME);
    const geometries = some.map((patch) => patchGeometry(patch, grid));
    const figures = await figuresOf(reader, zone, geometries, grid);
    for (const [index, patch] of some.entries()) {
      const { column, row } = firstCell(patch);
      found.push({
        ...figures[index]!,
        class: screeningClasses[patch.code - 1]!.id,
        zone: zone.zone,
        first: { column: window.column + column, row: window.row + row },
        geometry: geometries[index]!,
      });
    }
  }
  return found;
}

/** The outlines follow the edges of cells, so that burning them gives back each patch's own cells. */
async function figuresOf(
  reader: SuspectReader,
  { topic, window, areas }: ZoneCodes,
  geometries: readonly MultiPolygon[],
  grid: Grid,
): Promise<readonly PatchSums[]> {
  const numbers = geometries.map((_, index) => index + 1);
  const figures = geometries.map(() => new PatchFigures());
  for (const strip of stripsOf(window)) {
    const inZone = { ...strip, column: 0, row: strip.row - window.row };
    const labels = burnPolygons(geometries, grid, numbers, inZone).values;
    const { factsOf } = await reader.read(topic, strip);
    for (let cell = 0; cell < labels.length; cell++) {
      const label = labels[cell]!;
      if (label === 0) continue;
      const area = areas.squareCentimetres(
        strip.column + (cell % strip.columns),
        strip.row + Math.floor(cell / strip.columns),
      );
      figures[label - 1]!.add(area, factsOf(cell));
    }
  }
  return figures.map((each) => each.sums());
}

/** A corner of the outer ring: the highest edge, and of it the western end. */
function firstCell({ polygons }: Patch): { readonly column: number; readonly row: number } {
  let [column, row] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [outer] of polygons) {
    for (let i = 0; outer !== undefined && i < outer.length; i += 2) {
      const [x, y] = [outer[i]!, outer[i + 1]!];
      if (y < row || (y === row && x < column)) [column, row] = [x, y];
    }
  }
  return { column, row };
}

function countsOf(
  topic: ScreeningTopic,
  table: AreaCrossTable,
  patches: readonly FoundPatch[],
  small: ReadonlyMap<ScreeningClassId, number>,
  zoneCount: number,
): readonly ClassCount[] {
  return screeningClasses
    .filter((each) => each.topic === topic)
    .map(({ id, code }) => {
      const own = patches.filter((patch) => patch.class === id);
      const zones = Array.from({ length: zoneCount + 1 }, (_, zone) => table.squareCentimetres(zone, code));
      return {
        class: id,
        patches: own.length,
        listedCm2: own.reduce((sum, { squareCentimetres }) => sum + squareCentimetres, 0),
        smallCm2: small.get(id) ?? 0,
        outsideCm2: zones[0]!,
        totalCm2: zones.reduce((sum, area) => sum + area, 0),
      };
    });
}

function stripRows({ columns }: Grid): number {
  return Math.max(1, Math.floor(CELLS_PER_STRIP / columns));
}

function* stripsOf(window: Window): Generator<Window> {
  const rows = Math.max(1, Math.floor(CELLS_PER_STRIP / window.columns));
  for (let row = window.row; row < window.row + window.rows; row += rows) {
    yield { ...window, row, rows: Math.min(rows, window.row + window.rows - row) };
  }
}
