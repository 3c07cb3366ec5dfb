import type { Figure, FigurePeriod, RecordFigure } from "#platform/figures";
import { periodOf } from "../model/index.ts";
import { owedReports } from "./owed-report-set.ts";
import { progressReports } from "./progress-report-set.ts";

const COMMON = {
  kind: "records",
  unit: "份",
  decimals: 0,
  permission: "plan.view",
  emptyZh: "载入实施方案后显示。",
  emptyEn: "Shown once there is a plan.",
  sumField: null,
} as const satisfies Partial<RecordFigure>;

/** The quarters that begin in a period, as reports name them. */
function quarters(period: FigurePeriod | null) {
  return period === null ? {} : { period: { from: periodOf(period.from), to: periodOf(period.to) } };
}

/** What the reports of the plan count to. Without a period, what is owed is of the quarter that is asked for now. */
export const planFigures: readonly Figure[] = [
  {
    ...COMMON,
    id: "owed-reports",
    nameZh: "本期应报进展",
    nameEn: "Reports owed",
    set: owedReports,
    filter: owedIn,
    groupFields: ["organisation", "period", "standing"],
  },
  {
    ...COMMON,
    id: "overdue-reports",
    nameZh: "逾期未报进展",
    nameEn: "Reports overdue",
    set: owedReports,
    filter: (period) => ({ ...owedIn(period), standing: { eq: "overdue" } }),
    groupFields: ["organisation", "period"],
  },
  {
    ...COMMON,
    id: "reports-to-review",
    nameZh: "待审核进展",
    nameEn: "Reports to be reviewed",
    set: progressReports,
    filter: (period) => ({ ...quarters(period), state: { eq: "submitted" } }),
    groupFields: ["organisation", "period"],
  },
  {
    ...COMMON,
    id: "returned-reports",
    nameZh: "退回待补正进展",
    nameEn: "Reports sent back",
    set: progressReports,
    filter: (period) => ({ ...quarters(period), state: { eq: "returned" } }),
    groupFields: ["organisation", "period"],
  },
  {
    ...COMMON,
    id: "accepted-reports",
    nameZh: "已审核进展",
    nameEn: "Reports accepted",
    set: progressReports,
    filter: (period) => ({ ...quarters(period), state: { eq: "accepted" } }),
    groupFields: ["organisation", "period"],
  },
];

function owedIn(period: FigurePeriod | null) {
  return period === null ? { isAsked: { eq: true } } : quarters(period);
}
