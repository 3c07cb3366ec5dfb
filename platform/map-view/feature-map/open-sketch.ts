import type { Geometry } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Sketch } from "./sketch.ts";

/** The drawing tools are loaded when somebody first draws. */
export async function openSketch(
  map: MapLibreMap,
  onShape: (geometry: Geometry | undefined, isFinished: boolean) => void,
): Promise<Sketch> {
  const { createSketch } = await import("./sketch.ts");
  return createSketch(map, onShape);
}
