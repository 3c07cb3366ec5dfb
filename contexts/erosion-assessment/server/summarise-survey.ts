import { footedTable } from "#platform/figures";
import { type ByIntensity, intensityIds, type ZoneSummary } from "../model/index.ts";

/** What was counted in one zone: exact integers. */
export interface ZoneCount {
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string | null;
  /** cm² of each class, 微度 first. */
  readonly classSquareCentimetres: readonly number[];
  /** 土壤流失量, g/a. */
  readonly soilLossGrams: number;
}

const SQUARE_CENTIMETRES_PER_KM2 = 1e10;
const GRAMS_PER_TONNE = 1e6;

/**
 * The table of a survey. Printed areas foot both ways (classes to the zone, zones to the total); rates and mean moduli
 * are computed from the exact counts, not from the printed ones.
 */
export function summariseZones(counts: readonly ZoneCount[]): {
  readonly zones: readonly ZoneSummary[];
  readonly total: ZoneSummary;
} {
  const areas = footedTable(
    counts.map(({ classSquareCentimetres }) => classSquareCentimetres.map((area) => area / SQUARE_CENTIMETRES_PER_KM2)),
    2,
  );
  const zones = counts.map((count, index) => summarise(count, areas.cells[index]!, areas.rowTotals[index]!));
  const sum: ZoneCount = {
    name: "合计",
    nameEn: "Total",
    code: null,
    classSquareCentimetres: intensityIds.map((_, c) =>
      counts.reduce((total, { classSquareCentimetres }) => total + classSquareCentimetres[c]!, 0),
    ),
    soilLossGrams: counts.reduce((total, { soilLossGrams }) => total + soilLossGrams, 0),
  };
  const noZones = counts.length === 0 ? intensityIds.map(() => 0) : areas.columnTotals;
  return { zones, total: summarise(sum, noZones, areas.total) };
}

function summarise(count: ZoneCount, classKm2: readonly number[], areaKm2: number): ZoneSummary {
  const area = count.classSquareCentimetres.reduce((sum, value) => sum + value, 0);
  const slight = count.classSquareCentimetres[0] ?? 0;
  const isEmpty = area === 0;
  const percents = isEmpty
    ? count.classSquareCentimetres
    : footedTable([count.classSquareCentimetres.map((value) => (value / area) * 100)], 2).cells[0]!;
  const tonnes = count.soilLossGrams / GRAMS_PER_TONNE;
  return {
    name: count.name,
    nameEn: count.nameEn,
    code: count.code,
    areaSquareCentimetres: area,
    classSquareCentimetres: byIntensity(count.classSquareCentimetres),
    areaKm2,
    classKm2: byIntensity(classKm2),
    classPercent: byIntensity(percents),
    soilWaterLossAreaKm2: rounded(areaKm2 - (classKm2[0] ?? 0), 2),
    conservationRatePercent: conservationRatePercentOf(slight, area),
    meanErosionModulus: isEmpty ? null : rounded(tonnes / (area / SQUARE_CENTIMETRES_PER_KM2), 2),
    totalSoilLossTonnes: rounded(tonnes, 1),
  };
}

/** 水土保持率: the share of 微度 in the area, percent with two decimals; null where there is no area. */
export function conservationRatePercentOf(
  slightSquareCentimetres: number,
  areaSquareCentimetres: number,
): number | null {
  return areaSquareCentimetres === 0 ? null : rounded((slightSquareCentimetres / areaSquareCentimetres) * 100, 2);
}

function byIntensity(values: readonly number[]): ByIntensity {
  const [slight = 0, light = 0, moderate = 0, intense = 0, veryIntense = 0, severe = 0] = values;
  return { slight, light, moderate, intense, "very-intense": veryIntense, severe };
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
