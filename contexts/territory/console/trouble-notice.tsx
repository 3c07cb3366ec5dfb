import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { FeatureMapLayer } from "#platform/map-view";
import styles from "./map.page.module.css";
import type { MapRecordSet } from "./map-queries.ts";
import { useMapTexts } from "./map-texts.ts";

export interface MapTrouble {
  /** 天地图 cannot be had: the map stands on our own ground until it is tried again. */
  readonly isBaseAway: boolean;
  /** Of the record layers and pictures of which a tile did not come. */
  readonly layers: readonly string[];
  /** Counts how often it was tried again. */
  readonly attempt: number;
  readonly tell: (layer: FeatureMapLayer, error: Error) => void;
  readonly tryAgain: () => void;
}

const base = "base:";

export function useMapTrouble(): MapTrouble {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [attempt, setAttempt] = useState(0);
  const tell = useCallback((layer: FeatureMapLayer, error: Error) => {
    console.warn(layer.id, error);
    setIds((before) => (before.includes(layer.id) ? before : [...before, layer.id]));
  }, []);
  const tryAgain = useCallback(() => {
    setIds([]);
    setAttempt((before) => before + 1);
  }, []);
  return useMemo(
    () => ({
      isBaseAway: ids.some((id) => id.startsWith(base)),
      layers: ids.filter((id) => !id.startsWith(base)),
      attempt,
      tell,
      tryAgain,
    }),
    [ids, attempt, tell, tryAgain],
  );
}

/** What of the map is missing, and how to try again. */
export function TroubleNotice(props: {
  readonly trouble: MapTrouble;
  readonly sets: readonly MapRecordSet[];
}): ReactNode {
  const { text, pick } = useMapTexts();
  const { isBaseAway, layers, tryAgain } = props.trouble;
  if (!isBaseAway && layers.length === 0) return null;
  const names = layers.map((id) => {
    const set = props.sets.find((candidate) => candidate.id === id);
    return set ? pick(set.titleZh, set.titleEn) : text("layers.group.surveys");
  });
  return (
    <div className={styles.notice} role="status">
      <span>
        {isBaseAway ? text("trouble.base") : null}
        {names.length > 0 ? text("trouble.layers", { names: [...new Set(names)].join(text("list.separator")) }) : null}
      </span>
      <button type="button" className={styles.link} onClick={tryAgain}>
        {text("trouble.again")}
      </button>
    </div>
  );
}
