import { transformer } from "#engine/projections";
import { landUseOf, type ScreeningThreshold, type ScreeningThresholdId } from "#reference-data";
import { screeningClasses } from "../../model/index.ts";
import type { FoundPatch } from "./find-patches.ts";
import { rulesOf } from "./screening-rules.ts";
import type { ScreeningSubject } from "./screening-subject.ts";

/** A patch as the table keeps it: columns by name, the outline in EPSG:4490. */
export interface PatchRow {
  readonly key: string;
  readonly [column: string]: unknown;
  readonly outline: object;
}

const SQUARE_CENTIMETRES_PER_HM2 = 1e8;
/** 0.0000001° are a centimetre. */
const DECIMALS = 1e7;

/** Rows of the patches of a screening. The key is made of the survey, the class and the first cell, and of nothing that a rerun changes. */
export function patchRows(
  { survey, baseline }: ScreeningSubject,
  patches: readonly FoundPatch[],
  thresholds: ReadonlyMap<ScreeningThresholdId, ScreeningThreshold>,
): readonly PatchRow[] {
  const toDegrees = transformer(survey.grid.crs, "EPSG:4490");
  const rounded = (degrees: number) => Math.round(degrees * DECIMALS) / DECIMALS;
  return patches.map((patch) => {
    const known = screeningClasses.find(({ id }) => id === patch.class)!;
    const zone = survey.zones[patch.zone - 1];
    const { column, row } = patch.first;
    const isLoss = known.topic === "vegetation-loss";
    const areaHm2 = patch.squareCentimetres / SQUARE_CENTIMETRES_PER_HM2;
    const { text, hasUnconfirmed } = rulesOf(patch.class, thresholds);
    const against = isLoss && baseline !== null ? baseline : null;
    const place = `${known.code}-${column}-${row}`;
    return {
      key: [survey.runId, against?.runId ?? "", place].join(" "),
      code: `${survey.year}V${survey.number}${against === null ? "" : `对${against.year}V${against.number}`}-${place}`,
      name: `${zone?.name ?? ""}${known.zh} ${areaHm2.toFixed(2)} hm²${survey.demonstration ? "（演示）" : ""}`,
      topic: known.topic,
      class: patch.class,
      division_code: zone?.code ?? null,
      survey_run_id: survey.runId,
      survey_year: survey.year,
      survey_number: survey.number,
      is_demonstration: survey.demonstration,
      baseline_run_id: against?.runId ?? null,
      baseline_year: against?.year ?? null,
      cells: patch.cells,
      area_hm2: areaHm2,
      mean_slope_degrees: patch.meanSlopeDegrees,
      land_use: landUseOf(patch.landUse)?.zh ?? "",
      land_use_before: isLoss ? (landUseOf(patch.landUseBefore)?.zh ?? null) : null,
      biological_factor: isLoss ? patch.biologicalFactor : null,
      biological_factor_before: isLoss ? patch.biologicalFactorBefore : null,
      rules: text,
      has_unconfirmed: hasUnconfirmed,
      outline: {
        type: "MultiPolygon",
        coordinates: patch.geometry.coordinates.map((rings) =>
          rings.map((ring) =>
            ring.map(([x = 0, y = 0]) => {
              const place = toDegrees(x, y);
              return [rounded(place.x), rounded(place.y)];
            }),
          ),
        ),
      },
    };
  });
}
