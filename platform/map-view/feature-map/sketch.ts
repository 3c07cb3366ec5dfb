import type { Geometry } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";

export type SketchKind = "point" | "linestring" | "polygon" | "rectangle";

export interface Sketch {
  /** Begins a new shape; the one before it goes. */
  draw(kind: SketchKind): void;
  /** Puts a shape on the map as if it had been drawn. */
  put(kind: SketchKind, geometry: Geometry): void;
  clear(): void;
  destroy(): void;
}

const color = "#1a5a96";
const fill = { fillColor: color, fillOpacity: 0.15, outlineColor: color, outlineWidth: 2 } as const;
const moving = { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } };

/**
 * One shape that is drawn on the map and can be changed afterwards by its corners. Enter or a double click ends it, Escape begins it
 * anew.
 * @param onShape told with every change of the shape, also while it is drawn
 */
export function createSketch(
  map: MapLibreMap,
  onShape: (geometry: Geometry | undefined, isFinished: boolean) => void,
): Sketch {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawPointMode({
        styles: { pointColor: color, pointWidth: 6, pointOutlineColor: "#ffffff", pointOutlineWidth: 2 },
      }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: color, lineStringWidth: 3, closingPointColor: color } }),
      new TerraDrawPolygonMode({ styles: { ...fill, closingPointColor: color } }),
      new TerraDrawRectangleMode({ styles: fill }),
      new TerraDrawSelectMode({
        flags: { point: { feature: { draggable: true } }, linestring: moving, polygon: moving, rectangle: moving },
        styles: {
          selectedPolygonColor: color,
          selectedPolygonOutlineColor: color,
          selectedLineStringColor: color,
          selectedPointColor: color,
          selectionPointColor: color,
          midPointColor: color,
        },
      }),
    ],
  });
  draw.start();
  let isFinished = false;

  const shape = () =>
    draw
      .getSnapshot()
      .find(
        ({ properties }) =>
          !("selectionPoint" in properties) &&
          !("midPoint" in properties) &&
          !("closingPoint" in properties) &&
          properties.mode !== "select",
      );
  const tell = () => onShape(shape()?.geometry as Geometry | undefined, isFinished);
  draw.on("change", tell);
  draw.on("finish", (id, { action }) => {
    if (action !== "draw") return tell();
    isFinished = true;
    draw.setMode("select");
    draw.selectFeature(id);
    tell();
  });
  const clear = () => {
    isFinished = false;
    draw.clear();
  };
  return {
    draw: (kind) => {
      clear();
      draw.setMode(kind);
    },
    put: (kind, geometry) => {
      clear();
      const feature = { type: "Feature", properties: { mode: kind }, geometry } as never;
      const [result] = draw.addFeatures([feature]);
      if (result?.valid === false) throw new Error(`The shape was refused: ${result.reason ?? "no reason given"}`);
      isFinished = true;
      draw.setMode("select");
      tell();
    },
    clear: () => {
      clear();
      tell();
    },
    destroy: () => {
      draw.stop();
    },
  };
}
