import { queryOptions, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type SurveyDecision,
  type SurveyInputFile,
  type SurveyParameter,
  type SurveyRunRequest,
  type SurveyVersion,
  surveyAddress,
  surveyInputList,
  surveyJobKind,
  surveyParameterList,
  surveyRunAnswer,
  surveySettings,
  surveyVersion,
  surveyVersionList,
} from "#contexts/erosion-assessment/model";
import { apiRequest, isActive, type Job } from "#platform/interface-kit";

export const versionsQuery = queryOptions({
  queryKey: ["survey-versions"],
  queryFn: async ({ signal }): Promise<readonly SurveyVersion[]> =>
    surveyVersionList.parse(await apiRequest("/api/survey-versions", { signal })).versions,
});

/** Computations of surveys, those of others too; asked often while one is under way. Under the key of all jobs. */
export const surveyJobsQuery = queryOptions({
  queryKey: ["jobs", "surveys"],
  queryFn: async ({ signal }): Promise<readonly Job[]> =>
    (await apiRequest<{ jobs: readonly Job[] }>(`/api/jobs?all=true&kind=${surveyJobKind}&limit=20`, { signal })).jobs,
  refetchInterval: (query) => (query.state.data?.some(isActive) ? 1000 : 30_000),
});

export const inputsQuery = queryOptions({
  queryKey: ["survey-inputs"],
  queryFn: async ({ signal }): Promise<readonly SurveyInputFile[]> =>
    surveyInputList.parse(await apiRequest("/api/survey-inputs", { signal })).files,
});

export const parametersQuery = queryOptions({
  queryKey: ["survey-parameters"],
  queryFn: async ({ signal }): Promise<readonly SurveyParameter[]> =>
    surveyParameterList.parse(await apiRequest("/api/survey-parameters", { signal })).parameters,
  staleTime: Number.POSITIVE_INFINITY,
});

export async function fetchSettings(name: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await apiRequest(`/api/survey-inputs/settings?${new URLSearchParams({ name })}`);
  return surveySettings.parse(answer).settings;
}

export interface DecisionOrder {
  readonly decision: SurveyDecision;
  readonly version: SurveyVersion;
  readonly reason: string;
}

/** Whatever comes of it, what is shown is read again: somebody else may have decided. */
export function useDecision(): UseMutationResult<SurveyVersion, Error, DecisionOrder> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ decision, version: { runId, version }, reason }: DecisionOrder) => {
      const what = decision === "publish" ? "publication" : "withdrawal";
      const body = { version, reason };
      return surveyVersion.parse(await apiRequest(`${surveyAddress(runId)}/${what}`, { method: "POST", body }));
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: versionsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ["surveys"] }),
      ]),
  });
}

export function useSurveyOrder(): UseMutationResult<string, Error, SurveyRunRequest> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: SurveyRunRequest) =>
      surveyRunAnswer.parse(await apiRequest("/api/survey-runs", { method: "POST", body })).jobId,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
