import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { SurveyListItem } from "#contexts/erosion-assessment/model";
import { useAddressQuery, writeAddress } from "#platform/interface-kit";
import type { Bounds, FeatureMapLayer, FeatureSurface, MapHit, MapPlace, SketchKind } from "#platform/map-view";
import { type MapTool, SketchPanel } from "./draw/sketch-panel.tsx";
import { useSketch } from "./draw/use-sketch.ts";
import { MapFoot, type MapFootHandle } from "./foot/map-foot.tsx";
import { ChosenCard } from "./identify/chosen-card.tsx";
import { HitList } from "./identify/map-card.tsx";
import { PlaceCard } from "./identify/place-card.tsx";
import { useChosenRecord } from "./identify/use-chosen-record.ts";
import { LayerPanel } from "./layers/layer-panel.tsx";
import { changedLayers, layerTree, shownEntries, surveyOfYear, type TreeEntry } from "./layers/layer-tree.ts";
import { type BaseChoice, mapLayersOf, possibleBases, type SurveyOnMap } from "./layers/map-layers.ts";
import styles from "./map.page.module.css";
import {
  layersParameter,
  type MapAddress,
  type MapRecord,
  placeParameter,
  readMapAddress,
  recordParameter,
} from "./map-address.ts";
import { type BaseMapLayer, type MapRecordSet, surveyLayersQuery } from "./map-queries.ts";
import { MapScreen } from "./map-screen.tsx";
import { useMapTexts } from "./map-texts.ts";
import { MapTools, ViewButtons } from "./map-tools.tsx";
import { PrintView } from "./print/print-view.tsx";
import { SearchBox } from "./search/search-box.tsx";
import { mapYears, otherYear } from "./time/map-years.ts";
import { TimeBar } from "./time/time-bar.tsx";
import { TroubleNotice, useMapTrouble } from "./trouble-notice.tsx";

