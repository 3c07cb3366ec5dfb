import { type ReactNode, useState } from "react";
import { fontFamily, StatePanel, writeAddress } from "#platform/interface-kit";
import {
  FeatureMap,
  type FeatureMapLayer,
  type FeatureMapProps,
  type FeatureSurface,
  SwipeFrame,
} from "#platform/map-view";
import { viewParameter } from "./map-address.ts";
import { useMapTexts } from "./map-texts.ts";

type Shared = Pick<
  FeatureMapProps,
  "bounds" | "initialViewpoint" | "chosen" | "mark" | "onChoose" | "onPointer" | "onTrouble"
>;

/** One map, or two of different years with a divider between them, the earlier year at the left. */
export function MapScreen(
  props: Shared & {
    readonly layers: readonly FeatureMapLayer[];
    /** Of the survey in sight. */
    readonly year: number | undefined;
    readonly wantedYear: number | undefined;
    readonly other:
      | { readonly year: number; readonly wanted: number; readonly layers: readonly FeatureMapLayer[] }
      | undefined;
    readonly onSurface: (surface: FeatureSurface | undefined) => void;
  },
): ReactNode {
  const { text } = useMapTexts();
  const { layers, other, year, wantedYear, onSurface, ...shared } = props;
  const common = {
    ...shared,
    fontFamily,
    onMoved: (view: Parameters<typeof viewParameter>[0]) => writeAddress({ view: viewParameter(view) }, "replace"),
    withoutWebGl: (
      <StatePanel tone="error" title={text("map.withoutWebGl.title")}>
        <p>{text("map.withoutWebGl.text")}</p>
      </StatePanel>
    ),
  };
  if (other === undefined)
    return <FeatureMap {...common} layers={layers} label={text("map.label")} onSurface={onSurface} />;
  const sides = [
    { at: wantedYear ?? Number.POSITIVE_INFINITY, year, layers },
    { at: other.wanted, year: other.year, layers: other.layers },
  ].sort((a, b) => a.at - b.at);
  return <TwoYears common={common} left={sides[0]!} right={sides[1]!} onSurface={onSurface} />;
}

interface Side {
  readonly at: number;
  readonly year: number | undefined;
  readonly layers: readonly FeatureMapLayer[];
}

function TwoYears(props: {
  readonly common: Omit<FeatureMapProps, "layers" | "label">;
  readonly left: Side;
  readonly right: Side;
  readonly onSurface: (surface: FeatureSurface | undefined) => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { common, onSurface } = props;
  const [left, setLeft] = useState<FeatureSurface>();
  const [right, setRight] = useState<FeatureSurface>();
  const nameOf = ({ at, year }: Side) =>
    Number.isFinite(at) && at !== year ? text("time.asOf", { year: at }) : text("time.survey", { year: year ?? "" });
  return (
    <SwipeFrame
      left={
        <FeatureMap
          {...common}
          layers={props.left.layers}
          label={text("map.label.left", { year: nameOf(props.left) })}
          onSurface={(made) => {
            setLeft(made);
            onSurface(made);
          }}
        />
      }
      right={
        <FeatureMap
          {...common}
          layers={props.right.layers}
          label={text("map.label.right", { year: nameOf(props.right) })}
          onSurface={setRight}
        />
      }
      leftMap={left?.map}
      rightMap={right?.map}
      leftLabel={nameOf(props.left)}
      rightLabel={nameOf(props.right)}
      dividerLabel={text("map.divider")}
    />
  );
}
