import { TerraceError } from "#errors";
import type { InputContext } from "./input-context.ts";
import { roleName } from "./input-roles.ts";
import { type Whereabouts, whereaboutsEn, whereaboutsZh } from "./survey-area.ts";

/**
 * What happens where an input has no value though the elevation has one: the survey is refused with the place and the
 * area, or, where the user allowed it, those cells stay without a result and the record says so. Never silently.
 *
 * @throws TerraceError `input-uncovered`
 */
export function refuseOrWarnUncovered(
  role: string,
  file: string,
  missing: Whereabouts | undefined,
  context: Pick<InputContext, "allowUncovered" | "record">,
): void {
  if (missing === undefined) return;
  const name = roleName(role);
  if (context.allowUncovered) {
    context.record.warn(`${name} ${file} 没有覆盖 ${whereaboutsZh(missing)},该处没有结果`);
    return;
  }
  throw new TerraceError({
    code: "input-uncovered",
    userMessage: `${name} ${file} 没有覆盖高程的全部范围:${whereaboutsZh(missing)}。请补齐资料,或裁剪高程,或加 --allow-uncovered(该处不出结果并写入记录)。`,
    message: `${role} ${file} does not cover the elevation: ${whereaboutsEn(missing)}. Complete it, clip the DEM, or add --allow-uncovered.`,
    details: { role, file, ...missing },
  });
}