/** Layers at the left, tools and cards over the map, the years under it. The address holds all that another person would want to see. */
export function MapWorkspace(props: {
  readonly sets: readonly MapRecordSet[];
  readonly surveys: readonly SurveyListItem[];
  readonly baseMap: readonly BaseMapLayer[];
  readonly groundSurvey: SurveyOnMap | undefined;
  readonly region: Bounds | undefined;
  readonly bounds: Bounds;
}): ReactNode {
  const { text } = useMapTexts();
  const { sets, surveys, baseMap, groundSurvey, bounds } = props;
  const address = useMapAddress();
  const { year, swipe, selection } = address;
  const [surface, setSurface] = useState<FeatureSurface>();
  const [hits, setHits] = useState<readonly MapHit[]>([]);
  const [tool, setTool] = useState<MapTool>();
  const [kind, setKind] = useState<SketchKind>("polygon");
  const [isPrinting, setIsPrinting] = useState(false);
  const foot = useRef<MapFootHandle>(null);
  const trouble = useMapTrouble();

  const tree = useMemo(() => layerTree(sets, groundSurvey?.layers ?? []), [sets, groundSurvey]);
  const besides = [selection?.set, address.show?.set, address.pick?.set].filter((id) => id !== undefined);
  const shown = shownEntries(tree, address.layers, address.layers === undefined ? besides : []);
  const bases = possibleBases(baseMap, groundSurvey?.layers ?? []);
  const wanted = bases.find((one) => one === address.base) ?? bases[0] ?? "none";
  const isOurs = wanted === "shade" || wanted === "none";
  const base = trouble.isBaseAway && !isOurs ? (bases.find((one) => one === "shade") ?? "none") : wanted;

  const survey = useSurveyOf(surveys, year, groundSurvey);
  const otherSurvey = useSurveyOf(surveys, swipe, groundSurvey);
  const shownKey = JSON.stringify(shown.map(({ entry, opacity }) => [entry.id, opacity]));
  const contentKey = JSON.stringify([shownKey, base, selection, trouble.attempt]);
  const layersOf = (of: SurveyOnMap | undefined, at: number | undefined) =>
    mapLayersOf({ base, baseMap, groundSurvey, survey: of, shown, year: at, selection });
  // The address is read anew with every move of the map: only what is on the map makes its layers anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: contentKey stands for base, shown and selection.
  const layers = useMemo(() => layersOf(survey, year), [contentKey, survey, year, tree]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const otherLayers = useMemo(() => layersOf(otherSurvey, swipe), [contentKey, otherSurvey, swipe, tree]);

  const chosen = useChosenRecord(address, surface);
  const shape = tool === "distance" ? "linestring" : tool === "area" ? "polygon" : kind;
  const sketch = useSketch(surface, tool === undefined || swipe !== undefined ? undefined : shape);
  const centre = useMemo(() => middleOf(props.region ?? bounds), [props.region, bounds]);

  const surveyYears = [...new Set(surveys.map((one) => one.year))];
  const choose = (found: readonly MapHit[], place: MapPlace, on: FeatureSurface) => {
    const records = found.filter(({ id }) => id !== null);
    if (records.length === 0 && found.length > 0) {
      on.map.easeTo({ center: [place.longitude, place.latitude], zoom: on.map.getZoom() + 2 });
      return;
    }
    setHits(records.length > 1 ? records : []);
    const [only] = records;
    const pick = records.length === 1 && only?.id ? recordParameter({ set: only.layer, id: only.id }) : undefined;
    writeAddress({ pick, at: undefined }, "push");
  };
  const openRecord = (record: MapRecord) => writeAddress({ pick: recordParameter(record), at: undefined }, "push");
  const show = (entry: TreeEntry, isShown: boolean, opacity?: number) => {
    const after = changedLayers(shown, { entry, isShown, ...(opacity === undefined ? {} : { opacity }) });
    // A slider moves continuously, and not each of its steps is one to go back to.
    writeAddress({ layers: layersParameter(after) }, shown.length === after.length ? "replace" : "push");
  };
  const toggleSwipe = () => {
    setTool(undefined);
    const here = year ?? new Date().getFullYear();
    const other = otherYear(surveyYears, survey?.year ?? here);
    writeAddress({ swipe: swipe === undefined ? String(other) : undefined }, "push");
  };

  const hasTime = surveyYears.length > 0 || sets.some(({ fields }) => fields.some(({ name }) => name === "validFrom"));
  const years = mapYears(surveyYears, new Date().getFullYear());
  const surveyTitle = survey && text("layers.survey", { year: survey.year });
  const screen = {
    bounds,
    initialViewpoint: address.view,
    chosen: chosen.geometry,
    mark: address.at,
    onChoose: choose,
    onPointer: (place: MapPlace | undefined) => foot.current?.tell(place),
    onTrouble: (layer: FeatureMapLayer, error: Error) => trouble.tell(layer, error),
  };

  return (
    <div className={styles.page}>
      <LayerPanel
        tree={tree}
        shown={shown}
        bases={bases}
        base={base}
        surveyTitle={surveyTitle}
        selectedSet={selection?.set}
        onShow={show}
        onBase={(next: BaseChoice) => {
          trouble.tryAgain();
          writeAddress({ base: next }, "push");
        }}
        onWholeSet={() => writeAddress({ set: undefined, filter: undefined, text: undefined }, "push")}
      />
      <div className={styles.middle}>
        <div className={styles.map}>
          <MapScreen
            {...screen}
            layers={layers}
            year={survey?.year ?? year}
            other={
              swipe === undefined ? undefined : { year: otherSurvey?.year ?? swipe, layers: otherLayers, wanted: swipe }
            }
            wantedYear={year}
            onSurface={setSurface}
          />
          <div className={styles.search}>
            <SearchBox
              sets={sets}
              around={centre}
              isInRegion={(place) => props.region === undefined || isWithin(place, props.region)}
              onRecord={(record) => writeAddress({ show: recordParameter(record), at: undefined }, "push")}
              onPlace={(place) => {
                writeAddress({ at: placeParameter(place), pick: undefined }, "push");
                surface?.showPlace(place);
              }}
            />
          </div>
          <ViewButtons surface={surface} onFit={() => surface?.fit(bounds)} />
          <TroubleNotice trouble={trouble} sets={sets} />
          <div className={styles.right}>
            <MapTools
              tool={tool}
              isSwiping={swipe !== undefined}
              canSwipe={hasTime}
              onTool={setTool}
              onSwipe={toggleSwipe}
              onPrint={() => setIsPrinting(true)}
            />
            {tool === undefined ? null : (
              <SketchPanel
                tool={tool}
                kind={shape}
                sketch={sketch}
                sets={sets}
                shownSets={shown.map(({ entry }) => entry.id)}
                around={centre}
                onKind={setKind}
                onRecord={openRecord}
                onClose={() => setTool(undefined)}
              />
            )}
            {address.pick ? (
              <ChosenCard
                chosen={address.pick}
                sets={sets}
                onBack={hits.length > 1 ? () => writeAddress({ pick: undefined }, "push") : undefined}
                onZoom={chosen.zoom}
                onClose={() => {
                  setHits([]);
                  writeAddress({ pick: undefined }, "push");
                }}
              />
            ) : hits.length > 1 ? (
              <HitList hits={hits} sets={sets} onChoose={openRecord} onClose={() => setHits([])} />
            ) : address.at ? (
              <PlaceCard place={address.at} run={survey?.run} onClose={() => writeAddress({ at: undefined }, "push")} />
            ) : null}
          </div>
        </div>
        {hasTime ? (
          <TimeBar
            years={years}
            surveyYears={surveyYears}
            year={year}
            other={swipe}
            onYear={(next) => writeAddress({ year: next === undefined ? undefined : String(next) }, "replace")}
            onOther={(next) => writeAddress({ swipe: next === undefined ? undefined : String(next) }, "replace")}
          />
        ) : null}
        <MapFoot
          handle={foot}
          surface={surface}
          attribution={base === "shade" || base === "none" ? undefined : text("base.attribution")}
        />
      </div>
      {isPrinting ? (
        <PrintView
          bounds={bounds}
          viewpoint={address.view}
          layers={layers}
          chosen={chosen.geometry}
          mark={address.at}
          entries={shown.map(({ entry }) => entry)}
          usualTitle={text("print.usualTitle")}
          sources={[
            ...(survey ? [text("print.survey", { year: survey.year, title: survey.title })] : []),
            ...(isOurs || trouble.isBaseAway ? [] : [text("base.attribution")]),
          ]}
          isDemonstration={survey?.isDemonstration ?? false}
          onClose={() => setIsPrinting(false)}
        />
      ) : null}
    </div>
  );
}

function useMapAddress(): MapAddress {
  const query = useAddressQuery();
  return useMemo(() => readMapAddress(query), [query]);
}

interface SurveyInSight extends SurveyOnMap {
  readonly year: number;
  readonly title: string;
  readonly isDemonstration: boolean;
}

/** The survey of a year with its layers, as soon as they are known; the one before stays in sight until then. */
function useSurveyOf(
  surveys: readonly SurveyListItem[],
  year: number | undefined,
  ground: SurveyOnMap | undefined,
): SurveyInSight | undefined {
  const item = surveyOfYear(surveys, year);
  const run = item?.runId;
  const read = useQuery({ ...surveyLayersQuery(run), enabled: run !== undefined && run !== ground?.run });
  const layers = run === ground?.run ? ground?.layers : read.data;
  return useMemo(
    () =>
      item && layers
        ? { run: item.runId, layers, year: item.year, title: item.title, isDemonstration: item.demonstration }
        : undefined,
    [item, layers],
  );
}

function middleOf([west, south, east, north]: Bounds): MapPlace {
  return { longitude: (west + east) / 2, latitude: (south + north) / 2 };
}

/** Half a degree around belongs to it: the sea is the city's as well. */
function isWithin({ longitude, latitude }: MapPlace, [west, south, east, north]: Bounds): boolean {
  const margin = 0.5;
  return (
    longitude > west - margin && longitude < east + margin && latitude > south - margin && latitude < north + margin
  );
}
