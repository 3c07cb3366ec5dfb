/** How a kind of file begins, and under which name endings it goes. */
export interface MediaType {
  readonly mediaType: string;
  /** Lower case, without the dot. */
  readonly endings: readonly string[];
  /** Whether the file begins as this kind does. */
  readonly matches: (head: Uint8Array) => boolean;
  /** A zip archive that must hold a member of this name, or one beginning with it. */
  readonly member?: string;
}

function bytesAt(head: Uint8Array, offset: number, signature: string): boolean {
  for (let index = 0; index < signature.length; index++) {
    if (head[offset + index] !== signature.charCodeAt(index)) return false;
  }
  return true;
}

function begins(...signatures: readonly string[]): MediaType["matches"] {
  return (head) => signatures.some((signature) => bytesAt(head, 0, signature));
}

/** ISO base media files name their brand behind `ftyp` (ISO/IEC 14496-12 §4.3). */
function brand(...brands: readonly string[]): MediaType["matches"] {
  return (head) => bytesAt(head, 4, "ftyp") && brands.some((each) => bytesAt(head, 8, each));
}

const ZIP = begins("PK\x03\x04");
/** Microsoft's compound file: Word, Excel and WPS before 2007. */
const COMPOUND = begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");

/** Text of any encoding in use: no NUL and no control characters but tab and line ends; UTF-16 begins with its mark. */
function isText(head: Uint8Array): boolean {
  if (bytesAt(head, 0, "\xff\xfe") || bytesAt(head, 0, "\xfe\xff")) return true;
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}

/** What an office attaches as evidence. Programs, web pages and drawings with scripts are not among it. */
export const MEDIA_TYPES: readonly MediaType[] = [
  { mediaType: "image/jpeg", endings: ["jpg", "jpeg", "jfif"], matches: begins("\xff\xd8\xff") },
  { mediaType: "image/png", endings: ["png"], matches: begins("\x89PNG\r\n\x1a\n") },
  { mediaType: "image/gif", endings: ["gif"], matches: begins("GIF87a", "GIF89a") },
  { mediaType: "image/webp", endings: ["webp"], matches: (head) => begins("RIFF")(head) && bytesAt(head, 8, "WEBP") },
  { mediaType: "image/bmp", endings: ["bmp"], matches: begins("BM") },
  { mediaType: "image/tiff", endings: ["tif", "tiff"], matches: begins("II*\0", "MM\0*", "II+\0", "MM\0+") },
  {
    mediaType: "image/heic",
    endings: ["heic", "heif"],
    matches: brand("heic", "heix", "hevc", "mif1", "msf1", "heim"),
  },
  { mediaType: "image/avif", endings: ["avif"], matches: brand("avif") },
  { mediaType: "video/quicktime", endings: ["mov"], matches: brand("qt  ") },
  {
    mediaType: "audio/mp4",
    endings: ["m4a"],
    matches: brand("M4A ", "mp42", "isom", "dash"),
  },
  {
    mediaType: "video/mp4",
    endings: ["mp4", "m4v", "3gp"],
    matches: brand("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "3gp", "dash", "MSNV"),
  },
  {
    mediaType: "video/x-msvideo",
    endings: ["avi"],
    matches: (head) => begins("RIFF")(head) && bytesAt(head, 8, "AVI "),
  },
  { mediaType: "audio/wav", endings: ["wav"], matches: (head) => begins("RIFF")(head) && bytesAt(head, 8, "WAVE") },
  { mediaType: "audio/mpeg", endings: ["mp3"], matches: begins("ID3", "\xff\xfb", "\xff\xf3", "\xff\xf2") },
  { mediaType: "application/pdf", endings: ["pdf"], matches: begins("%PDF-") },
  {
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings: ["docx"],
    matches: ZIP,
    member: "word/",
  },
  {
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: ["xlsx"],
    matches: ZIP,
    member: "xl/",
  },
  {
    mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    endings: ["pptx"],
    matches: ZIP,
    member: "ppt/",
  },
  { mediaType: "application/ofd", endings: ["ofd"], matches: ZIP, member: "OFD.xml" },
  { mediaType: "application/vnd.google-earth.kmz", endings: ["kmz"], matches: ZIP },
  { mediaType: "application/zip", endings: ["zip"], matches: ZIP },
  { mediaType: "application/msword", endings: ["doc", "wps"], matches: COMPOUND },
  { mediaType: "application/vnd.ms-excel", endings: ["xls", "et"], matches: COMPOUND },
  { mediaType: "application/vnd.ms-powerpoint", endings: ["ppt", "dps"], matches: COMPOUND },
  { mediaType: "application/vnd.rar", endings: ["rar"], matches: begins("Rar!\x1a\x07") },
  { mediaType: "application/x-7z-compressed", endings: ["7z"], matches: begins("7z\xbc\xaf\x27\x1c") },
  { mediaType: "application/gzip", endings: ["gz", "tgz"], matches: begins("\x1f\x8b") },
  { mediaType: "application/geopackage+sqlite3", endings: ["gpkg"], matches: begins("SQLite format 3\0") },
  { mediaType: "image/vnd.dwg", endings: ["dwg"], matches: begins("AC10") },
  { mediaType: "image/vnd.dxf", endings: ["dxf"], matches: isText },
  { mediaType: "application/json", endings: ["json", "geojson"], matches: isText },
  { mediaType: "application/vnd.google-earth.kml+xml", endings: ["kml"], matches: isText },
  { mediaType: "application/xml", endings: ["xml", "gml", "gpx"], matches: isText },
  { mediaType: "text/csv", endings: ["csv"], matches: isText },
  { mediaType: "text/plain", endings: ["txt", "log", "md"], matches: isText },
];
