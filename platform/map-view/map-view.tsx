import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Bounds, Divisions, RasterOverlay } from "./map-layers.ts";
import { boundsOf } from "./map-layers.ts";
import { createMapSurface, type MapPlace, type MapSurface, type MapViewpoint } from "./map-surface.ts";
import "./map-view.css";

export interface MapViewProps {
  /** Of what is shown: the first view, and where tiles are asked for. */
  readonly bounds: Bounds;
  readonly initialViewpoint?: MapViewpoint | undefined;
  readonly ground?: RasterOverlay | undefined;
  readonly overlay?: RasterOverlay | undefined;
  readonly overlayOpacity: number;
  readonly divisions?: Divisions | undefined;
  readonly areDivisionsShown: boolean;
  readonly highlighted?: string | undefined;
  readonly mark?: MapPlace | undefined;
  readonly fontFamily: string;
  readonly label: string;
  readonly onChoose: (place: MapPlace) => void;
  readonly onPointer?: (place: MapPlace | undefined) => void;
  readonly onMoved?: (viewpoint: MapViewpoint) => void;
  /** Called with the surface when it is there and with undefined when it goes. */
  readonly onSurface?: (surface: MapSurface | undefined) => void;
  readonly withoutWebGl: ReactNode;
}

/** The map as a component. What changes often goes to the surface directly and renders nothing. */
export function MapView(props: MapViewProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<MapSurface>();
  const [hasFailed, setHasFailed] = useState(false);
  const [drawn, setDrawn] = useState<string>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!container.current) return;
    const first = latest.current;
    let made: MapSurface;
    try {
      made = createMapSurface(container.current, {
        bounds: first.bounds,
        viewpoint: first.initialViewpoint,
        fontFamily: first.fontFamily,
        onChoose: (place) => latest.current.onChoose(place),
        onPointer: (place) => latest.current.onPointer?.(place),
        onMoved: (viewpoint) => latest.current.onMoved?.(viewpoint),
        onDrawn: setDrawn,
      });
    } catch (error) {
      console.error(error);
      setHasFailed(true);
      return;
    }
    setSurface(made);
    latest.current.onSurface?.(made);
    return () => {
      latest.current.onSurface?.(undefined);
      made.destroy();
      setSurface(undefined);
    };
  }, []);

  const { ground, overlay, bounds, overlayOpacity, divisions, areDivisionsShown, highlighted, mark, label } = props;
  useEffect(() => surface?.setOverlayOpacity(overlayOpacity), [surface, overlayOpacity]);
  useEffect(() => surface?.setRasters(ground, overlay, bounds), [surface, ground, overlay, bounds]);
  useEffect(() => surface?.setDivisions(divisions), [surface, divisions]);
  useEffect(() => surface?.setDivisionsShown(areDivisionsShown), [surface, areDivisionsShown]);
  useEffect(() => surface?.setHighlight(highlighted), [surface, highlighted]);
  useEffect(() => surface?.setMark(mark), [surface, mark]);
  useEffect(() => surface?.setLabel(label), [surface, label]);

  if (hasFailed) return props.withoutWebGl;
  return <div ref={container} className="map-view" data-drawn={drawn} />;
}

/** Moves the map to a division; nothing happens where there is none of that name. */
export function showDivision(surface: MapSurface | undefined, divisions: Divisions | undefined, name: string): void {
  const bounds = divisions && boundsOf(divisions, name);
  if (bounds) surface?.fit(bounds);
}
