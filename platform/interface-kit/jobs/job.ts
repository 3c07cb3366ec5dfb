import { queryOptions } from "@tanstack/react-query";
import { ApiProblem, apiRequest } from "../api-request.ts";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

/** Work that the server does in the background, as `GET /api/jobs` tells it. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly state: JobState;
  readonly isCancelling: boolean;
  /** 0…1 */
  readonly progress: number;
  readonly stepZh: string;
  readonly stepEn: string;
  readonly result: unknown;
  readonly reason: { readonly code: string; readonly userMessage: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface WholeJob extends Job {
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

export function isActive({ state }: Pick<Job, "state">): boolean {
  return state === "queued" || state === "running";
}

/** The session's own jobs, the newest first: asked often while one is under way. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: async ({ signal }) => (await apiRequest<{ jobs: readonly Job[] }>("/api/jobs?limit=30", { signal })).jobs,
  refetchInterval: (query) => (query.state.data?.some(isActive) ? 1500 : 30_000),
});

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => apiRequest<WholeJob>(`/api/jobs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (query) => (query.state.data === undefined || isActive(query.state.data) ? 1000 : false),
  });
}

export function jobFileAddress(id: string, name: string): string {
  return `/api/jobs/${encodeURIComponent(id)}/files/${encodeURIComponent(name)}`;
}

/** The reason as a problem, so that it is shown like one. */
export function problemOf({ reason }: Job): ApiProblem | null {
  return reason === null ? null : new ApiProblem({ ...reason, details: {} }, 422);
}

/** 12.3 MB */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}
