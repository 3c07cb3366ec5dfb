import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { type SurveyRasters, surveyLayout, surveyRasters } from "#contexts/erosion-assessment/first-picture";
import type { SurveyLayer, SurveySummary } from "#contexts/erosion-assessment/model";
import { fontFamily, StatePanel } from "#platform/interface-kit";
import {
  type MapPlace,
  type MapSurface,
  MapView,
  type MapViewProps,
  type MapViewpoint,
  positionText,
  SwipeView,
} from "#platform/map-view";
import type { LayerSettings } from "./layer-panel.tsx";
import { MapButtons } from "./map-buttons.tsx";
import styles from "./survey-map.module.css";
import type { DivisionShapes } from "./survey-requests.ts";
import { useSurveyLanguage } from "./survey-text.ts";

export interface MappedSurvey {
  readonly summary: SurveySummary;
  readonly layers: readonly SurveyLayer[];
}

export interface SurveyMapProps {
  readonly survey: MappedSurvey;
  /** The other year: the map becomes two, the earlier year at the left. */
  readonly other: MappedSurvey | undefined;
  readonly layer: SurveyLayer | undefined;
  readonly settings: LayerSettings;
  readonly divisions: DivisionShapes | undefined;
  readonly highlighted: string | undefined;
  readonly mark: MapPlace | undefined;
  readonly initialViewpoint: MapViewpoint | undefined;
  readonly onChoose: (place: MapPlace) => void;
  readonly onMoved: (viewpoint: MapViewpoint) => void;
  readonly onSurface: (surface: MapSurface | undefined) => void;
}

/** The map with its buttons, and a line under it: scale on the map, then position, CRS and the mark 示意. */
export function SurveyMap(props: SurveyMapProps): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const { survey, other, layer } = props;
  const position = useRef<HTMLOutputElement>(null);
  const surface = useRef<MapSurface>(undefined);
  const none = text("map.positionNone");

  const { onSurface } = props;
  const remember = useCallback(
    (made: MapSurface | undefined) => {
      surface.current = made;
      onSurface(made);
    },
    [onSurface],
  );
  const tell = (place: MapPlace | undefined) => {
    if (!position.current) return;
    position.current.textContent = place
      ? text("map.position", { position: positionText(place.longitude, place.latitude) })
      : none;
  };

  const mine = useOverlays(survey, layer, props.settings.isHillshadeShown);
  const theirs = useOverlays(other, layer, props.settings.isHillshadeShown);
  const layerName = layer ? pick(layer.nameZh, layer.nameEn) : "";
  const common = {
    bounds: survey.summary.bounds,
    initialViewpoint: props.initialViewpoint,
    overlayOpacity: props.settings.opacity,
    divisions: props.divisions,
    areDivisionsShown: props.settings.areDivisionsShown,
    highlighted: props.highlighted,
    mark: props.mark,
    fontFamily,
    onChoose: props.onChoose,
    onPointer: tell,
    withoutWebGl: (
      <StatePanel tone="error" title={text("map.withoutWebGl.title")}>
        <p>{text("map.withoutWebGl.text")}</p>
      </StatePanel>
    ),
  } satisfies Partial<MapViewProps>;

  return (
    <section className={surveyLayout.mapFrame}>
      <div className={surveyLayout.map}>
        {other ? (
          <YearSwipe
            survey={survey}
            other={other}
            mine={mine}
            theirs={theirs}
            layerName={layerName}
            common={common}
            onMoved={props.onMoved}
            onSurface={remember}
          />
        ) : (
          <MapView
            {...common}
            {...mine}
            label={text("map.label", { layer: layerName })}
            onMoved={props.onMoved}
            onSurface={remember}
          />
        )}
        <MapButtons surface={surface} bounds={survey.summary.bounds} />
      </div>
      <div className={`${surveyLayout.mapFoot} ${styles.foot}`}>
        <output ref={position} className={styles.position} aria-live="off">
          {none}
        </output>
        <span>{text(survey.summary.demonstration ? "map.schematicDemonstration" : "map.schematic")}</span>
      </div>
    </section>
  );
}

function YearSwipe(props: {
  readonly survey: MappedSurvey;
  readonly other: MappedSurvey;
  readonly mine: SurveyRasters;
  readonly theirs: SurveyRasters;
  readonly layerName: string;
  readonly common: Omit<MapViewProps, "label">;
  readonly onMoved: (viewpoint: MapViewpoint) => void;
  readonly onSurface: (surface: MapSurface | undefined) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const isMineLeft = isEarlier(props.survey.summary, props.other.summary);
  const sides = [
    { year: props.survey.summary.year, overlays: props.mine },
    { year: props.other.summary.year, overlays: props.theirs },
  ];
  const [left, right] = isMineLeft ? sides : sides.reverse();
  if (!left || !right) return null;
  return (
    <SwipeView
      left={{
        ...props.common,
        ...left.overlays,
        label: text("map.label.left", { year: left.year, layer: props.layerName }),
        onMoved: props.onMoved,
        onSurface: props.onSurface,
      }}
      right={{
        ...props.common,
        ...right.overlays,
        label: text("map.label.right", { year: right.year, layer: props.layerName }),
      }}
      leftLabel={text("map.year", { year: left.year })}
      rightLabel={text("map.year", { year: right.year })}
      dividerLabel={text("map.divider")}
    />
  );
}

/** Of two surveys the earlier year is A, at the left; of one year the chosen one. */
export function isEarlier(chosen: { readonly year: number }, other: { readonly year: number }): boolean {
  return chosen.year <= other.year;
}

function useOverlays(
  survey: MappedSurvey | undefined,
  layer: SurveyLayer | undefined,
  isHillshadeShown: boolean,
): SurveyRasters {
  return useMemo(
    () => surveyRasters(survey?.summary.runId ?? "", survey?.layers ?? [], layer, isHillshadeShown),
    [survey, layer, isHillshadeShown],
  );
}
