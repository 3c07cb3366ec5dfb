import { type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import {
  firstOpacity,
  openedLayer,
  placeParameter,
  readSurveyAddress,
  surveyLayout,
  viewParameter,
} from "#contexts/erosion-assessment/first-picture";
import type { SurveyLayer, SurveyListItem, SurveySummary } from "#contexts/erosion-assessment/model";
import { PanelTabs, useAddressQuery, writeAddress } from "#platform/interface-kit";
import { type MapSurface, showDivision } from "#platform/map-view";
import { CellPanel } from "./cell-panel.tsx";
import { classStyles } from "./class-style.ts";
import { ComparisonPanel } from "./comparison-panel.tsx";
import { DivisionTable } from "./division-table.tsx";
import { LayerPanel, type LayerSettings } from "./layer-panel.tsx";
import { RatePanel } from "./rate-panel.tsx";
import { isEarlier, SurveyMap } from "./survey-map.tsx";
import { useDivisions, useLayers, useSummary } from "./survey-queries.ts";
import type { DivisionShapes } from "./survey-requests.ts";
import { type SurveyLanguage, useSurveyLanguage } from "./survey-text.ts";

type Panel = "figures" | "cell" | "comparison";

/** Layers at the left, map over table in the middle, what is said about them at the right. */
export function SurveyWorkspace(props: {
  readonly surveys: readonly SurveyListItem[];
  readonly summary: SurveySummary;
  readonly layers: readonly SurveyLayer[];
  readonly onProvenance: () => void;
}): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const { summary, layers } = props;
  const address = readSurveyAddress(useAddressQuery());
  const shapes = useDivisions(summary.runId).data;
  const divisions = useMemo(() => shapes && labelled(shapes, pick), [shapes, pick]);
  const other = useOther(address.compare, summary.runId);
  const [settings, setSettings] = useState<LayerSettings>({
    opacity: firstOpacity,
    isHillshadeShown: true,
    areDivisionsShown: true,
  });
  const [highlighted, setHighlighted] = useState<string>();
  const [panel, setPanel] = useState<Panel>(address.at ? "cell" : address.compare ? "comparison" : "figures");
  const surface = useRef<MapSurface>(undefined);
  const classes = useMemo(() => classStyles(layers, pick), [layers, pick]);
  const layer = openedLayer(address, layers);
  const survey = useMemo(() => ({ summary, layers }), [summary, layers]);

  const chooseDivision = (name: string) => showDivision(surface.current, divisions, name);
  const rememberSurface = useCallback((made: MapSurface | undefined) => {
    surface.current = made;
  }, []);
  const panels: Readonly<Record<Panel, ReactNode>> = {
    figures: (
      <RatePanel
        summary={summary}
        classes={classes}
        onProvenance={props.onProvenance}
        onHighlight={setHighlighted}
        onChooseDivision={chooseDivision}
      />
    ),
    cell: (
      <CellPanel
        run={summary.runId}
        at={address.at}
        classes={classes}
        onClear={() => writeAddress({ at: undefined }, "push")}
      />
    ),
    comparison: (
      <ComparisonPanel
        surveys={props.surveys}
        run={summary.runId}
        compare={address.compare}
        pair={
          other &&
          (isEarlier(summary, other.summary)
            ? { a: summary.runId, b: other.summary.runId }
            : { a: other.summary.runId, b: summary.runId })
        }
        classes={classes}
        onCompare={(compare) => writeAddress({ compare }, "push")}
      />
    ),
  };

  // The map comes first: its tiles are on their way while the panels beside it are made.
  const hasPanels = useDeferredValue(true, false);
  return (
    <div className={surveyLayout.workspace}>
      {hasPanels ? (
        <LayerPanel
          layers={layers}
          chosen={layer}
          settings={settings}
          onChoose={(id) => writeAddress({ layer: id }, "push")}
          onSettings={setSettings}
        />
      ) : (
        <div className={surveyLayout.layers} />
      )}
      <div className={surveyLayout.middle}>
        <SurveyMap
          survey={survey}
          other={other}
          layer={layer}
          settings={settings}
          divisions={divisions}
          highlighted={highlighted}
          mark={address.at}
          initialViewpoint={address.view}
          onChoose={(place) => {
            writeAddress({ at: placeParameter(place) }, "push");
            setPanel("cell");
          }}
          onMoved={(view) => writeAddress({ view: viewParameter(view) }, "replace")}
          onSurface={rememberSurface}
        />
        <DivisionTable
          summary={summary}
          classes={classes}
          highlighted={highlighted}
          onHighlight={setHighlighted}
          onChoose={chooseDivision}
        />
      </div>
      <aside className={surveyLayout.side} aria-label={text("panel.label")}>
        <PanelTabs<Panel>
          label={text("panel.label")}
          tabs={(["figures", "cell", "comparison"] as const).map((key) => ({ key, title: text(`panel.${key}`) }))}
          chosen={panel}
          onChoose={setPanel}
        >
          {hasPanels ? panels[panel] : null}
        </PanelTabs>
      </aside>
    </div>
  );
}

/** The survey to compare with, when both its parts are there. */
function useOther(
  compare: string | undefined,
  run: string,
): { readonly summary: SurveySummary; readonly layers: readonly SurveyLayer[] } | undefined {
  const wanted = compare === run ? undefined : compare;
  const summary = useSummary(wanted).data;
  const layers = useLayers(wanted).data;
  return useMemo(() => (summary && layers ? { summary, layers } : undefined), [summary, layers]);
}

/** Divisions with the name that the map writes, in the language of the screen. */
function labelled(shapes: DivisionShapes, pick: SurveyLanguage["pick"]): DivisionShapes {
  const features = shapes.features.map((feature) => {
    const { name, name_en: english } = feature.properties;
    return { ...feature, properties: { ...feature.properties, label: pick(name, english ?? name) } };
  });
  return { ...shapes, features };
}
