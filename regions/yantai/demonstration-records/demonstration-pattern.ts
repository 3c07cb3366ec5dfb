import { northCoast, peaks, rivers, southCoast } from "../demonstration/index.ts";
import { conservationPattern } from "../targets.ts";
import { createRandom } from "./blob.ts";
import type { DemonstrationRecord } from "./demonstration-records.ts";
import { patchAround, ribbonAlong } from "./ribbon.ts";

const MARK = "演示";
const RIDGE_RADIUS = 8000;
const CORE_RADIUS = 4500;
const BELT_HALF_WIDTH = 2000;
const CORRIDOR_HALF_WIDTH = 1000;
/** Every so manieth position of the sketched coast: a strip along all of them would cross itself in the bays. */
const COAST_STEP = 6;

/**
 * 一脊、两带、七廊 as they may look, with red lines and a zone of key treatment across districts (演示): strips and patches about
 * places known from general geography, none of them a boundary.
 */
export function demonstrationPattern(): readonly DemonstrationRecord[] {
  const { ridge, coastalBelts, riverCorridors } = conservationPattern.value;
  const random = createRandom("pattern");
  const element = (kind: string, code: string, name: string, geometry: object): DemonstrationRecord => ({
    table: "pattern_element",
    values: { code: `${MARK}-${code}`, name: `${name}（${MARK}）`, kind, source: MARK },
    geometry,
  });
  const zone = (code: string, name: string, values: Readonly<Record<string, string>>, geometry: object) => ({
    table: "protected_zone" as const,
    values: { code: `${MARK}-${code}`, name: `${name}（${MARK}）`, valid_from: "2024-01-01", source: MARK, ...values },
    geometry,
  });
  return [
    ...ridge.map((name, at) =>
      element("ridge", `脊-${at + 1}`, `${name}山脊`, patchAround(peakOf(name), RIDGE_RADIUS, random)),
    ),
    ...[northCoast, southCoast].map((coast, at) => {
      const course = coast.filter((_, position) => position % COAST_STEP === 0);
      return element("belt", `带-${at + 1}`, coastalBelts[at] ?? "", ribbonAlong(course, BELT_HALF_WIDTH));
    }),
    ...riverCorridors.map((name, at) =>
      element("corridor", `廊-${at + 1}`, `${name}生态廊道`, ribbonAlong(courseOf(name), CORRIDOR_HALF_WIDTH)),
    ),
    ...ridge.map((name, at) =>
      zone(
        `红线-${at + 1}`,
        `${name}生态保护红线`,
        { kind: "red-line", grade: "provincial" },
        patchAround(peakOf(name), CORE_RADIUS, random),
      ),
    ),
    zone(
      "治理区-1",
      "栖霞—海阳重点治理区",
      { kind: "key-treatment", grade: "city" },
      patchAround([120.98, 37.13], 15_000, random),
    ),
  ];
}

function peakOf(name: string): readonly [number, number] {
  const peak = peaks.find(({ nameZh }) => nameZh === name);
  if (peak === undefined) throw new Error(`The demonstration has no summit ${name}`);
  return peak.position;
}

function courseOf(name: string): readonly (readonly [number, number])[] {
  const river = rivers.find(({ nameZh }) => nameZh === name);
  if (river === undefined) throw new Error(`The demonstration has no river ${name}`);
  return river.course;
}
