export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
  readonly templated?: boolean;
}

export const JSON_TYPE = "application/json";
export const GEOJSON_TYPE = "application/geo+json";
export const HTML_TYPE = "text/html";
export const SCHEMA_TYPE = "application/schema+json";
export const TILE_TYPE = "application/vnd.mapbox-vector-tile";
export const OPENAPI_30_TYPE = "application/vnd.oai.openapi+json;version=3.0";
export const OPENAPI_31_TYPE = "application/vnd.oai.openapi+json;version=3.1";

export const REL_CONFORMANCE = "http://www.opengis.net/def/rel/ogc/1.0/conformance";
export const REL_DATA = "http://www.opengis.net/def/rel/ogc/1.0/data";
export const REL_QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
export const REL_VECTOR_TILES = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
export const REL_TILING_SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";
export const REL_TILING_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/** The links of a document to itself and to its other form. */
export function selfLinks(address: URL, mediaType: string): readonly Link[] {
  const page = new URL(address);
  page.searchParams.set("f", "html");
  return [
    { href: address.href, rel: "self", type: mediaType, title: "本文档 This document" },
    { href: page.href, rel: "alternate", type: HTML_TYPE, title: "网页 As a page" },
  ];
}
