import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  PlanSummaryView,
  PlanView,
  ReminderRequest,
  ReminderView,
  ReportAction,
  ReportContent,
  ReportDecision,
  ReportView,
  TaskView,
} from "#contexts/action-plan/model";
import { apiRequest, isWorthAskingAgain } from "#platform/interface-kit";

export const PLAN = "plan";

export function usePlan(period: string | undefined): UseQueryResult<PlanView> {
  const query = period === undefined ? "" : `?${new URLSearchParams({ period })}`;
  return useQuery({
    queryKey: [PLAN, "tree", period ?? null],
    queryFn: ({ signal }) => apiRequest<PlanView>(`/api/plan${query}`, { signal }),
    placeholderData: (previous) => previous,
    retry: isWorthAskingAgain,
  });
}

export function usePlanSummary(): UseQueryResult<PlanSummaryView> {
  return useQuery({
    queryKey: [PLAN, "summary"],
    queryFn: ({ signal }) => apiRequest<PlanSummaryView>("/api/plan/summary", { signal }),
    retry: isWorthAskingAgain,
  });
}

export function useTask(taskId: string): UseQueryResult<TaskView> {
  return useQuery({
    queryKey: [PLAN, "task", taskId],
    queryFn: ({ signal }) => apiRequest<TaskView>(`/api/plan/tasks/${encodeURIComponent(taskId)}`, { signal }),
    retry: isWorthAskingAgain,
  });
}

export function useSaveReport(taskId: string, period: string): UseMutationResult<ReportView, Error, ReportContent> {
  const path = `/api/plan/tasks/${encodeURIComponent(taskId)}/reports/${period}`;
  return usePlanMutation((body: ReportContent) => apiRequest<ReportView>(path, { method: "PUT", body }));
}

const addresses: Readonly<Record<Exclude<ReportAction, "save">, string>> = {
  submit: "submission",
  withdraw: "withdrawal",
  return: "return",
  accept: "acceptance",
  reopen: "reopening",
};

export interface Decision extends ReportDecision {
  readonly reportId: string;
  readonly action: Exclude<ReportAction, "save">;
}

export function useDecision(): UseMutationResult<ReportView, Error, Decision> {
  return usePlanMutation(({ reportId, action, ...body }: Decision) =>
    apiRequest<ReportView>(`/api/plan/reports/${reportId}/${addresses[action]}`, { method: "POST", body }),
  );
}

export function useReminder(): UseMutationResult<ReminderView, Error, ReminderRequest> {
  return usePlanMutation((body: ReminderRequest) =>
    apiRequest<ReminderView>("/api/plan/reminders", { method: "POST", body }),
  );
}

/** What is written shows at once in the tree, the panel and the first page. */
export function usePlanMutation<Answer, Input>(
  send: (input: Input) => Promise<Answer>,
): UseMutationResult<Answer, Error, Input> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: [PLAN] }),
  });
}
