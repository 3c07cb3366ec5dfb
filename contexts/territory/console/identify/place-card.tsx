import type { ReactNode } from "react";
import type { MapPlace } from "#platform/map-view";
import { coordinateSystems, coordinateText } from "../foot/coordinate-text.ts";
import { placeParameter } from "../map-address.ts";
import { useMapTexts } from "../map-texts.ts";
import styles from "./map-card.module.css";
import { CloseButton } from "./map-card.tsx";

/** A marked place in every way of writing it, and the way to the explanation of its erosion. */
export function PlaceCard(props: {
  readonly place: MapPlace;
  /** The survey in sight. */
  readonly run: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { place, run } = props;
  return (
    <section className={styles.card} aria-label={text("place.label")}>
      <header className={styles.head}>
        <span className={styles.kind}>{text("place.label")}</span>
        <CloseButton onClose={props.onClose} />
      </header>
      <dl className={styles.facts}>
        {coordinateSystems.map((system) => (
          <div key={system}>
            <dt>{text(`crs.${system}`)}</dt>
            <dd>{coordinateText(place, system)}</dd>
          </div>
        ))}
      </dl>
      {run === undefined ? null : (
        <p className={styles.foot}>
          <a href={`/surveys?${new URLSearchParams({ run, at: placeParameter(place) })}`}>{text("place.explain")}</a>
        </p>
      )}
    </section>
  );
}
