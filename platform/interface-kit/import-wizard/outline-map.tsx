import { useQuery } from "@tanstack/react-query";
import { Button, Spin } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { extentOf } from "../record-page/extent.ts";
import { StatePanel } from "../state-panel.tsx";
import { contextQuery } from "./context-outline.ts";
import type { ImportExtent, ImportOutline, ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import type { FoundPlace, OutlineDrawing } from "./outline-drawing.ts";
import styles from "./outline-map.module.css";

type Place = readonly [number, number];
const noPlaces: readonly FoundPlace[] = [];

/** Where the file's data would lie as decided, over the divisions, with the places of what was found. */
export function OutlineMap(props: {
  readonly session: ImportSession;
  readonly places?: readonly FoundPlace[];
  /** The place to be looked at; a new array for the same place looks again. */
  readonly looked?: Place | undefined;
  /** As high as the window allows: where the map is what is to be looked at. */
  readonly isTall?: boolean;
}): ReactNode {
  const { text } = useImportTexts();
  const { outline, outlineOmitted, extent } = props.session.preview;
  const { places = noPlaces, looked } = props;
  const context = useQuery(contextQuery).data ?? null;
  const whole = useMemo(() => wholeOf(context), [context]);
  const surface = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<OutlineDrawing>();
  const [isDrawn, setIsDrawn] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const label = text("map.title");
  const hasPlace = outline !== null && extent !== null;

  useEffect(() => {
    if (!hasPlace) return;
    let isGone = false;
    let made: OutlineDrawing | undefined;
    const draw = async () => {
      const { drawOutline } = await import("./outline-drawing.ts");
      if (isGone || !surface.current) return;
      made = drawOutline(surface.current, { label, onDrawn: () => setIsDrawn(true) });
      setDrawing(made);
    };
    draw().catch((error: unknown) => {
      console.error(error);
      setHasFailed(true);
    });
    return () => {
      isGone = true;
      setDrawing(undefined);
      setIsDrawn(false);
      made?.remove();
    };
  }, [hasPlace, label]);
  useEffect(() => drawing?.show({ outline, context, extent, places }), [drawing, outline, context, extent, places]);
  useEffect(() => {
    if (looked) drawing?.goTo(looked);
  }, [drawing, looked]);

  if (!hasPlace) {
    return (
      <div className={styles.map}>
        <StatePanel tone="empty" title={text("map.none.title")}>
          <p>{text("map.none.text")}</p>
        </StatePanel>
      </div>
    );
  }
  const [west, south, east, north] = extent.map((degrees) => degrees.toFixed(4));
  return (
    <figure className={styles.map} data-drawn={isDrawn}>
      {hasFailed ? (
        <StatePanel tone="empty" title={text("map.failed.title")}>
          <p>{text("map.failed.text")}</p>
        </StatePanel>
      ) : (
        <div className={styles.frame} data-tall={props.isTall === true}>
          <div ref={surface} className={styles.surface} />
          {isDrawn ? null : (
            <span className={styles.drawing} role="status">
              <Spin size="small" />
              {text("map.drawing")}
            </span>
          )}
          <span className={styles.views}>
            <Button size="small" onClick={() => drawing?.lookAt(extent)}>
              {text("map.data")}
            </Button>
            {whole === null ? null : (
              <Button size="small" onClick={() => drawing?.lookAt(union(whole, extent))}>
                {text("map.whole")}
              </Button>
            )}
          </span>
        </div>
      )}
      <figcaption className={styles.foot}>
        <span>{text("map.extent", { west: west!, south: south!, east: east!, north: north! })}</span>
        {outlineOmitted > 0 ? <span>{text("map.omitted", { count: outlineOmitted })}</span> : null}
        <span>{text(context ? "map.context" : "map.schematic")}</span>
      </figcaption>
    </figure>
  );
}

function wholeOf(context: ImportOutline | null): ImportExtent | null {
  const extents: readonly ImportExtent[] = context?.features.map(({ geometry }) => extentOf(geometry)) ?? [];
  return extents.length === 0 ? null : extents.reduce(union);
}

function union(a: ImportExtent, b: ImportExtent): ImportExtent {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
