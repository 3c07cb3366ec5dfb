import { type Html, html } from "./html.ts";

export interface BarSeries {
  readonly name: string;
  /** CSS colour. */
  readonly colour: string;
}

export interface StackedBarChart {
  /** What the chart says or asks. */
  readonly title: string;
  /** The unit of the horizontal axis. */
  readonly unit: string;
  readonly series: readonly BarSeries[];
  readonly bars: readonly {
    readonly label: string /** One a series, not negative. */;
    readonly values: readonly number[];
  }[];
  /** How a bar's total is written at its end. */
  readonly format: (total: number) => string;
}

const WIDTH = 720;
const LABEL_WIDTH = 96;
const TOTAL_WIDTH = 84;
const BAR = 18;
const GAP = 8;
const LEGEND_TOP = 28;
const BARS_TOP = 52;

/** Horizontal stacked bars as inline SVG: a legend in the order of the stack, each bar with its total at the end. */
export function stackedBarChart(chart: StackedBarChart): Html {
  const totals = chart.bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const longest = Math.max(0, ...totals);
  const scale = longest === 0 ? 0 : (WIDTH - LABEL_WIDTH - TOTAL_WIDTH) / longest;
  const height = BARS_TOP + chart.bars.length * (BAR + GAP);
  const title = `${chart.title}（${chart.unit}）`;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}" font-size="12" font-family="inherit">
<text x="0" y="14" font-size="13" font-weight="600">${title}</text>
${legend(chart.series)}
${chart.bars.map(({ label, values }, index) => bar(label, values, chart, scale, BARS_TOP + index * (BAR + GAP)))}
</svg>
`;
}

function legend(series: readonly BarSeries[]): Html[] {
  const step = (WIDTH - LABEL_WIDTH) / series.length;
  return series.map(({ name, colour }, index) => {
    const x = LABEL_WIDTH + index * step;
    return html`<rect x="${x}" y="${LEGEND_TOP}" width="12" height="12" fill="${colour}" stroke="#8a918d" stroke-width="0.5"/>
<text x="${x + 17}" y="${LEGEND_TOP + 10}">${name}</text>
`;
  });
}

function bar(label: string, values: readonly number[], chart: StackedBarChart, scale: number, top: number): Html {
  let x = LABEL_WIDTH;
  const parts = values.map((value, index) => {
    const left = x;
    x += value * scale;
    const { name, colour } = chart.series[index]!;
    return html`<rect x="${left.toFixed(2)}" y="${top}" width="${(value * scale).toFixed(2)}" height="${BAR}" fill="${colour}"><title>${label} ${name} ${chart.format(value)}</title></rect>
`;
  });
  const middle = top + BAR / 2 + 4;
  const total = chart.format(values.reduce((sum, value) => sum + value, 0));
  return html`<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end">${label}</text>
${parts}<text x="${(x + 6).toFixed(2)}" y="${middle}">${total}</text>
`;
}
