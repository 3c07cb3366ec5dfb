import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { MapPlace, SketchKind } from "#platform/map-view";
import { positionText } from "#platform/map-view";
import cardStyles from "../identify/map-card.module.css";
import { CloseButton } from "../identify/map-card.tsx";
import type { MapRecord } from "../map-address.ts";
import type { MapRecordSet } from "../map-queries.ts";
import { useMapTexts } from "../map-texts.ts";
import { measuresOf } from "../measure/geodesic-measures.ts";
import { areaText, lengthText } from "../measure/measure-text.ts";
import { OverlapSearch } from "./overlap-search.tsx";
import styles from "./sketch-panel.module.css";
import { shapeFromText, textOfShape } from "./typed-shape.ts";
import type { SketchTool } from "./use-sketch.ts";

export const mapTools = ["distance", "area", "draw"] as const;
export type MapTool = (typeof mapTools)[number];

export const sketchKinds = ["polygon", "rectangle", "linestring", "point"] as const satisfies readonly SketchKind[];

/** What is measured or drawn, in figures, and what it overlaps. */
export function SketchPanel(props: {
  readonly tool: MapTool;
  readonly kind: SketchKind;
  readonly sketch: SketchTool;
  readonly sets: readonly MapRecordSet[];
  readonly shownSets: readonly string[];
  readonly around: MapPlace;
  readonly onKind: (kind: SketchKind) => void;
  readonly onRecord: (record: MapRecord) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { tool, kind, sketch } = props;
  const { geometry } = sketch;
  const { lengthM, areaM2 } = geometry ? measuresOf(geometry) : { lengthM: 0, areaM2: 0 };
  const isArea = kind === "polygon" || kind === "rectangle";
  return (
    <section className={cardStyles.card} aria-label={text(`tool.${tool}`)}>
      <header className={cardStyles.head}>
        <h2 className={styles.heading}>{text(`tool.${tool}`)}</h2>
        <CloseButton onClose={props.onClose} />
      </header>
      <div className={styles.body}>
        {tool === "draw" ? (
          <Segmented<SketchKind>
            block
            aria-label={text("sketch.kind")}
            value={kind}
            onChange={props.onKind}
            options={sketchKinds.map((value) => ({ value, label: text(`sketch.${value}`) }))}
          />
        ) : null}
        <output className={styles.measures} aria-live="polite">
          {geometry === undefined || (lengthM === 0 && geometry.type !== "Point") ? (
            <p className={styles.hint}>{text(`sketch.hint.${kind}`)}</p>
          ) : (
            <dl className={styles.figures}>
              {isArea ? (
                <div>
                  <dt>{text("sketch.area")}</dt>
                  <dd data-measure="area">{areaText(areaM2)}</dd>
                </div>
              ) : null}
              {geometry.type === "Point" ? (
                <div>
                  <dt>{text("sketch.position")}</dt>
                  <dd>{positionText(geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0)}</dd>
                </div>
              ) : (
                <div>
                  <dt>{text(isArea ? "sketch.perimeter" : "sketch.length")}</dt>
                  <dd data-measure="length">{lengthText(lengthM)}</dd>
                </div>
              )}
            </dl>
          )}
        </output>
        <p className={styles.method}>{text("sketch.method")}</p>
        <details className={styles.details} key={kind}>
          <summary>{text("sketch.corners")}</summary>
          <Corners kind={kind} sketch={sketch} around={props.around} />
        </details>
        <Button size="small" disabled={geometry === undefined} onClick={sketch.restart}>
          {text("sketch.restart")}
        </Button>
      </div>
      {tool === "draw" && geometry && sketch.isFinished ? (
        <OverlapSearch geometry={geometry} sets={props.sets} shownSets={props.shownSets} onRecord={props.onRecord} />
      ) : null}
    </section>
  );
}

/** The corners as figures: for whoever has them on paper, or draws without a pointer. */
function Corners(props: {
  readonly kind: SketchKind;
  readonly sketch: SketchTool;
  readonly around: MapPlace;
}): ReactNode {
  const { text } = useMapTexts();
  const { sketch, kind } = props;
  const [typed, setTyped] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const shown = typed ?? (sketch.geometry && sketch.isFinished ? textOfShape(sketch.geometry) : "");
  const take = () => {
    const shape = shapeFromText(kind, shown, props.around);
    if ("wrongLine" in shape) return setTrouble(text("sketch.wrongLine", { line: shape.wrongLine }));
    if ("tooFew" in shape) return setTrouble(text("sketch.tooFew", { count: shape.tooFew }));
    setTrouble(undefined);
    setTyped(undefined);
    sketch.put(kind, shape.geometry);
  };
  return (
    <div className={styles.corners}>
      <textarea
        className={styles.text}
        rows={5}
        value={shown}
        aria-label={text("sketch.corners")}
        aria-invalid={trouble !== undefined}
        placeholder={text("sketch.cornersHint")}
        onChange={(event) => setTyped(event.target.value)}
      />
      {trouble ? (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      ) : null}
      <Button size="small" disabled={typed === undefined} onClick={take}>
        {text("sketch.take")}
      </Button>
    </div>
  );
}
