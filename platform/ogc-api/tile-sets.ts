import type { RecordSet } from "#platform/record-sets";
import { HTML_TYPE, JSON_TYPE, type Link, REL_TILING_SCHEME, TILE_TYPE } from "./links.ts";
import { type ChoicesOf, querySchema } from "./property-schemas.ts";

/** The one scheme: https://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad (OGC 17-083r4, annex D.1). */
export const WEB_MERCATOR_QUAD = "WebMercatorQuad";
const WEB_MERCATOR_QUAD_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857";
const HALF_EQUATOR_METRES = 20_037_508.342_789_2;
const TILE_PIXELS = 256;
const STANDARD_PIXEL_METRES = 0.000_28;
const MATRICES = 25;
/** The greatest zoom that tiles are made for. */
const GREATEST_ZOOM = 22;

function matrix(zoom: number) {
  const cellSize = (2 * HALF_EQUATOR_METRES) / TILE_PIXELS / 2 ** zoom;
  return {
    id: String(zoom),
    scaleDenominator: cellSize / STANDARD_PIXEL_METRES,
    cellSize,
    cornerOfOrigin: "topLeft",
    pointOfOrigin: [-HALF_EQUATOR_METRES, HALF_EQUATOR_METRES],
    tileWidth: TILE_PIXELS,
    tileHeight: TILE_PIXELS,
    matrixWidth: 2 ** zoom,
    matrixHeight: 2 ** zoom,
  };
}

export function webMercatorQuad() {
  return {
    id: WEB_MERCATOR_QUAD,
    title: "Google Maps Compatible for the World",
    uri: WEB_MERCATOR_QUAD_URI,
    crs: WEB_MERCATOR,
    orderedAxes: ["X", "Y"],
    wellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    tileMatrices: Array.from({ length: MATRICES }, (_, zoom) => matrix(zoom)),
  };
}

export function tileMatrixSetList(base: string) {
  const address = `${base}/tileMatrixSets/${WEB_MERCATOR_QUAD}`;
  return {
    tileMatrixSets: [
      {
        id: WEB_MERCATOR_QUAD,
        title: "WebMercatorQuad",
        uri: WEB_MERCATOR_QUAD_URI,
        crs: WEB_MERCATOR,
        links: [{ href: address, rel: "self", type: JSON_TYPE, title: "瓦片方案 Tile matrix set" }],
      },
    ],
  };
}

function tileSetLinks(set: RecordSet, base: string): readonly Link[] {
  const address = `${base}/collections/${set.id}/tiles/${WEB_MERCATOR_QUAD}`;
  return [
    { href: address, rel: "self", type: JSON_TYPE, title: "瓦片集 Tileset" },
    { href: `${address}?f=html`, rel: "alternate", type: HTML_TYPE, title: "网页 As a page" },
    {
      href: `${base}/tileMatrixSets/${WEB_MERCATOR_QUAD}`,
      rel: REL_TILING_SCHEME,
      type: JSON_TYPE,
      title: "瓦片方案 Tile matrix set",
    },
    {
      href: `${address}/{tileMatrix}/{tileRow}/{tileCol}`,
      rel: "item",
      type: TILE_TYPE,
      title: "瓦片（MVT） Tiles as Mapbox vector tiles",
      templated: true,
    },
  ];
}

export function tileSetList(set: RecordSet, base: string) {
  const { title, dataType, crs, tileMatrixSetURI, links } = tileSet(set, base, () => []);
  return {
    tilesets: [{ title, dataType, crs, tileMatrixSetURI, links }],
    links: [
      { href: `${base}/collections/${set.id}/tiles`, rel: "self", type: JSON_TYPE, title: "瓦片集列表 Tilesets" },
    ],
  };
}

export function tileSet(set: RecordSet, base: string, choicesOf: ChoicesOf) {
  const named = [
    ["code", set.codeField],
    ["title", set.titleField],
    ["state", set.stateField],
  ] as const;
  const codes = set.fields.filter(({ kind }) => kind === "choice" || kind === "boolean");
  const properties = [
    ...named.flatMap(([name, field]) =>
      set.fields.filter((one) => one.name === field).map((one) => [name, one] as const),
    ),
    ...codes.map((field) => [field.name, field] as const),
  ];
  return {
    title: set.titleZh,
    description:
      "11 级起（小数据集各级）每个要素是一条记录；更小的比例尺是聚合点，带 count、areaKm2、divisionCode。" +
      "Records from zoom 11 on, of small collections always; clusters with counts on smaller scales.",
    dataType: "vector",
    crs: WEB_MERCATOR,
    tileMatrixSetURI: WEB_MERCATOR_QUAD_URI,
    tileMatrixSetLimits: Array.from({ length: GREATEST_ZOOM + 1 }, (_, zoom) => ({
      tileMatrix: String(zoom),
      minTileRow: 0,
      maxTileRow: 2 ** zoom - 1,
      minTileCol: 0,
      maxTileCol: 2 ** zoom - 1,
    })),
    layers: [
      {
        id: set.id,
        title: set.titleZh,
        dataType: "vector",
        geometryDimension: { point: 0, line: 1, polygon: 2 }[set.geometry ?? "point"],
        propertiesSchema: {
          type: "object",
          properties: {
            id: { type: "string", format: "uuid" },
            ...Object.fromEntries(properties.map(([name, field]) => [name, querySchema(field, choicesOf)])),
          },
        },
      },
    ],
    links: tileSetLinks(set, base),
  };
}
