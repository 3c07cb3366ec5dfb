import type { EChartsCoreOption } from "echarts/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ChartDrawing } from "./chart-drawing.ts";

export interface ChartProps {
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** Says the finding: what a reader who cannot see the chart needs. */
  readonly label: string;
  readonly onHover?: (name: string | undefined) => void;
  readonly onChoose?: (name: string) => void;
}

/** An ECharts chart, resized with its place. The library is loaded apart and when nothing else is to do: a map or
 * a table beside it comes first. */
export function Chart(props: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ChartDrawing>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let isGone = false;
    let remove: (() => void) | undefined;
    const draw = async () => {
      const { createChartDrawing } = await import("./chart-drawing.ts");
      const element = place.current;
      if (isGone || !element) return;
      const made = createChartDrawing(element);
      made.on("mouseover", (event) => latest.current.onHover?.(String(event.name)));
      made.on("mouseout", () => latest.current.onHover?.(undefined));
      made.on("click", (event) => latest.current.onChoose?.(String(event.name)));
      const observer = new ResizeObserver(() => made.resize());
      observer.observe(element);
      remove = () => {
        observer.disconnect();
        made.dispose();
      };
      setChart(made);
    };
    // Without the library (the server is away) the page stays: title and table say the same in words and figures.
    const cancel = whenIdle(() => void draw().catch((error: unknown) => console.error(error)));
    return () => {
      isGone = true;
      cancel();
      remove?.();
      setChart(undefined);
    };
  }, []);

  useEffect(() => {
    chart?.setOption(props.option, { notMerge: true });
  }, [chart, props.option]);

  return <div ref={place} role="img" aria-label={props.label} style={{ width: "100%", height: props.height }} />;
}

/** Runs `work` when the browser is idle, after a second at the latest; Safari has no idea of idle. */
function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: 1000 });
  return () => window.cancelIdleCallback(handle);
}
