import type { Geometry } from "geojson";
import {
  type EncodingOption,
  type GeographicExtent,
  type GeometryKind,
  type ImportNote,
  placeAsDecided,
  proposeReferenceSystems,
  type ReferenceCandidate,
  reprojectFeatures,
  type VectorFeature,
} from "#platform/geodata-import";
import { extentOfGeometry } from "#platform/geopackage";
import type { EncodingCandidate, ImportDecisions, ImportPreview } from "./http-contract.ts";
import { type OpenedUpload, openUpload, type UnchosenUpload, type UploadedFile } from "./open-upload.ts";
import { outlineOf } from "./outline.ts";

/** What is known beside the file and the decisions. */
export interface ImportHints {
  readonly decisions: ImportDecisions;
  /** Kind of geometry that the target takes; null for a table without places. */
  readonly geometry: GeometryKind | null;
  /** Where data are expected: west, south, east, north. */
  readonly region: GeographicExtent | undefined;
}

/** A layer with its place, before its geometries are checked. */
export interface PlacedUpload extends OpenedUpload {
  readonly candidates: readonly ReferenceCandidate[];
  /** What is used: decided, or proposed; undefined where nothing is. */
  readonly system: ReferenceCandidate | undefined;
  readonly isSystemDecided: boolean;
  /** In the layer's own system, easting first; GCJ-02 as WGS 84. */
  readonly features: readonly VectorFeature[];
  readonly crs: string | undefined;
}

const SHOWN_ROWS = 20;
const SHOWN_CHARACTERS = 200;
const SAMPLES = 5;

/**
 * What a file is and what is to be decided about it: layers, the text in the encodings that come into question, reference
 * systems with reasons, an outline for the map. Pure but for reading the file.
 * @throws TerraceError where the file cannot be read at all
 */
export async function inspectImport(file: UploadedFile, hints: ImportHints): Promise<ImportPreview> {
  const opened = await openUpload(file, hints.decisions, hints.geometry === "polygon");
  return "raw" in opened ? previewOf(placeUpload(opened, hints)) : previewOfUnchosen(opened);
}

/** @throws TerraceError `crs-unsupported`, `crs-old-datum` for a decision that names such a system */
export function placeUpload(opened: OpenedUpload, { decisions, region }: ImportHints): PlacedUpload {
  const candidates = proposeReferenceSystems(opened.raw, region);
  const axes = decisions.axes ?? "east-north";
  const decided =
    decisions.crs === undefined
      ? undefined
      : (candidates.find((candidate) => candidate.crs === decisions.crs && candidate.axes === axes) ??
        (candidates.length === 0 ? undefined : asDecided(decisions.crs, axes)));
  const system = decided ?? candidates.find(({ isProposed }) => isProposed);
  const placed = system === undefined ? undefined : placeAsDecided(opened.raw, system.crs, system.axes);
  const isStatedRight = system?.isStated === true && system.reason.code === "crs-stated";
  return {
    ...opened,
    candidates,
    system,
    // What the file states and what fits the place needs no second word.
    isSystemDecided: decided !== undefined || candidates.length === 0 || isStatedRight,
    features: placed?.features ?? opened.raw.features,
    crs: placed?.crs,
  };
}

function asDecided(crs: string, axes: "east-north" | "north-east"): ReferenceCandidate {
  return {
    crs,
    axes,
    nameZh: crs,
    nameEn: crs,
    isStated: false,
    isProposed: false,
    isInsideRegion: false,
    extent: null,
    reason: { code: "crs-decided", zh: "由导入人指定", en: "named by the person who imports" },
  };
}

/** The preview of a layer. */
export function previewOf(placed: PlacedUpload): ImportPreview {
  const { raw, system } = placed;
  const geographic = placed.crs === undefined ? null : reprojectFeatures(placed.features, placed.crs, "EPSG:4490");
  const geometries = geographic?.map(({ geometry }) => flat(geometry)) ?? [];
  const outline = outlineOf(geometries);
  const kinds = new Set(raw.features.map(({ geometry }) => kindOf(geometry)).filter((kind) => kind !== undefined));
  return {
    format: placed.format,
    layers: placed.layers.map((layer) => ({ ...layer })),
    layer: raw.name,
    rowCount: raw.features.length,
    geometryKinds: [...kinds],
    fields: raw.fields.map(({ name, type }) => ({ name, type, samples: samplesOf(raw.features, name) })),
    rows: raw.features
      .slice(0, SHOWN_ROWS)
      .map(({ properties }) => raw.fields.map(({ name }) => shown(properties[name]))),
    encodings: raw.text === undefined ? [] : encodingsOf(raw.text, raw.encoding),
    encoding: raw.encoding ?? null,
    crsCandidates: placed.candidates.map(plainCandidate),
    crs: system?.crs ?? null,
    axes: system?.axes ?? "east-north",
    coordinateFields: placed.coordinateFields ?? null,
    outline: outline?.collection ?? null,
    outlineOmitted: outline?.omitted ?? 0,
    extent: extentOf(geometries),
    notes: raw.notes.map((note) => ({ ...note })),
    obstacle: obstacleOf(placed),
  };
}

