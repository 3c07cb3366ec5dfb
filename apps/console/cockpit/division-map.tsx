import { type ReactNode, useMemo } from "react";
import type { DivisionOutline, FigureByDivision, FigureValue } from "./board-requests.ts";
import { type CockpitTexts, useCockpitTexts } from "./cockpit-texts.ts";
import styles from "./drawing.module.css";
import { Drawing, DrawingLink } from "./drawing.tsx";
import { addressOf, numberText } from "./figure-address.ts";
import { drawDivisions, type ShadeClass, shadeClasses, shadeOf } from "./map-drawing.ts";
import { NothingYet, Panel } from "./panel.tsx";

const frame = { width: 740, height: 500 };

/** From the lowest rate, which is to be seen first, to the highest: each darker than the one before, so that it reads without hue. */
const shades = ["#f7cf6b", "#c9b653", "#8fa34f", "#4f8a58", "#1f6a52"] as const;

/** A figure by division as a choropleth, drawn once an outline changes: no map that runs all night. */
export function DivisionMap(props: {
  readonly figure: FigureByDivision | undefined;
  readonly outlines: readonly DivisionOutline[] | undefined;
  readonly mark: ReactNode;
}): ReactNode {
  const { text, pick } = useCockpitTexts();
  const { figure, outlines } = props;
  const drawn = useMemo(() => drawDivisions(outlines ?? [], frame), [outlines]);
  const values = new Map(figure?.divisions.map((part) => [part.division, part]));
  const classes = shadeClasses(
    [...values.values()].flatMap(({ value }) => value ?? []),
    shades.length,
    0.01,
  );
  const outlineOf = new Map(outlines?.map((outline) => [outline.code, outline]));
  return (
    <Panel heading={text("map.heading")} unit={text("map.unit")} mark={props.mark} className={styles.map}>
      {drawn.length === 0 ? (
        <NothingYet>{outlines === undefined ? "" : text("map.noOutlines")}</NothingYet>
      ) : (
        <>
          <Drawing frame={frame}>
            {drawn.map(({ code, path }) => (
              <path key={code} className={styles.division} d={path} fill={shadeFor(values.get(code), classes)} />
            ))}
            {drawn.map(({ code, path, label }) => (
              <DivisionLink
                key={code}
                path={path}
                place={label}
                outline={outlineOf.get(code)}
                part={values.get(code)}
                figure={figure}
              />
            ))}
          </Drawing>
          <Legend classes={classes} />
          {figure === undefined || figure.value !== null ? null : (
            <NothingYet>{pick(figure.emptyZh, figure.emptyEn)}</NothingYet>
          )}
        </>
      )}
    </Panel>
  );
}

/** Over the coloured areas, so that no neighbour covers a name: what is pressed, and the name with the number where there is room. */
function DivisionLink(props: {
  readonly path: string;
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly outline: DivisionOutline | undefined;
  readonly part: FigureValue | undefined;
  readonly figure: FigureByDivision | undefined;
}): ReactNode {
  const texts = useCockpitTexts();
  const { pick } = texts;
  const { place, outline, part, figure } = props;
  const name = pick(outline?.nameZh ?? "", outline?.nameEn ?? "");
  const label = texts.text("map.division", { name, value: valueText(figure, part, texts) });
  return (
    <DrawingLink address={addressOf(part?.lineage ?? [])} label={label}>
      <path className={styles.area} d={props.path} />
      {place === null ? null : (
        <g className={styles.place} transform={`translate(${place.x} ${place.y})`}>
          <text y={-4}>{pick(outline?.shortNameZh ?? "", shortEnglish(outline?.nameEn ?? ""))}</text>
          <text y={20} className={styles.placeValue}>
            {figure ? numberText(part?.value, figure) : ""}
          </text>
        </g>
      )}
    </DrawingLink>
  );
}

function Legend({ classes }: { readonly classes: readonly ShadeClass[] }): ReactNode {
  const { text } = useCockpitTexts();
  if (classes.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label={text("map.legend")}>
      {classes.map(({ from, to }, index) => (
        <li key={from}>
          <span className={styles.swatch} style={{ background: shades[index] }} aria-hidden="true" />
          {text("map.range", { from: Math.round(from * 100), to: Math.round(to * 100) })}
        </li>
      ))}
    </ul>
  );
}

function shadeFor(part: FigureValue | undefined, classes: readonly ShadeClass[]): string {
  if (part === undefined || part.value === null) return "#2b3a33";
  return shades[shadeOf(part.value, classes)] ?? "#2b3a33";
}

function valueText(
  figure: FigureByDivision | undefined,
  part: FigureValue | undefined,
  { text }: CockpitTexts,
): string {
  if (figure === undefined || part === undefined || part.value === null) return text("map.noValue");
  return `${numberText(part.value, figure)} ${figure.unit}`;
}

/** `Qixia City` → `Qixia`: the kind of unit does not fit on the map. */
function shortEnglish(name: string): string {
  return name.replace(/^Yantai /, "").replace(/ (District|City|Mountain Reserve|Zone|Comprehensive Pilot Zone)$/, "");
}
