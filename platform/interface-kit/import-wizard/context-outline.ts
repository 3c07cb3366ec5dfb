import { queryOptions } from "@tanstack/react-query";
import { ApiProblem, apiRequest } from "../api-request.ts";
import { type FullRecord, type RecordPage, recordAddress, recordSetAddress } from "../record-list/record-set.ts";
import type { ImportOutline } from "./import-session.ts";

const divisionSet = "divisions";

/** The divisions that the session may see, to judge a place by; null where there are none. */
export const contextQuery = queryOptions({
  queryKey: ["import-context"],
  queryFn: async ({ signal }): Promise<ImportOutline | null> => {
    try {
      const page = await apiRequest<RecordPage>(`${recordSetAddress(divisionSet)}/records?pageSize=50`, { signal });
      const records = await Promise.all(
        page.records.map(({ id }) => apiRequest<FullRecord>(recordAddress(divisionSet, id), { signal })),
      );
      const features = records.flatMap(({ geometry }) =>
        geometry === null ? [] : [{ type: "Feature", properties: {}, geometry }],
      );
      return features.length === 0 ? null : { type: "FeatureCollection", features };
    } catch (error) {
      // A server without divisions, or a session that may not see them: the map shows the data alone.
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 403)) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});