function obstacleOf({ raw, system, candidates }: PlacedUpload): ImportNote | null {
  if (candidates.length === 0 || system !== undefined) return null;
  if (raw.crsProblem !== undefined) return { ...raw.crsProblem };
  return {
    code: "crs-missing",
    zh: "没有注明坐标系，坐标数值也看不出是哪一个。请向提供单位问清坐标系（如 CGCS2000 3 度带第几带）后选定。",
    en: "the coordinate system is not stated and cannot be told from the numbers. Ask the sender for it, then choose it.",
  };
}

/** The preview of a file of which no layer is chosen yet. */
export function previewOfUnchosen({ format, layers, notes }: UnchosenUpload): ImportPreview {
  const names = layers.map(({ name }) => name);
  return {
    format,
    layers: layers.map((layer) => ({ ...layer })),
    layer: null,
    rowCount: 0,
    geometryKinds: [],
    fields: [],
    rows: [],
    encodings: [],
    encoding: null,
    crsCandidates: [],
    crs: null,
    axes: "east-north",
    coordinateFields: null,
    outline: null,
    outlineOmitted: 0,
    extent: null,
    notes: notes.map((note) => ({ ...note })),
    obstacle: {
      code: "layer-not-chosen",
      zh: `文件中有 ${names.length} 个图层：${names.join("、")}。请选择要导入的一个。`,
      en: `the file holds ${names.length} layers: ${names.join(", ")}. Choose the one to import.`,
    },
  };
}

const ENCODING_NAMES: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  gb18030: "GBK / GB18030",
  gbk: "GBK",
  big5: "Big5（繁体）",
  "windows-1251": "Windows-1251（西里尔文）",
};

function encodingsOf(
  text: NonNullable<OpenedUpload["raw"]["text"]>,
  chosenLabel: string | undefined,
): EncodingCandidate[] {
  return text.options.map((option) => ({
    encoding: option.label,
    label: ENCODING_NAMES[option.label] ?? option.label.toUpperCase(),
    isReadable: option.isReadable,
    isProposed: option.label === chosenLabel,
    reason: reasonFor(option),
    ...copied(text.readAs(option.label)),
  }));
}

function copied({
  fields,
  rows,
}: {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return { fields: [...fields], rows: rows.map((row) => row.map(shown)) };
}

function reasonFor({ isReadable, isMarked, likeness }: EncodingOption): ImportNote {
  if (isMarked) {
    return isReadable
      ? { code: "encoding-marked", zh: "文件中注明", en: "stated by the file" }
      : {
          code: "encoding-mark-wrong",
          zh: "文件中注明，但有文字不符",
          en: "stated by the file, but some text is not in it",
        };
  }
  if (!isReadable) return { code: "encoding-unfit", zh: "有文字不符", en: "some text is not in it" };
  return likeness >= 0.5
    ? { code: "encoding-likely", zh: "文字像是这种编码", en: "the text looks like it" }
    : { code: "encoding-possible", zh: "能读，但文字少见", en: "readable, but the text would be unusual" };
}

function plainCandidate(candidate: ReferenceCandidate): ImportPreview["crsCandidates"][number] {
  return {
    ...candidate,
    reason: { ...candidate.reason },
    extent: candidate.extent === null ? null : [...candidate.extent],
  };
}

function samplesOf(features: readonly VectorFeature[], field: string): string[] {
  const samples = new Set<string>();
  for (const { properties } of features) {
    const text = shown(properties[field]);
    if (text !== "") samples.add(text);
    if (samples.size >= SAMPLES) break;
  }
  return [...samples];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function kindOf(geometry: Geometry | null): GeometryKind | undefined {
  if (geometry === null) return undefined;
  if (geometry.type.endsWith("Polygon")) return "polygon";
  if (geometry.type.endsWith("LineString")) return "line";
  return geometry.type.endsWith("Point") ? "point" : undefined;
}

/** Geometries as they are, without their heights; empty ones have no place. */
function flat(geometry: Geometry | null): Geometry | null {
  if (geometry === null) return null;
  return extentOfGeometry(geometry) === undefined ? null : geometry;
}

function extentOf(geometries: readonly (Geometry | null)[]): ImportPreview["extent"] {
  let whole: [number, number, number, number] | null = null;
  for (const geometry of geometries) {
    const extent = geometry === null ? undefined : extentOfGeometry(geometry);
    if (extent === undefined) continue;
    const { minX, minY, maxX, maxY } = extent;
    whole =
      whole === null
        ? [minX, minY, maxX, maxY]
        : [Math.min(whole[0], minX), Math.min(whole[1], minY), Math.max(whole[2], maxX), Math.max(whole[3], maxY)];
  }
  return whole;
}
