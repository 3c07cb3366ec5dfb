import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { dash, Icon, LoadingPanel, TroublePanel } from "#platform/interface-kit";
import type { MapHit } from "#platform/map-view";
import type { MapRecord } from "../map-address.ts";
import { type MapRecordSet, mapRecordQuery, recordPageAddress } from "../map-queries.ts";
import { useMapTexts } from "../map-texts.ts";
import styles from "./map-card.module.css";
import { RecordFacts } from "./record-facts.tsx";

/** The chosen record beside the map: its facts, and the way to its page. */
export function RecordCard(props: {
  readonly set: MapRecordSet;
  readonly chosen: MapRecord;
  /** Where it was chosen among several. */
  readonly onBack: (() => void) | undefined;
  readonly onZoom: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { text, pick } = useMapTexts();
  const { set, chosen } = props;
  const record = useQuery(mapRecordQuery(chosen.set, chosen.id));
  const title = record.data?.values[set.titleField];
  return (
    <section className={styles.card} aria-label={text("card.label")}>
      <header className={styles.head}>
        {props.onBack ? (
          <button type="button" className={styles.back} onClick={props.onBack}>
            {text("card.back")}
          </button>
        ) : (
          <span className={styles.kind}>{pick(set.titleZh, set.titleEn)}</span>
        )}
        <CloseButton onClose={props.onClose} />
      </header>
      {record.isError ? (
        <TroublePanel error={record.error} onRetry={() => void record.refetch()} />
      ) : record.data === undefined ? (
        <LoadingPanel label={text("card.loading")} />
      ) : (
        <>
          <h2 className={styles.title}>
            {title === null || title === undefined || title === "" ? dash : String(title)}
          </h2>
          <RecordFacts set={set} record={record.data} />
          {record.data.geometry === null ? <p className={styles.note}>{text("card.noGeometry")}</p> : null}
          <footer className={styles.foot}>
            <Button type="primary" href={recordPageAddress(chosen.set, chosen.id)}>
              {text("card.open")}
            </Button>
            <Button disabled={record.data.geometry === null} onClick={props.onZoom}>
              {text("card.zoom")}
            </Button>
          </footer>
        </>
      )}
    </section>
  );
}

/** Several records lie under the click. */
export function HitList(props: {
  readonly hits: readonly MapHit[];
  readonly sets: readonly MapRecordSet[];
  readonly onChoose: (record: MapRecord) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { text, pick } = useMapTexts();
  return (
    <section className={styles.card} aria-label={text("card.label")}>
      <header className={styles.head}>
        <span className={styles.kind}>{text("card.several", { count: props.hits.length })}</span>
        <CloseButton onClose={props.onClose} />
      </header>
      <ul className={styles.hits}>
        {props.hits.map(({ layer, id, title, code }) => {
          const set = props.sets.find((candidate) => candidate.id === layer);
          return id === null || set === undefined ? null : (
            <li key={`${layer} ${id}`}>
              <button type="button" className={styles.hit} onClick={() => props.onChoose({ set: layer, id })}>
                <span>{title || code || dash}</span>
                <span className={styles.kind}>{pick(set.titleZh, set.titleEn)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function CloseButton({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { text } = useMapTexts();
  return (
    <button type="button" className={styles.close} aria-label={text("close")} title={text("close")} onClick={onClose}>
      <Icon name="close" />
    </button>
  );
}
