import type { Geometry } from "geojson";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Bounds, MapPlace, MapViewpoint } from "#platform/first-view";
import type { FeatureSurface } from "./feature-surface.ts";
import type { FeatureMapLayer, MapHit } from "./layers.ts";
import "../map-view.css";
import "./feature-map.css";

export interface FeatureMapProps {
  /** What the map opens on where it has no viewpoint. */
  readonly bounds: Bounds;
  readonly initialViewpoint?: MapViewpoint | undefined;
  /** From the lowest to the highest. */
  readonly layers: readonly FeatureMapLayer[];
  readonly chosen?: Geometry | undefined;
  readonly mark?: MapPlace | undefined;
  readonly fontFamily: string;
  readonly label: string;
  /** Set for paper, where the map does not follow the hand: dots for each CSS pixel. */
  readonly paperPixelRatio?: number;
  readonly onChoose?: (hits: readonly MapHit[], place: MapPlace, surface: FeatureSurface) => void;
  readonly onPointer?: (place: MapPlace | undefined) => void;
  readonly onMoved?: (viewpoint: MapViewpoint) => void;
  readonly onSettled?: () => void;
  readonly onTrouble?: (layer: FeatureMapLayer, error: Error) => void;
  /** Called with the surface when it is there and with undefined when it goes. */
  readonly onSurface?: (surface: FeatureSurface | undefined) => void;
  readonly withoutWebGl: ReactNode;
}

/** The map of many layers as a component. `data-settled` says that everything asked for is in sight. */
export function FeatureMap(props: FeatureMapProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const hint = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<FeatureSurface>();
  const [hasFailed, setHasFailed] = useState(false);
  const [notLoaded, setNotLoaded] = useState<Error>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let isGone = false;
    let remove: (() => void) | undefined;
    const start = async () => {
      const { createFeatureSurface } = await import("./feature-surface.ts");
      if (isGone || !container.current) return;
      let made: FeatureSurface;
      try {
        made = createFeatureSurface(container.current, {
          bounds: latest.current.bounds,
          viewpoint: latest.current.initialViewpoint,
          fontFamily: latest.current.fontFamily,
          pixelRatio: latest.current.paperPixelRatio,
          onChoose: (hits, place) => latest.current.onChoose?.(hits, place, made),
          onHover: (hit, at) => showHint(hint.current, hit, at),
          onPointer: (place) => latest.current.onPointer?.(place),
          onMoved: (viewpoint) => latest.current.onMoved?.(viewpoint),
          onSettled: () => {
            frame.current?.setAttribute("data-settled", "");
            latest.current.onSettled?.();
          },
          onTrouble: (layer, error) => latest.current.onTrouble?.(layer, error),
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
  }, []);

  const { layers, chosen, mark, label } = props;
  useEffect(() => {
    frame.current?.removeAttribute("data-settled");
    surface?.setLayers(layers);
  }, [surface, layers]);
  useEffect(() => surface?.setChosen(chosen), [surface, chosen]);
  useEffect(() => surface?.setMark(mark), [surface, mark]);
  useEffect(() => surface?.setLabel(label), [surface, label]);

  if (notLoaded) throw notLoaded;
  if (hasFailed) return props.withoutWebGl;
  return (
    <div ref={frame} className="map-view feature-map">
      <div ref={container} className="map-view-surface" />
      <div ref={hint} className="feature-hint" hidden />
    </div>
  );
}

/** Changes with every movement of the pointer, and so renders nothing. */
function showHint(
  hint: HTMLDivElement | null,
  hit: MapHit | undefined,
  at: { readonly x: number; readonly y: number },
) {
  if (hint === null) return;
  const text =
    hit === undefined ? "" : hit.count > 1 ? String(hit.count) : [hit.title, hit.code].filter(Boolean).join(" · ");
  hint.hidden = text === "";
  hint.textContent = text;
  hint.style.transform = `translate(${at.x + 14}px, ${at.y + 12}px)`;
}
