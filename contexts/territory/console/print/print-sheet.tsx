import type { ReactNode } from "react";
import { ClassDot, QuietMark } from "#platform/interface-kit";
import type { TreeEntry } from "../layers/layer-tree.ts";
import { EntryLegend, entryName, swatchOf } from "../layers/legend-of.tsx";
import { useMapTexts } from "../map-texts.ts";
import { scaleBar, scaleOfZoom, scaleText } from "../scale.ts";
import styles from "./print-sheet.module.css";

/** A sheet of paper in its true size: title, map with north and scale, legend, and where everything comes from. */
export function PrintSheet(props: {
  /** mm */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly maker: string;
  readonly approval: string;
  readonly date: string;
  readonly entries: readonly TreeEntry[];
  readonly sources: readonly string[];
  readonly isDemonstration: boolean;
  readonly view: { readonly zoom: number; readonly latitude: number } | undefined;
  readonly map: ReactNode;
}): ReactNode {
  const texts = useMapTexts();
  const { text } = texts;
  const { view, isDemonstration } = props;
  const bar = view && scaleBar(view.zoom, view.latitude, 150);
  return (
    <article className={styles.sheet} style={{ width: `${props.width}mm`, height: `${props.height}mm` }}>
      <h1 className={styles.title}>{props.title}</h1>
      <div className={styles.body} data-portrait={props.height > props.width || undefined}>
        <div className={styles.frame}>
          {props.map}
          <svg className={styles.north} viewBox="0 0 40 56" role="img" aria-label={text("print.north")}>
            <path d="M20 4L32 46 20 37z" fill="#1c2420" />
            <path d="M20 4L8 46 20 37z" fill="#ffffff" stroke="#1c2420" strokeWidth="1.2" strokeLinejoin="round" />
            <text x="20" y="55" textAnchor="middle" fontSize="11" fontWeight="600" fill="#1c2420">
              N
            </text>
          </svg>
        </div>
        <aside className={styles.legend}>
          <h2 className={styles.legendTitle}>{text("print.legend")}</h2>
          {props.entries.map((entry) => {
            const swatch = swatchOf(entry);
            return (
              <section key={entry.id} className={styles.entry}>
                <h3 className={styles.entryName}>
                  {swatch ? <ClassDot color={swatch} /> : null}
                  {entryName(entry, texts)}
                  {entry.kind === "survey" && entry.layer.unit !== "" ? <small>{entry.layer.unit}</small> : null}
                </h3>
                <EntryLegend entry={entry} texts={texts} />
              </section>
            );
          })}
        </aside>
      </div>
      <footer className={styles.foot}>
        <div className={styles.scale}>
          {bar && view ? (
            <>
              <span className={styles.bar} style={{ width: bar.pixels }}>
                <i />
                <i />
              </span>
              <span className={styles.barLabels} style={{ width: bar.pixels }}>
                <span>0</span>
                <span>{bar.label}</span>
              </span>
              <span>{scaleText(scaleOfZoom(view.zoom, view.latitude))}</span>
            </>
          ) : null}
        </div>
        <div className={styles.origin}>
          <p>{text("print.crs")}</p>
          {props.sources.map((source) => (
            <p key={source}>{source}</p>
          ))}
        </div>
        <div className={styles.end}>
          <p>{props.approval === "" ? null : text("print.approvalIs", { number: props.approval })}</p>
          <p>{[props.maker, props.date].filter((part) => part !== "").join("　")}</p>
          <p className={styles.marks}>
            <QuietMark label={text("mark.schematic")} />
            {isDemonstration ? <QuietMark label={text("mark.demonstration")} /> : null}
          </p>
        </div>
      </footer>
    </article>
  );
}
