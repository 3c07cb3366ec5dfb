import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiRequest } from "../api-request.ts";
import {
  type ImportDecisions,
  type ImportSession,
  importAddress,
  importQuery,
  importsQuery,
} from "./import-session.ts";

export interface DecisionMaker {
  /** Sends what was decided; the server looks at the file again and answers with what follows from it. */
  readonly decide: (changes: ImportDecisions) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** Decisions are kept on the server as they are made, so that nothing is lost when the page is left. */
export function useDecisions(id: string): DecisionMaker {
  const queries = useQueryClient();
  const change = useMutation({
    // One after the other: the second is judged on what the first has led to.
    scope: { id: `import ${id}` },
    mutationFn: (decisions: ImportDecisions) =>
      apiRequest<ImportSession>(importAddress(id), { method: "PATCH", body: { decisions } }),
    onSuccess: (session) => {
      queries.setQueryData(importQuery(id).queryKey, session);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
  return { decide: (changes) => change.mutate(changes), isPending: change.isPending, error: change.error };
}
