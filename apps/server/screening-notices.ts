import { sql } from "kysely";
import type { PatchAlert } from "#contexts/territory/server";
import type { Transaction } from "#platform/database";
import { notify } from "#platform/notices";

/** Puts what a screening has newly found before the people of the district's own water department. */
export async function tellDistrict(alert: PatchAlert, transaction: Transaction): Promise<void> {
  const { key, division, year, counts, inZones, lossInZones } = alert;
  const { rows } = await sql<{ id: string }>`
    select id from access.organisation where kind = 'division' and division_code = ${division} order by code limit 1`.execute(
    transaction,
  );
  const organisationId = rows[0]?.id;
  if (organisationId === undefined) return;
  const steep = counts["steep-land"];
  const sloping = counts["sloping-cropland"];
  const loss = counts["vegetation-loss"];
  const count = steep + sloping + loss;
  const filter = JSON.stringify({ state: { eq: "pending" }, surveyYear: { eq: year } });
  await notify(transaction, {
    organisationId,
    key,
    kind: "screening-patches",
    title: { zh: `筛查新增 ${count} 个待核查图斑`, en: `${count} new screening patches to check` },
    text: {
      zh: `${year} 年调查：陡坡地 ${steep} 个，坡耕地 ${sloping} 个，植被减少 ${loss} 个；其中 ${inZones} 个在管控区域内（植被减少 ${lossInZones} 个）。请现场核查后填写结论。`,
      en: `Survey of ${year}: steep land ${steep}, sloping cropland ${sloping}, lost vegetation ${loss}; ${inZones} of them in protected zones (lost vegetation ${lossInZones}). Check them on the spot and give a verdict.`,
    },
    path: `/screening?${new URLSearchParams({ filter })}`,
    isUrgent: lossInZones > 0,
  });
}
