import { queryOptions } from "@tanstack/react-query";
import { ApiProblem, apiRequest, type ConsoleSession } from "#platform/interface-kit";

export interface SignInMethods {
  readonly password: boolean;
  readonly oidc: { readonly labelZh: string; readonly labelEn: string; readonly startPath: string } | null;
  /** False until somebody has used the one-time link of the first start. */
  readonly isSetUp: boolean;
  /** Characters. */
  readonly shortestPassword: number;
}

const AWAY_INTERVAL_MS = 5000;

/** Who is signed in; null where nobody is. While the server's database is away it asks again by itself. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<ConsoleSession | null> => {
    try {
      return await apiRequest<ConsoleSession>("/api/session", { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: ({ state: { error } }) =>
    error instanceof ApiProblem && error.status === 503 ? AWAY_INTERVAL_MS : false,
});

export const signInMethodsQuery = queryOptions({
  queryKey: ["sign-in-methods"],
  queryFn: ({ signal }) => apiRequest<SignInMethods>("/api/sign-in/methods", { signal }),
});
