import { join } from "node:path";
import { type CsleFactors, factorChange } from "#engine/erosion";
import { geodesicCellAreas } from "#engine/projections";
import { isSameGrid, noDataCountsAsNaN, type Window, windowsByRows } from "#engine/rasters";
import { AreaCrossTable } from "#engine/zonal-statistics";
import { TerraceError } from "#errors";
import { footedTable } from "#platform/figures";
import { type OpenRaster, openRaster } from "#platform/files";
import { intensityIds, type SurveyComparison, surveyLayerPath } from "../model/index.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { rowsPerStrip } from "./survey-strips.ts";

const CELLS_PER_STRIP = 2 ** 18;
const SQUARE_CENTIMETRES_PER_KM2 = 1e10;
const letters = ["R", "K", "L", "S", "B", "E", "T"] as const;

type Letter = (typeof letters)[number];
type ByFactor = Record<Letter | "undivided", number>;

/**
 * Compares two surveys of the same grid: the area that moved from class to class, and the change of soil loss by factor.
 * Without the factor rasters in both runs the whole change stands as `undivided`.
 *
 * @throws TerraceError `surveys-differ-in-grid` and those of `openRunFolder`
 */
export async function compareSurveys(directoryA: string, directoryB: string): Promise<SurveyComparison> {
  const [a, b] = await Promise.all([openRunFolder(directoryA), openRunFolder(directoryB)]);
  if (!isSameGrid(a.summary.grid, b.summary.grid)) throw differentGrids(a, b);
  const readers = [await RunReader.open(a), await RunReader.open(b)] as const;
  try {
    const counts = await count(a, readers);
    return comparisonOf(a, b, counts);
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

interface ComparisonCounts {
  /** Class codes of A by those of B; 0 where a survey has no result. */
  readonly transition: AreaCrossTable;
  readonly changeTonnes: ByFactor;
}

async function count(a: RunFolder, [readerA, readerB]: readonly [RunReader, RunReader]): Promise<ComparisonCounts> {
  const { grid } = a.summary;
  const areas = geodesicCellAreas(grid);
  const codes = intensityIds.length + 1;
  const transition = new AreaCrossTable(codes, codes, areas);
  const changeTonnes: ByFactor = { R: 0, K: 0, L: 0, S: 0, B: 0, E: 0, T: 0, undivided: 0 };
  for (const window of windowsByRows(grid, rowsPerStrip(grid, CELLS_PER_STRIP))) {
    const [stripA, stripB] = await Promise.all([readerA.read(window), readerB.read(window)]);
    transition.addWindow(window, stripA.intensity, stripB.intensity);
    for (let i = 0; i < stripA.intensity.length; i++) {
      if (stripA.intensity[i] === 0 || stripB.intensity[i] === 0) continue;
      const area = areas.squareCentimetres(i % grid.columns, window.row + Math.floor(i / grid.columns));
      addChange(changeTonnes, stripA, stripB, i, area / SQUARE_CENTIMETRES_PER_KM2);
    }
  }
  return { transition, changeTonnes };
}

/** Factors are per hectare; 1 km² holds 100 hm². */
function addChange(total: ByFactor, stripA: RunStrip, stripB: RunStrip, cell: number, squareKilometres: number): void {
  const hectares = squareKilometres * 100;
  if (stripA.factors === undefined || stripB.factors === undefined) {
    total.undivided += (stripB.modulus[cell]! - stripA.modulus[cell]!) * squareKilometres;
    return;
  }
  const change = factorChange(factorsAt(stripA.factors, cell), factorsAt(stripB.factors, cell));
  for (const letter of letters) total[letter] += change[letter] * hectares;
  total.undivided += change.undivided * hectares;
}

type FactorStrips = Readonly<Record<Letter, Float32Array | number>>;

interface RunStrip {
  readonly intensity: Uint8Array;
  readonly modulus: Float32Array;
  readonly factors: FactorStrips | undefined;
}

function factorsAt(factors: FactorStrips, cell: number): CsleFactors {
  const at = (letter: Letter): number => {
    const layer = factors[letter];
    return typeof layer === "number" ? layer : layer[cell]!;
  };
  return {
    rainfallErosivity: at("R"),
    soilErodibility: at("K"),
    slopeLengthFactor: at("L"),
    slopeSteepnessFactor: at("S"),
    biologicalMeasuresFactor: at("B"),
    engineeringMeasuresFactor: at("E"),
    tillageMeasuresFactor: at("T"),
  } as CsleFactors;
}

/** The rasters of one run, read strip by strip. */
class RunReader {
  readonly #intensity: OpenRaster;
  readonly #modulus: OpenRaster;
  /** Undefined where the run kept no factors. */
  readonly #factors: ReadonlyMap<Letter, OpenRaster | number> | undefined;

  private constructor(
    intensity: OpenRaster,
    modulus: OpenRaster,
    factors: ReadonlyMap<Letter, OpenRaster | number> | undefined,
  ) {
    this.#intensity = intensity;
    this.#modulus = modulus;
    this.#factors = factors;
  }

  static async open(run: RunFolder): Promise<RunReader> {
    const open = (path: string) => openRaster(join(run.directory, path));
    const factors = new Map<Letter, OpenRaster | number>();
    for (const letter of letters) {
      const name = letter.toLowerCase() as "r" | "k" | "l" | "s" | "b" | "e" | "t";
      const path = surveyLayerPath(name);
      const constant = run.provenance.constantFactors[name];
      const isWritten = run.provenance.outputs.some(({ file }) => file === path);
      if (constant !== undefined) factors.set(letter, constant);
      else if (isWritten) factors.set(letter, await open(path));
    }
    return new RunReader(
      await open("intensity.tif"),
      await open("soil-loss.tif"),
      factors.size === letters.length ? factors : undefined,
    );
  }

  async read(window: Window): Promise<RunStrip> {
    const intensity = await this.#intensity.readWindow(window);
    return {
      intensity: intensity.values as Uint8Array,
      modulus: noDataCountsAsNaN(await this.#modulus.readWindow(window)),
      factors: this.#factors === undefined ? undefined : await readFactors(this.#factors, window),
    };
  }

  async close(): Promise<void> {
    const rasters = [...(this.#factors?.values() ?? [])].filter((layer) => typeof layer !== "number");
    await Promise.all([this.#intensity, this.#modulus, ...rasters].map((raster) => raster.close()));
  }
}

async function readFactors(factors: ReadonlyMap<Letter, OpenRaster | number>, window: Window): Promise<FactorStrips> {
  const entries = await Promise.all(
    [...factors].map(async ([letter, layer]) => [
      letter,
      typeof layer === "number" ? layer : noDataCountsAsNaN(await layer.readWindow(window)),
    ]),
  );
  return Object.fromEntries(entries) as FactorStrips;
}

function comparisonOf(a: RunFolder, b: RunFolder, counts: ComparisonCounts): SurveyComparison {
  const squareKilometres = (codeA: number, codeB: number) =>
    counts.transition.squareCentimetres(codeA, codeB) / SQUARE_CENTIMETRES_PER_KM2;
  const codes = intensityIds.map((_, index) => index + 1);
  const transition = footedTable(
    codes.map((codeA) => codes.map((codeB) => squareKilometres(codeA, codeB))),
    2,
  );
  const change = Object.values(counts.changeTonnes).reduce((sum, tonnes) => sum + tonnes, 0);
  const describe = ({ summary }: RunFolder) => ({ runId: summary.runId, title: summary.title, year: summary.year });
  return {
    runA: describe(a),
    runB: describe(b),
    classes: [...intensityIds],
    transitionKm2: transition.cells.map((row) => [...row]),
    comparedAreaKm2: transition.total,
    onlyInAKm2: rounded(
      codes.reduce((sum, code) => sum + squareKilometres(code, 0), 0),
      2,
    ),
    onlyInBKm2: rounded(
      codes.reduce((sum, code) => sum + squareKilometres(0, code), 0),
      2,
    ),
    soilLossChangeTonnes: rounded(change, 1),
    changeByFactorTonnes: roundedParts(counts.changeTonnes, change),
    conservationRatePercentA: a.summary.total.conservationRatePercent,
    conservationRatePercentB: b.summary.total.conservationRatePercent,
    zones: zonesOf(a, b),
  };
}

/** The parts to 0.1 t; what rounding leaves goes to the largest part, so that they add up to the printed change. */
function roundedParts(parts: ByFactor, change: number): ByFactor {
  const result = Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, rounded(value, 1)]),
  ) as ByFactor;
  const names = Object.keys(result) as (keyof ByFactor)[];
  const largest = names.reduce((most, name) => (Math.abs(result[name]) > Math.abs(result[most]) ? name : most));
  const sum = names.reduce((total, name) => total + result[name], 0);
  result[largest] = rounded(result[largest] + rounded(change, 1) - sum, 1);
  return result;
}

function zonesOf(a: RunFolder, b: RunFolder): SurveyComparison["zones"] {
  const zonesOfB = new Map(b.summary.zones.map((zone) => [zone.name, zone]));
  return a.summary.zones.map((zone) => {
    const other = zonesOfB.get(zone.name);
    return {
      name: zone.name,
      nameEn: zone.nameEn,
      conservationRatePercentA: zone.conservationRatePercent,
      conservationRatePercentB: other?.conservationRatePercent ?? null,
      soilWaterLossAreaChangeKm2:
        other === undefined ? null : rounded(other.soilWaterLossAreaKm2 - zone.soilWaterLossAreaKm2, 2),
    };
  });
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function differentGrids(a: RunFolder, b: RunFolder): TerraceError {
  const describe = ({ summary: { grid } }: RunFolder) =>
    `${grid.columns}×${grid.rows}、${grid.cellWidth} m、${grid.crs}`;
  return new TerraceError({
    code: "surveys-differ-in-grid",
    userMessage: `两次调查的栅格不同（${describe(a)}；${describe(b)}），不能逐格比较。请用同一个高程重新运行其中一次。`,
    message:
      "The two surveys have different grids and cannot be compared cell by cell. Rerun one with the other's DEM.",
    details: { a: a.summary.grid, b: b.summary.grid },
  });
}
