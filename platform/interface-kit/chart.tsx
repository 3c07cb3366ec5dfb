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

/** An ECharts chart, resized with its place. The library is loaded apart, so that no page waits for it to appear. */
export function Chart(props: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ChartDrawing>();
  const [failure, setFailure] = useState<unknown>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let isGone = false;
    let remove: (() => void) | undefined;
    import("./chart-drawing.ts").then(({ createChartDrawing }) => {
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
    }, setFailure);
    return () => {
      isGone = true;
      remove?.();
      setChart(undefined);
    };
  }, []);

  useEffect(() => {
    chart?.setOption(props.option, { notMerge: true });
  }, [chart, props.option]);

  if (failure !== undefined) throw failure;
  return <div ref={place} role="img" aria-label={props.label} style={{ width: "100%", height: props.height }} />;
}
