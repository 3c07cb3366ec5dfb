import { targetShares } from "#contexts/action-plan/model";
import { actionPlan } from "#regions/yantai";
import type { Platform } from "../platform.ts";
import { demonstrationSession } from "./demonstration-accounts.ts";
import { createDemonstrationClient } from "./demonstration-client.ts";
import { type DividedUnit, dividedTarget } from "./divided-target.ts";

/** Shares of every target as the city might give them (演示); a target of which somebody has given any is left as it is. */
export async function fillPlanShares(platform: Platform, organisationIds: ReadonlyMap<string, string>): Promise<void> {
  const { database } = platform;
  const [supervisor] = await database.execute("select id from access.person where name = 'demo-city'");
  if (supervisor === undefined) return;
  const who = demonstrationSession("demo-city", String(supervisor.id), organisationIds);
  const call = createDemonstrationClient(platform);
  for (const { id } of actionPlan.targets) {
    const path = `/plan/targets/${id}/shares`;
    const { target, units } = targetShares.parse(await call(who, "GET", path));
    const outlined = units.filter((unit): unit is typeof unit & DividedUnit => unit.areaKm2 !== null);
    if (outlined.length === 0 || units.some((unit) => unit.shares.length > 0)) continue;
    const shares = dividedTarget(target, outlined).map((share) => ({ ...share, version: 0 }));
    await call(who, "PUT", path, { decidedOn: null, basis: "演示数据，不是实际下达的指标", shares });
  }
}
