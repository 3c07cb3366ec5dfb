import { type UseMutationResult, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ShareHistory, SharesChange, TargetShares } from "#contexts/action-plan/model";
import { apiRequest, isWorthAskingAgain } from "#platform/interface-kit";
import { PLAN, usePlanMutation } from "./plan-queries.ts";

function addressOf(targetId: string): string {
  return `/api/plan/targets/${encodeURIComponent(targetId)}/shares`;
}

export function useTargetShares(targetId: string): UseQueryResult<TargetShares> {
  return useQuery({
    queryKey: [PLAN, "shares", targetId],
    queryFn: ({ signal }) => apiRequest<TargetShares>(addressOf(targetId), { signal }),
    retry: isWorthAskingAgain,
  });
}

export function useShareHistory(targetId: string): UseQueryResult<ShareHistory> {
  return useQuery({
    queryKey: [PLAN, "share-history", targetId],
    queryFn: ({ signal }) => apiRequest<ShareHistory>(`${addressOf(targetId)}/history`, { signal }),
    retry: isWorthAskingAgain,
  });
}

export function useChangeShares(targetId: string): UseMutationResult<TargetShares, Error, SharesChange> {
  return usePlanMutation((body: SharesChange) =>
    apiRequest<TargetShares>(addressOf(targetId), { method: "PUT", body }),
  );
}
