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
const TOTAL_WIDTH = 84;
const BAR = 18;
const GAP = 8;
const LEAST_LABEL_WIDTH = 96;
const FONT_SIZE = 12;
const LEGEND_TOP = 28;
const BARS_TOP = 52;

/** Horizontal stacked bars as inline SVG: a legend in the order of the stack, each bar with its total at the end. */
export function stackedBarChart(chart: StackedBarChart): Html {
  const totals = chart.bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const longest = Math.max(0, ...totals);
  const labelWidth = Math.max(LEAST_LABEL_WIDTH, ...chart.bars.map(({ label }) => textWidth(label) + 16));
  const scale = longest === 0 ? 0 : (WIDTH - labelWidth - TOTAL_WIDTH) / longest;
  const height = BARS_TOP + chart.bars.length * (BAR + GAP);
  const title = `${chart.title}（${chart.unit}）`;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}" font-size="12" font-family="inherit">
<text x="0" y="14" font-size="13" font-weight="600">${title}</text>
${legend(chart.series, labelWidth)}
${chart.bars.map(({ label, values }, index) => bar(label, values, chart, { left: labelWidth, scale, top: BARS_TOP + index * (BAR + GAP) }))}
</svg>
`;
}

/** A Chinese character is as wide as the font is high, others about half of it. */
function textWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character > "\u2e80" ? FONT_SIZE : FONT_SIZE * 0.58), 0);
}

function legend(series: readonly BarSeries[], left: number): Html[] {
  const step = (WIDTH - left) / series.length;
  return series.map(({ name, colour }, index) => {
    const x = left + index * step;
    return html`<rect x="${x}" y="${LEGEND_TOP}" width="12" height="12" fill="${colour}" stroke="#8a918d" stroke-width="0.5"/>
<text x="${x + 17}" y="${LEGEND_TOP + 10}">${name}</text>
`;
  });
}

function bar(
  label: string,
  values: readonly number[],
  chart: StackedBarChart,
  { left: start, scale, top }: { readonly left: number; readonly scale: number; readonly top: number },
): Html {
  let x = start;
  const parts = values.map((value, index) => {
    const left = x;
    x += value * scale;
    const { name, colour } = chart.series[index]!;
    return html`<rect x="${left.toFixed(2)}" y="${top}" width="${(value * scale).toFixed(2)}" height="${BAR}" fill="${colour}"><title>${label} ${name} ${chart.format(value)}</title></rect>
`;
  });
  const middle = top + BAR / 2 + 4;
  const total = chart.format(values.reduce((sum, value) => sum + value, 0));
  return html`<text x="${start - 8}" y="${middle}" text-anchor="end">${label}</text>
${parts}<text x="${(x + 6).toFixed(2)}" y="${middle}">${total}</text>
`;
}
