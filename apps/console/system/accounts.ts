import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "#platform/interface-kit";

export const accountScopes = ["city", "division", "department", "enterprise", "service-unit"] as const;
export type AccountScope = (typeof accountScopes)[number];

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly organisation: { readonly id: string; readonly nameZh: string; readonly nameEn: string };
  readonly scope: AccountScope;
  readonly divisions: readonly string[];
  readonly roles: readonly string[];
  readonly isDisabled: boolean;
  readonly mustSetPassword: boolean;
  readonly hasTotp: boolean;
  readonly version: number;
  /** Whether the session's own reach covers it. */
  readonly isManageable: boolean;
  readonly lockedUntil: string | null;
}

export interface Role {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly exclusiveWith: readonly string[];
  /** Null where accounts of any scope may have it. */
  readonly scopes: readonly string[] | null;
}

export interface AccountFacts {
  readonly displayName: string;
  readonly organisationId: string;
  readonly scope: AccountScope;
  readonly divisions: readonly string[];
  readonly roles: readonly string[];
}

export const accountsPerPage = 50;

export function accountsQuery(text: string, page: number) {
  const query = new URLSearchParams({ text, page: String(page) });
  return queryOptions({
    queryKey: ["users", text, page],
    queryFn: ({ signal }) =>
      apiRequest<{ readonly users: readonly Account[]; readonly count: number }>(`/api/users?${query}`, { signal }),
  });
}

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => apiRequest<readonly Role[]>("/api/roles", { signal }),
  staleTime: 300_000,
});

/** What differs, for a PATCH. */
export function changedFacts(before: AccountFacts, after: AccountFacts): Partial<AccountFacts> {
  const keys = Object.keys(after) as (keyof AccountFacts)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key]]),
  );
}
