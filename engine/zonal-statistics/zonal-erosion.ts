import type { Window } from "#engine/rasters";
import { AreaCrossTable, type CodeStrip } from "./area-cross-table.ts";
import { type CellAreas, forEachRun } from "./cell-area-runs.ts";
import { ExactSums } from "./exact-sums.ts";

/** 微度 … 剧烈. */
const CLASSES = 6;

/**
 * Area by intensity class and soil loss of each zone, in whole cm² and whole grams a year: the figures are the same for any order
 * and any tiling of the cells. Zones count from 1; 0 is what lies outside all of them (or everything, without zones).
 */
export class ZonalErosion {
  readonly zoneCount: number;
  readonly #areas: CellAreas;
  readonly #classes: AreaCrossTable;
  readonly #grams: ExactSums;

  constructor(zoneCount: number, areas: CellAreas) {
    this.zoneCount = zoneCount;
    this.#areas = areas;
    this.#classes = new AreaCrossTable(zoneCount + 1, CLASSES + 1, areas);
    this.#grams = new ExactSums(zoneCount + 1);
  }

  /**
   * Adds the cells of a window.
   * @param zones zone of each cell; undefined: all in zone 0
   * @param intensity class codes 1–6, 0 where there is no result
   * @param erosionModulus t/(km²·a), NaN where there is no result
   */
  addRows(window: Window, zones: CodeStrip | undefined, intensity: Uint8Array, erosionModulus: Float32Array): void {
    this.#classes.addWindow(window, zones, intensity);
    const grams = this.#grams.values;
    forEachRun(window, this.#areas, (first, end, area) => {
      // t/km² · cm² = 10⁶ g · 10⁻¹⁰. Each cell is rounded to the gram, so that only whole numbers are added.
      const gramsPerModulus = area * 1e-4;
      for (let cell = first; cell < end; cell += 1) {
        if (intensity[cell] === 0) continue;
        const zone = zones === undefined ? 0 : zones[cell]!;
        grams[zone]! += Math.round(erosionModulus[cell]! * gramsPerModulus);
      }
    });
  }

  /** Areas of 微度 … 剧烈 in a zone, cm². @throws TerraceError `sum-too-large` */
  classSquareCentimetres(zone: number): number[] {
    return Array.from({ length: CLASSES }, (_, index) => this.#classes.squareCentimetres(zone, index + 1));
  }

  /** Cells of each class in a zone. */
  classCells(zone: number): number[] {
    return Array.from({ length: CLASSES }, (_, index) => this.#classes.cells(zone, index + 1));
  }

  /** Area of a zone without a result, cm². */
  withoutResultSquareCentimetres(zone: number): number {
    return this.#classes.squareCentimetres(zone, 0);
  }

  /** @zh 土壤流失量 of a zone, g/a. @throws TerraceError `sum-too-large` */
  soilLossGrams(zone: number): number {
    return this.#grams.at(zone);
  }

  /** Adds another part of the same survey; parts may come in any order. */
  merge(other: ZonalErosion): void {
    this.#classes.merge(other.#classes);
    this.#grams.add(other.#grams);
  }
}
