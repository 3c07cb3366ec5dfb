import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { StatePanel } from "../state-panel.tsx";
import { contextQuery } from "./context-outline.ts";
import type { ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import type { OutlineDrawing } from "./outline-drawing.ts";
import styles from "./outline-map.module.css";

type Place = readonly [number, number];
const noPlaces: readonly Place[] = [];

/** Where the file's data would lie as decided, over the divisions, with the places of what was found. */
export function OutlineMap(props: {
  readonly session: ImportSession;
  readonly places?: readonly Place[];
  /** The place to be looked at; a new array for the same place looks again. */
  readonly looked?: Place | undefined;
}): ReactNode {
  const { text } = useImportTexts();
  const { outline, outlineOmitted, extent } = props.session.preview;
  const { places = noPlaces, looked } = props;
  const context = useQuery(contextQuery).data ?? null;
  const surface = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<OutlineDrawing>();
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
      made = drawOutline(surface.current, label);
      setDrawing(made);
    };
    draw().catch((error: unknown) => {
      console.error(error);
      setHasFailed(true);
    });
    return () => {
      isGone = true;
      setDrawing(undefined);
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
    <figure className={styles.map}>
      {hasFailed ? (
        <StatePanel tone="empty" title={text("map.failed.title")}>
          <p>{text("map.failed.text")}</p>
        </StatePanel>
      ) : (
        <div ref={surface} className={styles.surface} />
      )}
      <figcaption className={styles.mapFoot}>
        <span>{text("map.extent", { west: west!, south: south!, east: east!, north: north! })}</span>
        {outlineOmitted > 0 ? <span>{text("map.omitted", { count: outlineOmitted })}</span> : null}
        <span>{text(context ? "map.context" : "map.schematic")}</span>
      </figcaption>
    </figure>
  );
}
