import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKitTexts } from "../kit-texts.ts";
import type { FullRecord, RecordSetDescription } from "../record-list/record-set.ts";
import { StatePanel } from "../state-panel.tsx";
import { extentOf } from "./extent.ts";
import styles from "./record-page.module.css";

/** Where the record lies. The map's program is loaded after the facts are in sight. */
export function RecordMap(props: { readonly set: RecordSetDescription; readonly record: FullRecord }): ReactNode {
  const { text } = useKitTexts();
  const { geometry } = props.record;
  const place = useRef<HTMLDivElement>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const label = text("map.record");
  useEffect(() => {
    if (geometry === null) return;
    let isGone = false;
    let remove: (() => void) | undefined;
    const draw = async () => {
      const { drawRecordMap } = await import("./record-map-drawing.ts");
      if (isGone || !place.current) return;
      remove = drawRecordMap(place.current, geometry, label);
    };
    draw().catch((error: unknown) => {
      console.error(error);
      setHasFailed(true);
    });
    return () => {
      isGone = true;
      remove?.();
    };
  }, [geometry, label]);

  if (geometry === null) {
    return (
      <section className={styles.map} aria-label={label}>
        <StatePanel tone="empty" title={text("map.none.title")}>
          <p>{text("map.none.text")}</p>
        </StatePanel>
      </section>
    );
  }
  const [west, south, east, north] = extentOf(geometry);
  return (
    <div className={styles.map}>
      {hasFailed ? (
        <StatePanel tone="empty" title={text("map.failed.title")}>
          <p>{text("map.failed.text")}</p>
        </StatePanel>
      ) : (
        <div ref={place} className={styles.surface} />
      )}
      <p className={styles.mapFoot}>
        {text("map.extent", {
          west: west.toFixed(5),
          south: south.toFixed(5),
          east: east.toFixed(5),
          north: north.toFixed(5),
        })}
        <span>{text("map.schematic")}</span>
      </p>
    </div>
  );
}
