import type { ReactNode, RefObject } from "react";
import { Icon } from "#platform/interface-kit";
import type { Bounds, MapSurface } from "#platform/map-view";
import styles from "./survey-map.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

export function MapButtons(props: {
  readonly surface: RefObject<MapSurface | undefined>;
  readonly bounds: Bounds;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const surface = props.surface;
  return (
    <div className={styles.buttons}>
      <MapButton label={text("map.zoomIn")} onClick={() => surface.current?.map.zoomIn()}>
        <Icon name="plus" />
      </MapButton>
      <MapButton label={text("map.zoomOut")} onClick={() => surface.current?.map.zoomOut()}>
        <Icon name="minus" />
      </MapButton>
      <MapButton label={text("map.fit")} onClick={() => surface.current?.fit(props.bounds)}>
        <Icon name="expand" />
      </MapButton>
    </div>
  );
}

function MapButton(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={styles.button}
      onClick={props.onClick}
      aria-label={props.label}
      title={props.label}
    >
      {props.children}
    </button>
  );
}
