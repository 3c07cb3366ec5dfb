import { type ReactNode, useState } from "react";
import type { MapSurface } from "./map-surface.ts";
import { MapView, type MapViewProps } from "./map-view.tsx";
import { SwipeFrame } from "./swipe-frame.tsx";

export interface SwipeViewProps {
  readonly left: MapViewProps;
  readonly right: MapViewProps;
  readonly leftLabel: string;
  readonly rightLabel: string;
  readonly dividerLabel: string;
}

/** Two maps of rasters that move as one, the right one cut at a divider. */
export function SwipeView(props: SwipeViewProps): ReactNode {
  const [left, setLeft] = useState<MapSurface>();
  const [right, setRight] = useState<MapSurface>();
  return (
    <SwipeFrame
      left={<MapView {...props.left} onSurface={(surface) => both(setLeft, props.left.onSurface, surface)} />}
      right={<MapView {...props.right} onSurface={(surface) => both(setRight, props.right.onSurface, surface)} />}
      leftMap={left?.map}
      rightMap={right?.map}
      leftLabel={props.leftLabel}
      rightLabel={props.rightLabel}
      dividerLabel={props.dividerLabel}
    />
  );
}

function both(
  remember: (surface: MapSurface | undefined) => void,
  tell: MapViewProps["onSurface"],
  surface: MapSurface | undefined,
): void {
  remember(surface);
  tell?.(surface);
}
