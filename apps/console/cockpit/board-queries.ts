import { type UseQueryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { PlanSummaryView } from "#contexts/action-plan/model";
import { apiRequest } from "#platform/interface-kit";
import {
  type AcceptedReport,
  type DivisionOutline,
  type Figure,
  type FigureByDivision,
  type FigureGroup,
  type FigureYear,
  type OwnWork,
  requests,
  type SurveyVersion,
} from "./board-requests.ts";
import { type BoardState, boardState } from "./board-state.ts";

/** Milliseconds between two askings, and after one that failed. */
const EVERY = 60_000;
const AFTER_FAILURE = 10_000;
/** Outlines of divisions change once in years. */
const OUTLINES_EVERY = 3_600_000;

/** What the board shows; undefined is not known yet, or left out by the server for this session. */
export interface BoardData {
  readonly plan: PlanSummaryView | undefined;
  readonly figures: ReadonlyMap<string, Figure>;
  readonly rateByDivision: FigureByDivision | undefined;
  readonly rateByYear: readonly FigureYear[] | undefined;
  readonly overdueByDepartment: readonly FigureGroup[] | undefined;
  readonly acceptedByQuarter: readonly FigureGroup[] | undefined;
  readonly outlines: readonly DivisionOutline[] | undefined;
  readonly surveys: readonly SurveyVersion[] | undefined;
  readonly acceptedReports: readonly AcceptedReport[] | undefined;
  readonly work: OwnWork | undefined;
}

/**
 * Everything on the board, asked again each minute and sooner after a failure, for as long as it stands there. The last answers stay in
 * sight until new ones are there, so that nothing flashes; the keys are always the same ones, so that nothing piles up.
 */
export function useBoard(mayUse: (permission: string) => boolean): {
  readonly data: BoardData;
  readonly state: BoardState;
} {
  const year = new Date().getFullYear();
  const plan = useAsked("plan", (signal) => apiRequest<PlanSummaryView>("/api/plan/summary", { signal }));
  const figures = useAsked("figures", requests.figures);
  // The list has what the session may see: only of that are the parts asked.
  const has = (id: string) => figures.data?.some((figure) => figure.id === id) === true;
  const rateByDivision = useAsked(
    "rate-by-division",
    (signal) => requests.byDivision("conservation-rate", signal),
    has("conservation-rate"),
  );
  const rateByYear = useAsked(
    `rate-by-year-${year}`,
    (signal) => requests.years("conservation-rate", year, signal),
    has("conservation-rate"),
  );
  const overdueByDepartment = useAsked(
    "overdue-by-department",
    (signal) => requests.groups("overdue-reports", "organisation", signal),
    has("overdue-reports"),
  );
  const acceptedByQuarter = useAsked(
    "accepted-by-quarter",
    (signal) => requests.groups("accepted-reports", "period", signal),
    has("accepted-reports"),
  );
  const outlines = useAsked("outlines", requests.outlines, true, OUTLINES_EVERY);
  const surveys = useAsked("surveys", requests.surveys, mayUse("survey.view"));
  const acceptedReports = useAsked("accepted-reports", requests.acceptedReports, has("accepted-reports"));
  const work = useAsked("work", requests.work);
  return {
    data: {
      plan: plan.data,
      figures: new Map(figures.data?.map((figure) => [figure.id, figure])),
      rateByDivision: rateByDivision.data,
      rateByYear: rateByYear.data,
      overdueByDepartment: overdueByDepartment.data,
      acceptedByQuarter: acceptedByQuarter.data,
      outlines: outlines.data,
      surveys: surveys.data,
      acceptedReports: acceptedReports.data,
      work: work.data,
    },
    state: boardState([
      plan,
      figures,
      rateByDivision,
      rateByYear,
      overdueByDepartment,
      acceptedByQuarter,
      surveys,
      acceptedReports,
      work,
    ]),
  };
}

function useAsked<Answer>(
  name: string,
  ask: (signal: AbortSignal) => Promise<Answer>,
  enabled = true,
  every = EVERY,
): UseQueryResult<Answer> {
  const options: UseQueryOptions<Answer> = {
    queryKey: ["cockpit", name],
    queryFn: ({ signal }) => ask(signal),
    enabled,
    // The next turn is the retry.
    retry: false,
    refetchInterval: ({ state }) => (state.status === "error" ? AFTER_FAILURE : every),
    // A screen on the wall is nobody's foreground.
    refetchIntervalInBackground: true,
  };
  return useQuery(options);
}
