import type { ReactNode } from "react";
import { StatePanel } from "#platform/interface-kit";
import type { MapRecord } from "../map-address.ts";
import type { MapRecordSet } from "../map-queries.ts";
import { useMapTexts } from "../map-texts.ts";
import { RecordCard } from "./map-card.tsx";

/** The card of the record in the address, which may name one that this session cannot see. */
export function ChosenCard(props: {
  readonly chosen: MapRecord;
  readonly sets: readonly MapRecordSet[];
  readonly onBack: (() => void) | undefined;
  readonly onZoom: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { sets, chosen, ...rest } = props;
  const set = sets.find(({ id }) => id === chosen.set);
  if (set) return <RecordCard set={set} chosen={chosen} {...rest} />;
  return (
    <section aria-label={text("card.label")}>
      <StatePanel
        tone="error"
        title={text("card.unknown.title")}
        retry={{ label: text("close"), onRetry: props.onClose }}
      >
        <p>{text("card.unknown.text")}</p>
      </StatePanel>
    </section>
  );
}
