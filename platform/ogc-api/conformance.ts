/** What is fulfilled, by the addresses of the conformance classes. */
export const CONFORMS_TO: readonly string[] = [
  ...["core", "geojson", "html", "oas30"].map(
    (name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`,
  ),
  "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
  ...["queryables", "queryables-query-parameters"].map(
    (name) => `http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/${name}`,
  ),
  ...["core", "landing-page", "json", "html", "oas30"].map(
    (name) => `http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/${name}`,
  ),
  "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
  ...["core", "tileset", "tilesets-list", "geodata-tilesets", "mvt"].map(
    (name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`,
  ),
  ...["tilematrixset", "json-tilematrixset"].map((name) => `http://www.opengis.net/spec/tms/2.0/conf/${name}`),
];
