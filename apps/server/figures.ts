import { planFigures } from "#contexts/action-plan/server";
import { surveyFigures } from "#contexts/erosion-assessment/server";
import { territoryRecordSets } from "#contexts/territory/server";
import type { Figure } from "#platform/figures";
import type { RecordSet } from "#platform/record-sets";

/** The figures of the product, each declared once. */
export function createFigures(): readonly Figure[] {
  return [
    ...surveyFigures,
    ...planFigures,
    {
      id: "clean-watersheds",
      kind: "records",
      nameZh: "建成生态清洁小流域",
      nameEn: "Clean watersheds built",
      unit: "个",
      decimals: 0,
      permission: "territory.view",
      emptyZh: "在“小流域”台账中登记建成的生态清洁小流域后显示。",
      emptyEn: "Shown once built clean watersheds are in the list of watersheds.",
      set: setOf("watersheds"),
      sumField: null,
      filter: (period) => ({
        isClean: { eq: true },
        builtYear:
          period === null
            ? { isNull: false }
            : { from: Number(period.from.slice(0, 4)), to: Number(period.to.slice(0, 4)) },
      }),
    },
    {
      id: "enclosed-area",
      kind: "records",
      nameZh: "封育面积",
      nameEn: "Enclosed area",
      unit: "hm²",
      decimals: 2,
      permission: "territory.view",
      emptyZh: "在“封育区”台账中登记后显示。",
      emptyEn: "Shown once there are enclosures.",
      set: setOf("enclosures"),
      sumField: "areaHm2",
      filter: (period) => (period === null ? {} : { closedOn: { from: period.from, to: period.to } }),
    },
  ];
}

function setOf(id: string): RecordSet {
  const set = territoryRecordSets.find((candidate) => candidate.id === id);
  if (set === undefined) throw new Error(`There is no record set ${id}`);
  return set;
}
