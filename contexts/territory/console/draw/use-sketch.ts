import type { Geometry } from "geojson";
import { useCallback, useEffect, useRef, useState } from "react";
import { type FeatureSurface, openSketch, type Sketch, type SketchKind } from "#platform/map-view";

export interface SketchState {
  readonly geometry: Geometry | undefined;
  readonly isFinished: boolean;
}

export interface SketchTool extends SketchState {
  /** Begins anew. */
  readonly restart: () => void;
  /** Takes a shape as if it had been drawn. */
  readonly put: (kind: SketchKind, geometry: Geometry) => void;
}

const nothing: SketchState = { geometry: undefined, isFinished: false };

/** Draws one shape on the map while `kind` is given; clicks ask for nothing meanwhile. */
export function useSketch(surface: FeatureSurface | undefined, kind: SketchKind | undefined): SketchTool {
  const [state, setState] = useState(nothing);
  const sketch = useRef<Sketch>(undefined);
  const [notLoaded, setNotLoaded] = useState<Error>();
  const isOpen = kind !== undefined;
  const latestKind = useRef(kind);
  latestKind.current = kind;

  useEffect(() => {
    if (!surface || !isOpen) return;
    let isGone = false;
    surface.setIsAsking(false);
    const open = async () => {
      const made = await openSketch(surface.map, (geometry, isFinished) => setState({ geometry, isFinished }));
      if (isGone) return made.destroy();
      sketch.current = made;
      if (latestKind.current) made.draw(latestKind.current);
    };
    open().catch((cause: unknown) => setNotLoaded(new Error("The drawing tools could not be loaded", { cause })));
    return () => {
      isGone = true;
      sketch.current?.destroy();
      sketch.current = undefined;
      surface.setIsAsking(true);
      setState(nothing);
    };
  }, [surface, isOpen]);

  useEffect(() => {
    if (kind) sketch.current?.draw(kind);
    setState(nothing);
  }, [kind]);

  if (notLoaded) throw notLoaded;
  const restart = useCallback(() => {
    if (latestKind.current) sketch.current?.draw(latestKind.current);
    setState(nothing);
  }, []);
  const put = useCallback((of: SketchKind, geometry: Geometry) => sketch.current?.put(of, geometry), []);
  return { ...state, restart, put };
}
