import type { Geometry, Position } from "geojson";
import { SaxesParser } from "saxes";
import { chooseLayer, importError } from "../import-errors.ts";
import type { LayerName, RawLayer, ReadVectorOptions, VectorFeature } from "../vector-layer.ts";
import { fieldsOf } from "./read-geojson.ts";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

interface KmlLayer {
  readonly name: string;
  readonly features: VectorFeature[];
}

/**
 * KML 2.2 (OGC 07-147r2): each folder with placemarks is a layer. Our own reader, because GDAL's (without libkml) leaves out
 * ExtendedData, where the attributes are.
 * @throws TerraceError `kml-damaged`, `layer-unknown`, `layer-not-chosen`, `layer-missing`
 */
export function readKml(path: string, name: string, bytes: Uint8Array, options: ReadVectorOptions): RawLayer {
  const layer = chooseLayer(path, layersOf(path, name, bytes), options.layer);
  return {
    name: layer.name,
    statedCrs: "EPSG:4326",
    encoding: undefined,
    fields: fieldsOf(layer.features),
    features: layer.features,
    notes: [],
  };
}

/** @throws TerraceError `kml-damaged` */
export function listKml(path: string, name: string, bytes: Uint8Array): LayerName[] {
  return layersOf(path, name, bytes).map((layer) => ({ name: layer.name, rowCount: layer.features.length }));
}

function layersOf(path: string, name: string, bytes: Uint8Array): KmlLayer[] {
  const layers: KmlLayer[] = [];
  collectLayers(parseXml(path, bytes), name, layers);
  return layers;
}

function parseXml(path: string, bytes: Uint8Array): Element {
  const root: Element = { tag: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  let firstError: Error | undefined;
  parser.on("error", (error) => {
    firstError ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { tag: localName(name), attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  const append = (text: string) => {
    open.at(-1)!.text += text;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(decodeXml(bytes)).close();
  if (firstError !== undefined || root.children[0] === undefined) {
    const reason = firstError?.message ?? "empty";
    throw importError(
      "kml-damaged",
      path,
      `不是完整的 KML（${reason}）。请重新导出。`,
      `it is not complete KML (${reason}). Export it again.`,
    );
  }
  return root;
}

/** XML states its encoding in its first line (XML 1.0, 4.3.3); the declaration itself is ASCII. */
function decodeXml(bytes: Uint8Array): string {
  const declaration = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const encoding = /^\s*(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(declaration)?.[1] ?? "utf-8";
  const label = /^(gbk|gb2312|gb18030)$/i.test(encoding) ? "gb18030" : "utf-8";
  return new TextDecoder(label).decode(bytes);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function collectLayers(element: Element, name: string, layers: KmlLayer[]): void {
  const features: VectorFeature[] = [];
  for (const child of element.children) {
    if (child.tag === "Placemark") features.push(featureOf(child));
    else if (["kml", "Document", "Folder"].includes(child.tag)) {
      collectLayers(child, textOf(child, "name") ?? name, layers);
    }
  }
  if (features.length === 0) return;
  const taken = layers.filter((layer) => layer.name === name || layer.name.startsWith(`${name} (`)).length;
  layers.push({ name: taken === 0 ? name : `${name} (${taken + 1})`, features });
}

function featureOf(placemark: Element): VectorFeature {
  const properties: Record<string, unknown> = {};
  for (const tag of ["name", "description"]) {
    const text = textOf(placemark, tag);
    if (text !== undefined) properties[tag] = text;
  }
  for (const data of placemark.children
    .filter(({ tag }) => tag === "ExtendedData")
    .flatMap(({ children }) => children)) {
    if (data.tag === "Data") properties[data.attributes.name ?? ""] = textOf(data, "value") ?? null;
    else if (data.tag === "SchemaData") {
      for (const simple of data.children) properties[simple.attributes.name ?? ""] = simple.text.trim();
    }
  }
  const geometries = placemark.children.map(geometryOf).filter((geometry) => geometry !== undefined);
  return { properties, geometry: geometries[0] ?? null };
}

function geometryOf(element: Element): Geometry | undefined {
  switch (element.tag) {
    case "Point":
      return { type: "Point", coordinates: coordinatesOf(element)[0] ?? [] };
    case "LineString":
      return { type: "LineString", coordinates: coordinatesOf(element) };
    case "LinearRing":
      return { type: "Polygon", coordinates: [coordinatesOf(element)] };
    case "Polygon": {
      const boundary = (tag: string) =>
        element.children
          .filter((child) => child.tag === tag)
          .flatMap(({ children }) => children.filter((child) => child.tag === "LinearRing"))
          .map(coordinatesOf);
      return { type: "Polygon", coordinates: [...boundary("outerBoundaryIs"), ...boundary("innerBoundaryIs")] };
    }
    case "MultiGeometry":
      return joined(element.children.map(geometryOf).filter((geometry) => geometry !== undefined));
    default:
      return undefined;
  }
}

/** Parts of one kind as its multi geometry, mixed ones as a collection. */
function joined(parts: readonly Geometry[]): Geometry {
  const polygons = parts.filter((part) => part.type === "Polygon");
  if (polygons.length === parts.length) {
    return { type: "MultiPolygon", coordinates: polygons.map(({ coordinates }) => coordinates) };
  }
  const lines = parts.filter((part) => part.type === "LineString");
  if (lines.length === parts.length) {
    return { type: "MultiLineString", coordinates: lines.map(({ coordinates }) => coordinates) };
  }
  return { type: "GeometryCollection", geometries: [...parts] };
}

/** Triples "longitude,latitude[,altitude]" between white space. */
function coordinatesOf(element: Element): Position[] {
  const text = element.children.find(({ tag }) => tag === "coordinates")?.text ?? "";
  return text
    .trim()
    .split(/\s+/)
    .map((tuple) => tuple.split(",").map(Number))
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
}

function textOf(element: Element, tag: string): string | undefined {
  return element.children.find((child) => child.tag === tag)?.text.trim();
}
