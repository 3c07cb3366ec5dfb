import { type ByIntensity, intensityIds } from "#contexts/erosion-assessment/model";
import { footedTable } from "#platform/figures";
import type { ConditionChange, ConditionLine } from "../../model/index.ts";
import type { ShelvedSurvey } from "../survey-shelf.ts";
import type { OutlineCount, PartCount } from "./count-outline.ts";

const SQUARE_CENTIMETRES_PER_KM2 = 1e10;
const GRAMS_PER_TONNE = 1e6;

export interface ConditionLines {
  readonly total: ConditionLine;
  readonly divisions: readonly ConditionLine[];
}

/**
 * The printed figures of an outline in a survey. Areas foot both ways; rates, shares and mean moduli are of the exact counts.
 * @param isSeen whether the reader sees a part by the division it lies in
 */
export function conditionLines(
  survey: ShelvedSurvey,
  { parts }: OutlineCount,
  isSeen: (division: string | null) => boolean,
): ConditionLines | undefined {
  const codeOf = ({ zone }: PartCount) => survey.zones[zone - 1]?.code ?? null;
  // What lies in no division comes last.
  const inDivisions = parts.filter((part) => codeOf(part) !== null);
  const elsewhere = parts.filter((part) => codeOf(part) === null);
  const seen = [...inDivisions, ...elsewhere].filter((part) => isSeen(codeOf(part)));
  if (seen.length === 0) return undefined;
  const areas = footedTable(
    seen.map((part) => [...part.classSquareCentimetres, part.withoutResultSquareCentimetres].map(toKm2)),
    2,
  );
  const divisions = seen.map((part, row) => line(part, codeOf(part), areas.cells[row]!));
  const sum = seen.reduce(addParts);
  return { total: line(sum, null, areas.columnTotals), divisions };
}

function addParts(a: PartCount, b: PartCount): PartCount {
  return {
    zone: 0,
    classSquareCentimetres: a.classSquareCentimetres.map((area, index) => area + b.classSquareCentimetres[index]!),
    withoutResultSquareCentimetres: a.withoutResultSquareCentimetres + b.withoutResultSquareCentimetres,
    soilLossGrams: a.soilLossGrams + b.soilLossGrams,
    landUse:
      a.landUse === null || b.landUse === null
        ? null
        : {
            knownSquareCentimetres: a.landUse.knownSquareCentimetres + b.landUse.knownSquareCentimetres,
            vegetatedSquareCentimetres: a.landUse.vegetatedSquareCentimetres + b.landUse.vegetatedSquareCentimetres,
          },
  };
}

/** @param km2 the classes and then what has no result, rounded so that they foot */
function line(part: PartCount, division: string | null, km2: readonly number[]): ConditionLine {
  const classes = part.classSquareCentimetres;
  const area = classes.reduce((total, value) => total + value, 0);
  const classKm2 = byIntensity(km2);
  const areaKm2 = rounded(intensityIds.reduce((total, id) => total + classKm2[id], 0));
  const percents = area === 0 ? null : footedTable([classes.map((value) => (value / area) * 100)], 2).cells[0]!;
  return {
    division,
    areaKm2,
    withoutResultKm2: km2[intensityIds.length]!,
    classKm2,
    classPercent: percents === null ? null : byIntensity(percents),
    soilWaterLossAreaKm2: rounded(areaKm2 - classKm2.slight),
    conservationRatePercent: area === 0 ? null : rounded((classes[0]! / area) * 100),
    meanErosionModulus: area === 0 ? null : rounded(part.soilLossGrams / GRAMS_PER_TONNE / toKm2(area)),
    vegetatedPercent: vegetatedPercentOf(part),
  };
}

function vegetatedPercentOf({ landUse }: PartCount): number | null {
  if (landUse === null || landUse.knownSquareCentimetres === 0) return null;
  return rounded((landUse.vegetatedSquareCentimetres / landUse.knownSquareCentimetres) * 100);
}

/** Of the printed figures, so that a reader who subtracts comes to the same. */
export function changeSince(
  now: { readonly survey: ShelvedSurvey; readonly total: ConditionLine },
  before: { readonly survey: ShelvedSurvey; readonly total: ConditionLine },
): ConditionChange {
  const difference = (of: (line: ConditionLine) => number | null): number | null => {
    const [a, b] = [of(now.total), of(before.total)];
    return a === null || b === null ? null : rounded(a - b);
  };
  const { grid, toleranceModulus } = now.survey;
  return {
    sinceYear: before.survey.year,
    sinceRunId: before.survey.runId,
    isLikeForLike:
      grid.crs === before.survey.grid.crs &&
      grid.cellWidth === before.survey.grid.cellWidth &&
      toleranceModulus === before.survey.toleranceModulus,
    soilWaterLossAreaKm2: rounded(now.total.soilWaterLossAreaKm2 - before.total.soilWaterLossAreaKm2),
    conservationRatePoints: difference(({ conservationRatePercent }) => conservationRatePercent),
    meanErosionModulus: difference(({ meanErosionModulus }) => meanErosionModulus),
    vegetatedPoints: difference(({ vegetatedPercent }) => vegetatedPercent),
  };
}

function byIntensity(values: readonly number[]): ByIntensity {
  return Object.fromEntries(intensityIds.map((id, index) => [id, values[index]!])) as ByIntensity;
}

function toKm2(squareCentimetres: number): number {
  return squareCentimetres / SQUARE_CENTIMETRES_PER_KM2;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
