import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Bounds, MapPlace, MapViewpoint, PixelSize } from "#platform/first-view";
import { FirstPicture } from "./first-picture.tsx";
import type { Divisions, RasterOverlay } from "./map-layers.ts";
import { boundsOf } from "./map-layers.ts";
import type { MapSurface } from "./map-surface.ts";
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

/** A tile that hangs must not hold up the map: it starts after this many milliseconds, whatever is in sight. */
const longestWait = 1500;

/**
 * The map as a component. What changes often goes to the surface directly and renders nothing. `data-drawn` names the
 * raster that is in sight, `data-live` says that it is the map itself that shows it and no longer its first picture.
 */
export function MapView(props: MapViewProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<PixelSize>();
  const [isStarting, setIsStarting] = useState(false);
  const [isPictured, setIsPictured] = useState(true);
  const [isLive, setIsLive] = useState(false);
  const [surface, setSurface] = useState<MapSurface>();
  const [hasFailed, setHasFailed] = useState(false);
  const [notLoaded, setNotLoaded] = useState<Error>();
  const [drawn, setDrawn] = useState<string>();
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const place = container.current;
    if (place) setSize({ width: place.clientWidth, height: place.clientHeight });
    const timer = setTimeout(() => setIsStarting(true), longestWait);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (!isStarting) return;
    let isGone = false;
    let remove: (() => void) | undefined;
    const start = async () => {
      const { createMapSurface } = await import("./map-surface.ts");
      if (isGone || !container.current) return;
      let made: MapSurface;
      try {
        made = createMapSurface(container.current, {
          bounds: latest.current.bounds,
          viewpoint: latest.current.initialViewpoint,
          fontFamily: latest.current.fontFamily,
          onChoose: (place) => latest.current.onChoose(place),
          onPointer: (place) => latest.current.onPointer?.(place),
          onMoved: (viewpoint) => latest.current.onMoved?.(viewpoint),
          onGrasped: () => setIsPictured(false),
          onDrawn: (id) => {
            setDrawn(id);
            setIsLive(true);
            setIsPictured(false);
          },
        });
      } catch (error) {
        console.error(error);
        setHasFailed(true);
        return;
      }
      setSurface(made);
      latest.current.onSurface?.(made);
      remove = () => {
        latest.current.onSurface?.(undefined);
        made.destroy();
        setSurface(undefined);
      };
    };
    // The program of the map is gone where the server was renewed meanwhile: to load the page again is the remedy.
    start().catch((cause: unknown) => setNotLoaded(new Error("The map could not be loaded", { cause })));
    return () => {
      isGone = true;
      remove?.();
    };
  }, [isStarting]);

  const { ground, overlay, bounds, overlayOpacity, divisions, areDivisionsShown, highlighted, mark, label } = props;
  useEffect(() => surface?.setOverlayOpacity(overlayOpacity), [surface, overlayOpacity]);
  useEffect(() => surface?.setRasters(ground, overlay, bounds), [surface, ground, overlay, bounds]);
  useEffect(() => surface?.setDivisions(divisions), [surface, divisions]);
  useEffect(() => surface?.setDivisionsShown(areDivisionsShown), [surface, areDivisionsShown]);
  useEffect(() => surface?.setHighlight(highlighted), [surface, highlighted]);
  useEffect(() => surface?.setMark(mark), [surface, mark]);
  useEffect(() => surface?.setLabel(label), [surface, label]);

  if (notLoaded) throw notLoaded;
  if (hasFailed) return props.withoutWebGl;
  return (
    <div className="map-view" data-drawn={isPictured || isLive ? drawn : undefined} data-live={isLive || undefined}>
      <div ref={container} className="map-view-surface" />
      {isPictured && size ? (
        <FirstPicture
          size={size}
          bounds={bounds}
          viewpoint={props.initialViewpoint}
          ground={ground}
          overlay={overlay}
          overlayOpacity={overlayOpacity}
          onSettled={(isVisible) => {
            if (isVisible) setDrawn((overlay ?? ground)?.id);
            setIsStarting(true);
          }}
        />
      ) : null}
    </div>
  );
}

/** Moves the map to a division; nothing happens where there is none of that name. */
export function showDivision(surface: MapSurface | undefined, divisions: Divisions | undefined, name: string): void {
  const bounds = divisions && boundsOf(divisions, name);
  if (bounds) surface?.fit(bounds);
}
