import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiRequest, openAddress } from "#platform/interface-kit";
import { sessionQuery } from "../session-query.ts";

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => apiRequest("/api/session", { method: "DELETE" }),
    onSuccess: () => {
      openAddress("/sign-in", "replace");
      queries.setQueryData(sessionQuery.queryKey, null);
      // What the last user saw must not be there for the next.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
}
