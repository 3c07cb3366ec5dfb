import { type CoverageGap, GAP_PLACE_NAMES } from "#engine/resampling";
import { TerraceError } from "#errors";
import type { InputContext } from "./input-context.ts";
import { roleName } from "./input-roles.ts";

/**
 * What happens where an input has no value though the elevation has one: the survey is refused with the place and the
 * area, or, where the user allowed it, those cells stay without a result and the record says so. Never silently.
 *
 * @throws TerraceError `input-uncovered`
 */
export function refuseOrWarnUncovered(
  role: string,
  file: string,
  missing: CoverageGap | undefined,
  context: Pick<InputContext, "allowUncovered" | "record">,
): void {
  if (missing === undefined) return;
  const name = roleName(role);
  if (context.allowUncovered) {
    context.record.warn({
      zh: `${name} ${file} 没有覆盖 ${gapInChinese(missing)}，该处没有结果`,
      en: `${role} ${file} does not cover ${gapInEnglish(missing)}; there is no result there`,
    });
    return;
  }
  throw new TerraceError({
    code: "input-uncovered",
    userMessage: `${name} ${file} 没有覆盖高程的全部范围：${gapInChinese(missing)}。请补齐资料，或裁剪高程，或加 --allow-uncovered（该处不出结果并写入记录）。`,
    message: `${role} ${file} does not cover the elevation: ${gapInEnglish(missing)}. Complete it, clip the DEM, or add --allow-uncovered.`,
    details: { role, file, ...missing },
  });
}

/** `南缘（经度 120.1234–120.2345、纬度 37.1–37.2），12.34 km²（1234 个栅格）` */
function gapInChinese({ cells, squareKilometres, extent, place }: CoverageGap): string {
  const { minX, maxX, minY, maxY } = extent;
  return `${GAP_PLACE_NAMES[place]}（经度 ${range(minX, maxX)}、纬度 ${range(minY, maxY)}），${squareKilometres.toFixed(2)} km²（${cells} 个栅格）`;
}

function gapInEnglish({ cells, squareKilometres, extent, place }: CoverageGap): string {
  const { minX, maxX, minY, maxY } = extent;
  return `${place} (${range(minX, maxX)} E, ${range(minY, maxY)} N), ${squareKilometres.toFixed(2)} km² (${cells} cells)`;
}

function range(from: number, to: number): string {
  const [first, last] = [from.toFixed(4), to.toFixed(4)];
  return first === last ? first : `${first}–${last}`;
}
