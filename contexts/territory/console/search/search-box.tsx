import { useQueries } from "@tanstack/react-query";
import { AutoComplete, type AutoCompleteProps } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Icon, isWorthAskingAgain } from "#platform/interface-kit";
import { type MapPlace, positionText } from "#platform/map-view";
import type { MapRecord } from "../map-address.ts";
import { type MapRecordSet, searchRecords } from "../map-queries.ts";
import { type MapTexts, useMapTexts } from "../map-texts.ts";
import { parsePosition, type TypedPosition } from "./parse-position.ts";
import styles from "./search-box.module.css";

const waitMs = 250;
const mostOfSet = 5;

/** Finds records by name or code, and places by coordinates. */
export function SearchBox(props: {
  readonly sets: readonly MapRecordSet[];
  /** A place of the region, by which the zone of bare metres is guessed. */
  readonly around: MapPlace;
  readonly isInRegion: (place: MapPlace) => boolean;
  readonly onRecord: (record: MapRecord) => void;
  readonly onPlace: (place: MapPlace) => void;
}): ReactNode {
  const texts = useMapTexts();
  const { text, pick } = texts;
  const [typed, setTyped] = useState("");
  const asked = useDelayed(typed.trim());
  const { longitude } = props.around;
  const positions = useMemo(() => parsePosition(typed, { longitude }), [typed, longitude]);
  const isAsking = asked.length > 0 && positions.length === 0;
  const answers = useQueries({
    queries: props.sets.map((set) => ({
      queryKey: ["map", "search", set.id, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => searchRecords(set.id, asked, mostOfSet, signal),
      enabled: isAsking,
      staleTime: 30_000,
      retry: isWorthAskingAgain,
    })),
  });

  const places = positions.map((position, index) => ({
    value: `place:${index}`,
    label: <PlaceOption position={position} isFar={!props.isInRegion(position)} texts={texts} />,
  }));
  const groups = isAsking
    ? props.sets.flatMap((set, index) => {
        const records = answers[index]?.data ?? [];
        if (records.length === 0) return [];
        const options = records.map(({ id, values }) => ({
          value: `record:${set.id}:${id}`,
          label: (
            <span className={styles.option}>
              <span>{String(values[set.titleField] ?? values[set.codeField] ?? "")}</span>
              <span className={styles.quiet}>{String(values[set.codeField] ?? "")}</span>
            </span>
          ),
        }));
        return [{ label: pick(set.titleZh, set.titleEn), options }];
      })
    : [];
  const options: AutoCompleteProps["options"] = positions.length > 0 ? places : groups;
  const isWaiting = typed.trim() !== asked || answers.some(({ isFetching }) => isFetching);
  const nothing = isAsking && !isWaiting ? text("search.nothing", { text: asked }) : null;

  return (
    <AutoComplete
      className={styles.box ?? ""}
      value={typed}
      onChange={(value: string) => {
        // While an option is passed over with the arrow keys, its value is not what was typed.
        if (!/^(place|record):/.test(value)) setTyped(value);
      }}
      options={options}
      onSelect={(value: string) => {
        const [kind, first = "", ...rest] = value.split(":");
        const position = kind === "place" ? positions[Number(first)] : undefined;
        if (position) props.onPlace(position);
        else props.onRecord({ set: first, id: rest.join(":") });
      }}
      notFoundContent={nothing}
      defaultActiveFirstOption
      allowClear
      popupMatchSelectWidth={360}
      aria-label={text("search.label")}
      placeholder={text("search.placeholder")}
      suffixIcon={<Icon name="map" />}
    />
  );
}

function PlaceOption(props: {
  readonly position: TypedPosition;
  readonly isFar: boolean;
  readonly texts: MapTexts;
}): ReactNode {
  const { position, texts } = props;
  const { zone } = position;
  const system =
    zone === null
      ? texts.text("crs.degrees")
      : texts.text(position.isZoneGuessed ? "search.zoneGuessed" : "search.zone", {
          width: zone.widthDegrees,
          number: zone.number,
          crs: position.crs,
        });
  return (
    <span className={styles.place}>
      <span>{positionText(position.longitude, position.latitude)}</span>
      <span className={props.isFar ? styles.warning : styles.quiet}>
        {props.isFar ? texts.text("search.far", { system }) : system}
      </span>
    </span>
  );
}

function useDelayed(text: string): string {
  const [delayed, setDelayed] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(text), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return delayed;
}
