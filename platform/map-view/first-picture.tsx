import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Bounds, MapViewpoint, PixelSize, RasterOverlay } from "#platform/first-view";
import { type DrawnPicture, drawPicture } from "#platform/first-view/browser";

export interface FirstPictureProps {
  /** Of the map that it stands in for. */
  readonly size: PixelSize;
  readonly bounds: Bounds;
  readonly viewpoint: MapViewpoint | undefined;
  readonly ground: RasterOverlay | undefined;
  readonly overlay: RasterOverlay | undefined;
  readonly overlayOpacity: number;
  /** Called when the tiles of the upper raster are on the screen, or none of them could be had. */
  readonly onSettled: (isVisible: boolean) => void;
}

/** The first view as plain pictures: those that are in sight since before the program came, or its own. */
export function FirstPicture(props: FirstPictureProps): ReactNode {
  const { size, bounds, viewpoint, ground, overlay, overlayOpacity, onSettled } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnPicture>(undefined);
  const tell = useRef(onSettled);
  tell.current = onSettled;

  useLayoutEffect(() => {
    const picture = drawPicture({ size, bounds, viewpoint, ground, overlay });
    drawn.current = picture;
    place.current?.append(picture.element);
    let isGone = false;
    void picture.shown.then((isVisible) => {
      if (!isGone) tell.current(isVisible);
    });
    return () => {
      isGone = true;
      picture.element.remove();
    };
  }, [size, bounds, viewpoint, ground, overlay]);
  // After the one above, which makes the picture anew.
  useLayoutEffect(() => drawn.current?.setOpacity(overlayOpacity));

  return <div ref={place} />;
}
