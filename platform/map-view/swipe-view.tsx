import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { MapSurface } from "./map-surface.ts";
import { MapView, type MapViewProps } from "./map-view.tsx";
import "./swipe-view.css";

export interface SwipeViewProps {
  readonly left: MapViewProps;
  readonly right: MapViewProps;
  readonly leftLabel: string;
  readonly rightLabel: string;
  readonly dividerLabel: string;
}

/** Two maps that move as one, the right one cut at a divider that pointer and arrow keys move. */
export function SwipeView(props: SwipeViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(50);
  const [left, setLeft] = useState<MapSurface>();
  const [right, setRight] = useState<MapSurface>();

  useEffect(() => (left && right ? linkSurfaces(left, right) : undefined), [left, right]);

  function drag(event: PointerEvent<HTMLDivElement>): void {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setPercent(clampPercent(((event.clientX - box.left) / box.width) * 100));
  }

  function step(event: KeyboardEvent<HTMLDivElement>): void {
    const moved = percentAfterKey(event.key, event.shiftKey, percent);
    if (moved === undefined) return;
    event.preventDefault();
    setPercent(moved);
  }

  return (
    <div ref={frame} className="swipe-view">
      <div className="swipe-half">
        <MapView {...props.left} onSurface={(surface) => both(setLeft, props.left.onSurface, surface)} />
      </div>
      <div className="swipe-half" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
        <MapView {...props.right} onSurface={(surface) => both(setRight, props.right.onSurface, surface)} />
      </div>
      <span className="swipe-label swipe-label-left">{props.leftLabel}</span>
      <span className="swipe-label swipe-label-right">{props.rightLabel}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator with a value is the pattern for a movable divider (WAI-ARIA 1.2); <hr> takes no handle. */}
      <div
        className="swipe-divider"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={props.dividerLabel}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        style={{ left: `${percent}%` }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={step}
      >
        <span className="swipe-handle" />
      </div>
    </div>
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

function linkSurfaces(left: MapSurface, right: MapSurface): () => void {
  let isFollowing = false;
  const follow = (from: MapSurface, to: MapSurface) => () => {
    if (isFollowing) return;
    isFollowing = true;
    to.map.jumpTo({ center: from.map.getCenter(), zoom: from.map.getZoom() });
    isFollowing = false;
  };
  const toRight = follow(left, right);
  const toLeft = follow(right, left);
  toRight();
  left.map.on("move", toRight);
  right.map.on("move", toLeft);
  return () => {
    left.map.off("move", toRight);
    right.map.off("move", toLeft);
  };
}

function clampPercent(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}

/** Arrow keys move by 2 %, with Shift by 10 %; Home and End to the edges. */
function percentAfterKey(key: string, isShift: boolean, percent: number): number | undefined {
  const size = isShift ? 10 : 2;
  if (key === "ArrowLeft") return clampPercent(percent - size);
  if (key === "ArrowRight") return clampPercent(percent + size);
  if (key === "Home") return 0;
  if (key === "End") return 100;
  return undefined;
}
