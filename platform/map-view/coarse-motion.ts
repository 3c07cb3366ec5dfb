import type { Map as MapLibreMap } from "maplibre-gl";
import { createFramePace } from "./frame-pace.ts";

/** A quarter of the pixels: without a graphics card the time of a frame is that of its pixels. */
const coarseness = 2;

/**
 * Where the map proves to follow the hand slowly, it moves at half the resolution and is drawn sharp when it rests
 * (`bench/README.md`, Console). With a graphics card nothing ever changes.
 */
export function moveCoarselyWhereSlow(map: MapLibreMap): void {
  const pace = createFramePace();
  let isCoarse = false;
  let nextFrame: number | undefined;

  const setCoarse = (wanted: boolean) => {
    if (wanted === isCoarse) return;
    isCoarse = wanted;
    drawAt(map, wanted ? map.getPixelRatio() / coarseness : map.getPixelRatio());
  };
  // The browser's frames and not the map's events: a slow hand moves the map seldom on the fastest machine.
  const watch = (time: number) => {
    pace.frame(time);
    if (pace.isSlow) setCoarse(true);
    else nextFrame = requestAnimationFrame(watch);
  };
  // In frames of their own: MapLibre tells of movements from within its drawing, which cannot begin anew there.
  const inNextFrame = (work: (time: number) => void) => {
    if (nextFrame !== undefined) cancelAnimationFrame(nextFrame);
    nextFrame = requestAnimationFrame(work);
  };

  map.on("movestart", (event) => {
    // What the program moves has its own, short time.
    if (event.originalEvent) inNextFrame(watch);
  });
  map.on("moveend", () => {
    pace.rest();
    inNextFrame(() => setCoarse(false));
  });
  map.on("remove", () => {
    if (nextFrame !== undefined) cancelAnimationFrame(nextFrame);
  });
}

/** As `setPixelRatio`, which however ends the movement that is under way: it lets go of the hand. */
function drawAt(map: MapLibreMap, pixelRatio: number): void {
  const canvas = map.getCanvas();
  const { clientWidth, clientHeight } = map.getContainer();
  canvas.width = Math.floor(clientWidth * pixelRatio);
  canvas.height = Math.floor(clientHeight * pixelRatio);
  map.painter.resize(clientWidth, clientHeight, pixelRatio);
  // A canvas of another size is empty until it is drawn on.
  map.redraw();
}
