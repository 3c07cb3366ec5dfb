import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { conditionCard } from "../../model/index.ts";
import { patternElementSet, protectedZoneSet } from "../record-sets.ts";
import { conditionSetUnknown } from "./condition-problems.ts";
import { type ConditionDependencies, readConditionCard } from "./read-condition-card.query.ts";

const sets = [patternElementSet, protectedZoneSet];

export function conditionRoutes(dependencies: ConditionDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/conditions/{recordSet}/{recordId}",
      access: permission("territory.view"),
      summary: {
        zh: "状况卡：一脊两带七廊多点或管控区域的逐年水土流失与措施（区市只见本辖区部分）",
        en: "Condition card of an element of the pattern or a zone, year by year (a district sees its own part)",
      },
      params: z.object({ recordSet: z.string().max(100), recordId: z.uuid() }),
      response: conditionCard,
      handle: async ({ session, params, transaction }) => {
        const set = sets.find(({ id }) => id === params.recordSet);
        if (set === undefined) throw conditionSetUnknown(params.recordSet);
        return readConditionCard({ session, transaction }, dependencies, set, params.recordId);
      },
    }),
  ];
}
