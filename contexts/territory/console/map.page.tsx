import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { surveyAddress, surveySummary } from "#contexts/erosion-assessment/model";
import {
  apiRequest,
  isWorthAskingAgain,
  LoadingPanel,
  TroublePanel,
  useAddressQuery,
  usePageTitle,
} from "#platform/interface-kit";
import type { Bounds } from "#platform/map-view";
import { surveyOfYear } from "./layers/layer-tree.ts";
import { readMapAddress } from "./map-address.ts";
import {
  extentQuery,
  mapRecordQuery,
  surveyLayersQuery,
  useBaseMapLayers,
  useMapSets,
  useMapSurveys,
} from "./map-queries.ts";
import { useMapTexts } from "./map-texts.ts";
import { MapWorkspace } from "./map-workspace.tsx";

/** Where nothing is known of the region: all of the country. */
const country: Bounds = [73, 18, 135.1, 53.6];
const wholeSet = { filter: "", text: "" };

/** 一张图: every set of records that has a place, the surveys of the years, and what people do with them. */
export function MapPage(): ReactNode {
  const { text } = useMapTexts();
  usePageTitle(text("map.title"));
  const sets = useMapSets();
  const surveys = useMapSurveys();
  const baseMap = useBaseMapLayers();
  const opening = useOpening(sets.data?.some(({ id }) => id === "divisions") ?? false, surveys.data);

  const failed = [sets, surveys, baseMap, opening].find(({ error }) => error !== null);
  if (failed?.error) {
    const retry = () => {
      for (const query of [sets, surveys, baseMap]) if (query.isError) void query.refetch();
    };
    return <TroublePanel error={failed.error} onRetry={retry} />;
  }
  if (!sets.data || !surveys.data || !baseMap.data || opening.isWaiting)
    return <LoadingPanel label={text("map.loading")} />;
  return (
    <>
      <h1 className="visually-hidden">{text("map.title")}</h1>
      <MapWorkspace
        sets={sets.data}
        surveys={surveys.data}
        baseMap={baseMap.data}
        groundSurvey={opening.groundSurvey}
        region={opening.region}
        bounds={opening.bounds}
      />
    </>
  );
}

/** Where the map opens, and the survey that it stands on. Asked for once: what changes later moves no map. */
function useOpening(hasDivisions: boolean, surveys: ReturnType<typeof useMapSurveys>["data"]) {
  const { selection, show } = readMapAddress(useAddressQuery());
  const latest = surveys && surveyOfYear(surveys, undefined);
  const run = latest?.runId;
  const layers = useQuery(surveyLayersQuery(run));
  const summary = useQuery({
    queryKey: ["map", "survey-bounds", run],
    queryFn: async ({ signal }) =>
      surveySummary.parse(await apiRequest(`${surveyAddress(run ?? "")}/summary`, { signal })).bounds,
    enabled: run !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: isWorthAskingAgain,
  });
  const divisions = useQuery(extentQuery(hasDivisions ? "divisions" : undefined, wholeSet));
  const selected = useQuery(extentQuery(selection?.set, selection ?? wholeSet));
  const shown = useQuery({ ...mapRecordQuery(show?.set ?? "", show?.id ?? ""), enabled: show !== undefined });
  const asked = [layers, summary, divisions, selected];
  const ground = layers.data;
  const groundSurvey = useMemo(
    () => (run !== undefined && ground ? { run, layers: ground } : undefined),
    [run, ground],
  );
  const region = divisions.data ?? summary.data ?? undefined;
  return {
    isWaiting: [...asked, shown].some(({ isLoading }) => isLoading),
    error: asked.find(({ error }) => error !== null)?.error ?? null,
    groundSurvey,
    region,
    bounds: selected.data ?? region ?? country,
  };
}
