import {
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import type { PatchVerdicts, ScreeningOptions, ScreeningRequest, VerdictRequest } from "#contexts/territory/model";
import { apiRequest } from "#platform/interface-kit";

export const SCREENING_SET = "screening-patches";

export const screeningOptionsQuery = queryOptions({
  queryKey: ["screening", "options"],
  queryFn: ({ signal }) => apiRequest<ScreeningOptions>("/api/screening/options", { signal }),
});

/** What the page needs to know of the job that it started. */
export interface ScreeningJob {
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progress: number;
  readonly stepZh: string;
  readonly stepEn: string;
  readonly result: unknown;
  readonly reason: { readonly userMessage: string; readonly message: string } | null;
}

export function useStartScreening(): UseMutationResult<{ readonly jobId: string }, Error, ScreeningRequest> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ScreeningRequest) =>
      apiRequest<{ jobId: string }>("/api/screening/runs", { method: "POST", body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

/** Asks how far the job is until it has ended; then the list is read again. */
export function useScreeningJob(id: string | undefined): UseQueryResult<ScreeningJob> {
  const queries = useQueryClient();
  const job = useQuery({
    queryKey: ["job", id],
    queryFn: ({ signal }) => apiRequest<ScreeningJob>(`/api/jobs/${id}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "queued" || state.data.state === "running" ? 1000 : false,
  });
  const state = job.data?.state;
  useEffect(() => {
    if (state === "done") void queries.invalidateQueries({ queryKey: ["records", SCREENING_SET] });
  }, [state, queries]);
  return job;
}

export function verdictsQuery(id: string) {
  return queryOptions({
    queryKey: ["screening", "verdicts", id],
    queryFn: ({ signal }) => apiRequest<PatchVerdicts>(`/api/screening/patches/${id}/verdicts`, { signal }),
  });
}

export function useGiveVerdict(id: string): UseMutationResult<PatchVerdicts, Error, VerdictRequest> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: VerdictRequest) =>
      apiRequest<PatchVerdicts>(`/api/screening/patches/${id}/verdicts`, { method: "POST", body }),
    onSuccess: (answer) => {
      queries.setQueryData(verdictsQuery(id).queryKey, answer);
      return Promise.all([
        queries.invalidateQueries({ queryKey: ["record", SCREENING_SET, id] }),
        queries.invalidateQueries({ queryKey: ["records", SCREENING_SET] }),
        queries.invalidateQueries({ queryKey: ["history", SCREENING_SET, id] }),
      ]);
    },
    // Somebody was faster: what stands there now is shown under the words that say so.
    onError: () => queries.invalidateQueries({ queryKey: verdictsQuery(id).queryKey }),
  });
}
