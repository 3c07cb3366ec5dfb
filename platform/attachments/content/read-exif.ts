import exifr from "exifr";

/** What a picture says of itself; nothing of it is proved. */
export interface Exif {
  /** `2026-11-24T09:30:00`, by the camera's clock, without a time zone unless the picture names one. */
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly camera: string | null;
  readonly tags: Readonly<Record<string, unknown>>;
}

const READABLE: ReadonlySet<string> = new Set(["image/jpeg", "image/tiff", "image/heic", "image/png", "image/avif"]);
const MOST_TEXT = 500;

/** The tags of a picture; null where it has none, cannot have any, or they cannot be read: evidence is kept all the same. */
export async function readExif(path: string, mediaType: string): Promise<Exif | null> {
  if (!READABLE.has(mediaType)) return null;
  let tags: Record<string, unknown> | undefined;
  try {
    tags = await exifr.parse(path, {
      reviveValues: false,
      translateValues: false,
      mergeOutput: true,
      makerNote: false,
    });
  } catch (error) {
    return {
      takenAt: null,
      longitude: null,
      latitude: null,
      camera: null,
      tags: { unreadable: String(error).slice(0, 200) },
    };
  }
  if (tags === undefined || Object.keys(tags).length === 0) return null;
  const text = (name: string) => (typeof tags[name] === "string" ? tags[name].replaceAll("\0", "").trim() : "");
  const number = (name: string, limit: number) => {
    const value = tags[name];
    return typeof value === "number" && Math.abs(value) <= limit ? value : null;
  };
  const zone = text("OffsetTimeOriginal");
  const date = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text("DateTimeOriginal") || text("CreateDate"));
  return {
    takenAt: date === null ? null : `${date[1]}-${date[2]}-${date[3]}T${date[4]}${zone}`,
    longitude: number("longitude", 180),
    latitude: number("latitude", 90),
    camera: [text("Make"), text("Model")].filter((part) => part !== "").join(" ") || null,
    tags: plain(tags),
  };
}

/** Numbers and short texts: thumbnails and private blocks of the maker are in the original. */
function plain(tags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tags)) {
    if (typeof value === "number" && Number.isFinite(value)) kept[name] = value;
    else if (typeof value === "string" && value.length <= MOST_TEXT) kept[name] = value.replaceAll("\0", "");
    else if (Array.isArray(value) && value.length <= 16 && value.every((part) => typeof part === "number"))
      kept[name] = value;
  }
  return kept;
}
