import { type FirstPicture, firstPictureOf, type PicturedRaster, type PictureOptions } from "../index.ts";
import "./first-picture.css";

/** The first view of a map as plain pictures. */
export interface DrawnPicture {
  /** Fills the element that it is put into, which must be the map's size. */
  readonly element: HTMLElement;
  /** True once all tiles of the upper raster are on the screen, false where none of them could be had. Never rejects. */
  readonly shown: Promise<boolean>;
  /** The same of all rasters: the ground comes last, for it is not what the user came for. */
  readonly whole: Promise<boolean>;
  /** Of the upper raster, 0 to 1. */
  setOpacity(opacity: number): void;
}

/** What was drawn before the program was there, until the map takes it over. */
let early: { readonly key: string; readonly drawn: DrawnPicture } | undefined;

/** Draws a picture that `drawPicture` then takes over as it stands, where it is asked for the same one. */
export function drawPictureEarly(options: PictureOptions): DrawnPicture {
  const picture = firstPictureOf(options);
  const drawn = draw(picture);
  early = { key: JSON.stringify(picture), drawn };
  return drawn;
}

/**
 * The tiles of the first view as plain pictures, at the places where MapLibre is about to draw them. MapLibre needs about
 * half a second until its first tile, most of it for WebGL; the same tiles then come to it from the browser's cache.
 */
export function drawPicture(options: PictureOptions): DrawnPicture {
  const picture = firstPictureOf(options);
  const key = JSON.stringify(picture);
  const drawn = early?.key === key ? early.drawn : draw(picture);
  // One map takes it over; a second one of the same rasters needs pictures of its own.
  early = undefined;
  return drawn;
}

function draw(picture: FirstPicture): DrawnPicture {
  const element = document.createElement("div");
  element.className = "first-picture";
  element.ariaHidden = "true";
  const [first, ...others] = picture;
  const upper = first && drawRaster(first);
  if (upper) element.append(upper);
  const lower = load(upper).then(() => {
    const rasters = others.map(drawRaster);
    element.append(...rasters);
    return Promise.all(rasters.map(decode));
  });
  const decoded = decode(upper);
  return {
    element,
    shown: decoded.then(whenPainted),
    whole: Promise.all([decoded, lower]).then(([isThere, areThere]) => whenPainted(isThere && areThere.every(Boolean))),
    setOpacity: (opacity) => {
      if (upper && !first.isGround) upper.style.opacity = String(opacity);
    },
  };
}

function drawRaster({ isGround, isPixelated, tiles }: PicturedRaster): HTMLElement {
  const raster = document.createElement("div");
  if (isGround) raster.className = "first-picture-ground";
  for (const { address, left, top, width, height } of tiles) {
    const tile = document.createElement("img");
    tile.alt = "";
    // Browsers else ask for pictures after all programs.
    tile.fetchPriority = "high";
    Object.assign(tile.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    if (isPixelated) tile.style.imageRendering = "pixelated";
    tile.src = address;
    raster.append(tile);
  }
  return raster;
}

/** Waits for the bytes of a raster's tiles, or for the news that there are none. */
async function load(raster: HTMLElement | undefined): Promise<void> {
  const come = (tile: HTMLImageElement) =>
    new Promise((resolve) => {
      tile.addEventListener("load", resolve);
      tile.addEventListener("error", resolve);
    });
  await Promise.all(tilesOf(raster).map(come));
}

/** Whether any of a raster's tiles can be shown: one without any value is no picture. */
async function decode(raster: HTMLElement | undefined): Promise<boolean> {
  const decoded = await Promise.allSettled(tilesOf(raster).map((tile) => tile.decode()));
  return decoded.some(({ status }) => status === "fulfilled");
}

function tilesOf(raster: HTMLElement | undefined): readonly HTMLImageElement[] {
  return [...(raster?.querySelectorAll("img") ?? [])];
}

async function whenPainted(isThere: boolean): Promise<boolean> {
  if (!isThere) return false;
  // The first frame after decoding paints the pictures, the second one finds them painted.
  await nextFrame();
  await nextFrame();
  return true;
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
