import { Select } from "antd";
import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { FeatureSurface, MapPlace } from "#platform/map-view";
import { useMapTexts } from "../map-texts.ts";
import { scaleBar, scaleOfZoom, scaleText } from "../scale.ts";
import { coordinateSystems, coordinateText } from "./coordinate-text.ts";
import styles from "./map-foot.module.css";

export interface MapFootHandle {
  /** The pointer moves often: what it points at renders nothing. */
  readonly tell: (place: MapPlace | undefined) => void;
}

/** Scale, position with its system, and what the map is not: under the map, always in sight. */
export function MapFoot(props: {
  readonly handle: RefObject<MapFootHandle | null>;
  readonly surface: FeatureSurface | undefined;
  /** Whose base map it is. */
  readonly attribution: string | undefined;
}): ReactNode {
  const { text } = useMapTexts();
  const position = useRef<HTMLOutputElement>(null);
  const last = useRef<MapPlace>(undefined);
  const [system, setSystem] = useState<(typeof coordinateSystems)[number]>("degrees");
  const view = useView(props.surface);
  const tell = (place: MapPlace | undefined) => {
    last.current = place;
    if (!position.current) return;
    position.current.textContent = place ? coordinateText(place, system) : "—";
  };
  useImperativeHandle(props.handle, () => ({ tell }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another system writes the same place anew.
  useEffect(() => tell(last.current), [system]);
  const bar = view && scaleBar(view.zoom, view.latitude, 120);
  return (
    <div className={styles.foot}>
      {bar && view ? (
        <span className={styles.scale}>
          <span className={styles.bar} style={{ width: bar.pixels }}>
            {bar.label}
          </span>
          {scaleText(scaleOfZoom(view.zoom, view.latitude))}
        </span>
      ) : null}
      <Select
        size="small"
        variant="borderless"
        aria-label={text("crs.label")}
        value={system}
        onChange={setSystem}
        popupMatchSelectWidth={false}
        options={coordinateSystems.map((value) => ({ value, label: text(`crs.${value}`) }))}
      />
      <output ref={position} className={styles.position} aria-live="off" aria-label={text("crs.position")}>
        —
      </output>
      <span className={styles.spring} />
      {props.attribution ? <span>{props.attribution}</span> : null}
      <span>{text("map.schematic")}</span>
    </div>
  );
}

/** Zoom and latitude, whenever the map rests. */
function useView(
  surface: FeatureSurface | undefined,
): { readonly zoom: number; readonly latitude: number } | undefined {
  const [view, setView] = useState<{ readonly zoom: number; readonly latitude: number }>();
  useEffect(() => {
    if (!surface) return;
    const { map } = surface;
    const look = () => setView({ zoom: map.getZoom(), latitude: map.getCenter().lat });
    look();
    map.on("moveend", look);
    return () => {
      map.off("moveend", look);
    };
  }, [surface]);
  return view;
}
