import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import "./swipe-view.css";

/** As much of a map as two of them need to move as one. */
interface MovingMap {
  getCenter(): { lng: number; lat: number };
  getZoom(): number;
  jumpTo(view: { center: { lng: number; lat: number }; zoom: number }): unknown;
  on(event: "move", listener: () => void): unknown;
  off(event: "move", listener: () => void): unknown;
}

export interface SwipeFrameProps {
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** The maps within, as soon as they are there. */
  readonly leftMap: MovingMap | undefined;
  readonly rightMap: MovingMap | undefined;
  readonly leftLabel: string;
  readonly rightLabel: string;
  readonly dividerLabel: string;
}

/** Two maps that move as one, the right one cut at a divider that pointer and arrow keys move. */
export function SwipeFrame(props: SwipeFrameProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(50);
  const { leftMap, rightMap } = props;

  useEffect(() => (leftMap && rightMap ? linkMaps(leftMap, rightMap) : undefined), [leftMap, rightMap]);

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
      <div className="swipe-half">{props.left}</div>
      <div className="swipe-half" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
        {props.right}
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

function linkMaps(left: MovingMap, right: MovingMap): () => void {
  let isFollowing = false;
  const follow = (from: MovingMap, to: MovingMap) => () => {
    if (isFollowing) return;
    isFollowing = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
    isFollowing = false;
  };
  const toRight = follow(left, right);
  const toLeft = follow(right, left);
  toRight();
  left.on("move", toRight);
  right.on("move", toLeft);
  return () => {
    left.off("move", toRight);
    right.off("move", toLeft);
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
