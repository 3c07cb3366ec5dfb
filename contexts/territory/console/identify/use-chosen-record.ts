import { useQuery } from "@tanstack/react-query";
import type { Geometry } from "geojson";
import { useEffect, useMemo } from "react";
import { writeAddress } from "#platform/interface-kit";
import type { Bounds, FeatureSurface } from "#platform/map-view";
import { type MapAddress, recordParameter } from "../map-address.ts";
import { mapRecordQuery } from "../map-queries.ts";
import { extentOf } from "./extent.ts";

/** The geometry of the record that the address names; one that it asks to show is brought into sight, and is then the chosen one. */
export function useChosenRecord(
  { pick, show }: Pick<MapAddress, "pick" | "show">,
  surface: FeatureSurface | undefined,
): { readonly geometry: Geometry | undefined; readonly zoom: () => void } {
  const wanted = show ?? pick;
  const record = useQuery({ ...mapRecordQuery(wanted?.set ?? "", wanted?.id ?? ""), enabled: wanted !== undefined });
  const found = wanted === undefined ? undefined : (record.data?.geometry ?? undefined);
  const geometry = found as Geometry | undefined;
  const extent: Bounds | undefined = useMemo(() => found && extentOf(found), [found]);
  const showKey = show && recordParameter(show);
  const isAnswered = record.isSuccess || record.isError;
  useEffect(() => {
    if (showKey === undefined || !surface || !isAnswered) return;
    if (extent) surface.fit(extent);
    writeAddress({ show: undefined, pick: showKey }, "replace");
  }, [showKey, surface, isAnswered, extent]);
  return { geometry, zoom: () => extent && surface?.fit(extent) };
}
