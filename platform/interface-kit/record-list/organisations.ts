import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "../api-request.ts";

export interface Organisation {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly divisionCode: string | null;
}

/** Those that the session may see. */
export const organisationsQuery = queryOptions({
  queryKey: ["organisations"],
  queryFn: ({ signal }) => apiRequest<readonly Organisation[]>("/api/organisations", { signal }),
  staleTime: 300_000,
});
