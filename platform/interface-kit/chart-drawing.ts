import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as registerParts } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

registerParts([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

export type ChartDrawing = ReturnType<typeof init>;

/** SVG is sharp on every screen and in print. */
export function createChartDrawing(element: HTMLElement): ChartDrawing {
  return init(element, undefined, { renderer: "svg" });
}
