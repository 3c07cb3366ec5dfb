import { type ReactNode, useEffect, useMemo, useRef } from "react";
import {
  type Bounds,
  firstViewOf,
  type MapViewpoint,
  type PixelSize,
  type PlacedTile,
  tileSide,
  tilesInView,
} from "#platform/first-view";
import type { RasterOverlay } from "./map-layers.ts";

export interface FirstPictureProps {
  /** Of the map that it stands in for. */
  readonly size: PixelSize;
  readonly bounds: Bounds;
  readonly viewpoint: MapViewpoint | undefined;
  readonly ground: RasterOverlay | undefined;
  readonly overlay: RasterOverlay | undefined;
  readonly overlayOpacity: number;
  /** Called once, when the tiles of the upper raster are on the screen, or none of them could be had. */
  readonly onSettled: (isVisible: boolean) => void;
}

/**
 * The tiles of the first view as plain pictures, at the places where MapLibre is about to draw them. MapLibre needs about
 * half a second until its first tile, most of it for WebGL; the same tiles then come to it from the browser's cache.
 */
export function FirstPicture(props: FirstPictureProps): ReactNode {
  const { size, bounds, viewpoint, ground, overlay, onSettled } = props;
  const upper = useRef<HTMLDivElement>(null);
  const view = useMemo(() => firstViewOf(size, bounds, viewpoint), [size, bounds, viewpoint]);
  const tell = useRef(onSettled);
  tell.current = onSettled;

  useEffect(() => {
    let isGone = false;
    const settle = (isVisible: boolean) => {
      if (!isGone) tell.current(isVisible);
    };
    const pictures = [...(upper.current?.querySelectorAll("img") ?? [])];
    void Promise.allSettled(pictures.map((picture) => picture.decode())).then((decoded) => {
      // A tile without any value is no picture; but where there is no picture at all, nothing is in sight.
      if (!decoded.some(({ status }) => status === "fulfilled")) settle(false);
      // The first frame after decoding paints the pictures, the second one finds them painted.
      else requestAnimationFrame(() => requestAnimationFrame(() => settle(true)));
    });
    return () => {
      isGone = true;
    };
  }, []);

  return (
    <div className="first-picture" aria-hidden="true">
      {/* Asked for in this order: the theme is what the user came for. The ground lies below it all the same. */}
      {overlay ? (
        <div ref={upper} style={{ opacity: props.overlayOpacity }}>
          <Tiles tiles={tilesInView(view, size, overlay, bounds)} raster={overlay} />
        </div>
      ) : null}
      {ground ? (
        <div ref={overlay ? undefined : upper} className="first-picture-ground">
          <Tiles tiles={tilesInView(view, size, ground, bounds)} raster={ground} />
        </div>
      ) : null}
    </div>
  );
}

function Tiles(props: { readonly tiles: readonly PlacedTile[]; readonly raster: RasterOverlay }): ReactNode {
  return props.tiles.map(({ address, left, top, width, height }) => {
    const isEnlarged = width > tileSide && props.raster.enlarge === "nearest";
    return (
      <img
        key={address}
        src={address}
        alt=""
        style={{ left, top, width, height, ...(isEnlarged ? { imageRendering: "pixelated" } : {}) }}
      />
    );
  });
}
