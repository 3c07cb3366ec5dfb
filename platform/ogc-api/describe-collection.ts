import type { RecordSet } from "#platform/record-sets";
import type { CollectionExtent } from "./collection-extent.query.ts";
import {
  GEOJSON_TYPE,
  HTML_TYPE,
  JSON_TYPE,
  type Link,
  REL_QUERYABLES,
  REL_VECTOR_TILES,
  SCHEMA_TYPE,
} from "./links.ts";
import { CRS84, REFERENCE_SYSTEMS, STORAGE_URI } from "./reference-systems.ts";

/** A collection as `/collections` lists it and `/collections/{id}` gives it. */
export function describeCollection(set: RecordSet, { bbox, days }: CollectionExtent, base: string) {
  const address = `${base}/collections/${set.id}`;
  const temporal =
    days === null
      ? {}
      : { temporal: { interval: [days.map((day) => (day === null ? null : `${day}T00:00:00+08:00`))] } };
  const spatial = bbox === null ? {} : { spatial: { bbox: [bbox], crs: CRS84.uri } };
  const hasExtent = bbox !== null || days !== null;
  return {
    id: set.id,
    title: set.titleZh,
    description: `${set.titleZh}（${set.titleEn}）。按账号的管辖范围给出。Within the area of the account.`,
    itemType: "feature",
    ...(hasExtent ? { extent: { ...spatial, ...temporal } } : {}),
    crs: REFERENCE_SYSTEMS.map(({ uri }) => uri),
    storageCrs: STORAGE_URI,
    links: linksOf(set, address),
  };
}

function linksOf({ geometry }: RecordSet, address: string): readonly Link[] {
  return [
    { href: address, rel: "self", type: JSON_TYPE, title: "数据集 This collection" },
    { href: `${address}?f=html`, rel: "alternate", type: HTML_TYPE, title: "网页 As a page" },
    { href: `${address}/items`, rel: "items", type: GEOJSON_TYPE, title: "要素 Features" },
    { href: `${address}/items?f=html`, rel: "items", type: HTML_TYPE, title: "要素（网页） Features as a page" },
    { href: `${address}/queryables`, rel: REL_QUERYABLES, type: SCHEMA_TYPE, title: "可用于筛选的属性 Queryables" },
    ...(geometry === null
      ? []
      : [{ href: `${address}/tiles`, rel: REL_VECTOR_TILES, type: JSON_TYPE, title: "矢量瓦片 Vector tiles" }]),
  ];
}
