import { z } from "zod";
import type { Session, Transaction } from "#platform/database";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { aggregateRecords, type RecordSet } from "#platform/record-sets";
import { answer } from "./answers.ts";
import { parseBoundingBox } from "./bounding-box.ts";
import { ITEM_PARAMETERS, propertyFilter } from "./collections.ts";
import { parseDateTime } from "./date-time.ts";
import { GREATEST_LIMIT, STANDARD_LIMIT } from "./definition.ts";
import { describeCollection } from "./describe-collection.ts";
import { HOME } from "./description-routes.ts";
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, type Link, SCHEMA_TYPE, selfLinks } from "./links.ts";
import type { OgcContext } from "./ogc-context.ts";
import { featureUnknown } from "./ogc-errors.ts";
import { collectionPage, collectionsPage, featurePage, itemsPage, schemaPage } from "./pages.ts";
import { queryables } from "./property-schemas.ts";
import { type FeatureSelection, readFeature, readFeatures, selectionOf } from "./read-features.query.ts";
import { REFERENCE_SYSTEMS, referenceSystemOf } from "./reference-systems.ts";
import { formatOf, type Parameters, readId, readInteger, readParameters } from "./request-parameters.ts";

const collectionPlace = z.object({ collectionId: z.string().max(100) });
const featurePlace = collectionPlace.extend({ featureId: z.string().max(100) });

/** The breadcrumbs of a collection's pages. */
export function pathOf(base: string, set?: RecordSet) {
  const outer = [
    { href: base, title: HOME },
    { href: `${base}/collections?f=html`, title: "数据集" },
  ];
  return set === undefined ? outer : [...outer, { href: `${base}/collections/${set.id}?f=html`, title: set.titleZh }];
}

/** Collections and their features: OGC 17-069r4, and 18-058r1 for coordinate reference systems. */
export function featureRoutes(context: OgcContext): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/collections",
      access: signedIn(),
      summary: { zh: "已发布的数据集", en: "The published collections" },
      response: "raw",
      handle: async ({ request, session, transaction }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const base = context.baseOf(request);
        const sets = context.collections.visibleTo(session);
        const collections = await transaction(async (tx) => {
          const described = [];
          // One connection answers one query after the other.
          for (const set of sets)
            described.push(describeCollection(set, await context.extentOf(tx, session, set), base));
          return described;
        });
        const links = selfLinks(context.addressOf(request), JSON_TYPE);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: "数据集",
          path: pathOf(base),
          page: () => collectionsPage(sets, base),
          data: { links, collections, crs: REFERENCE_SYSTEMS.map(({ uri }) => uri) },
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}",
      access: signedIn(),
      summary: { zh: "一个数据集的描述", en: "A collection" },
      params: collectionPlace,
      response: "raw",
      handle: async ({ request, session, params, transaction }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const set = context.collections.open(session, params.collectionId);
        const base = context.baseOf(request);
        const extent = await transaction((tx) => context.extentOf(tx, session, set));
        const data = describeCollection(set, extent, base);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: set.titleZh,
          path: pathOf(base, set),
          page: () => collectionPage(set, extent, data.links),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/queryables",
      access: signedIn(),
      summary: { zh: "可用于筛选的属性", en: "The properties by which items are asked for" },
      params: collectionPlace,
      response: "raw",
      handle: async ({ request, session, params }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const set = context.collections.open(session, params.collectionId);
        const base = context.baseOf(request);
        const data = queryables(set, context.choicesOf, `${base}/collections/${set.id}/queryables`);
        const title = `${set.titleZh}：可用于筛选的属性`;
        return answer(request, format, {
          mediaType: SCHEMA_TYPE,
          title,
          path: pathOf(base, set),
          page: () => schemaPage(data),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/items",
      access: signedIn(),
      summary: { zh: "要素", en: "Features" },
      params: collectionPlace,
      response: "raw",
      handle: async ({ request, session, params, transaction }) => {
        const set = context.collections.open(session, params.collectionId);
        const parameters = readParameters(request, [...ITEM_PARAMETERS, ...set.fields.map(({ name }) => name)]);
        const format = formatOf(request, parameters);
        const system = referenceSystemOf("crs", parameters.get("crs"));
        const asked = selectionAsked(set, parameters);
        const limit = Math.min(readInteger(parameters, "limit", STANDARD_LIMIT, 1), GREATEST_LIMIT);
        const offset = readInteger(parameters, "offset", 0, 0);
        const after = readId(parameters, "after");
        const { page, matched } = await transaction(async (tx) => {
          const selection = await selectionOf(tx, session, set, asked, limit + offset);
          return {
            matched: await countOf(context, tx, session, set, asked),
            page: await readFeatures(tx, set, selection, { after, offset, limit }, system),
          };
        });
        const base = context.baseOf(request);
        const address = context.addressOf(request);
        const next = page.next === null ? null : nextOf(address, page.next);
        const links: Link[] = [
          ...selfLinks(address, GEOJSON_TYPE),
          ...(next === null ? [] : [{ href: next, rel: "next", type: GEOJSON_TYPE, title: "下一页 Next page" }]),
          { href: `${base}/collections/${set.id}`, rel: "collection", type: JSON_TYPE, title: set.titleZh },
        ];
        const features = page.features.map(({ json }) => `${json}}`).join(",\n");
        return answer(request, format, {
          mediaType: GEOJSON_TYPE,
          title: `${set.titleZh}：要素`,
          path: pathOf(base, set),
          page: () => itemsPage(set, page.features, { matched, next, base }, context.choicesOf),
          data: `{"type":"FeatureCollection","numberMatched":${matched},"numberReturned":${page.features.length},"links":${JSON.stringify(links)},"features":[${features}]}`,
          headers: contentCrs(system.uri),
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/items/{featureId}",
      access: signedIn(),
      summary: { zh: "一个要素", en: "One feature" },
      params: featurePlace,
      response: "raw",
      handle: async ({ request, session, params, transaction }) => {
        const set = context.collections.open(session, params.collectionId);
        const parameters = readParameters(request, ["f", "crs"]);
        const format = formatOf(request, parameters);
        const system = referenceSystemOf("crs", parameters.get("crs"));
        const isId = z.uuid().safeParse(params.featureId).success;
        const feature = isId ? await transaction((tx) => readFeature(tx, set, params.featureId, system)) : null;
        if (feature === null) throw featureUnknown(set.id, params.featureId);
        const base = context.baseOf(request);
        const links: Link[] = [
          ...selfLinks(context.addressOf(request), GEOJSON_TYPE),
          { href: `${base}/collections/${set.id}`, rel: "collection", type: JSON_TYPE, title: set.titleZh },
          { href: `${base}/collections/${set.id}?f=html`, rel: "collection", type: HTML_TYPE, title: set.titleZh },
        ];
        const title = feature.properties[set.titleField] ?? feature.properties[set.codeField] ?? feature.id;
        return answer(request, format, {
          mediaType: GEOJSON_TYPE,
          title: String(title),
          path: pathOf(base, set),
          page: () => featurePage(set, feature, context.choicesOf),
          data: `${feature.json},"links":${JSON.stringify(links)}}`,
          headers: contentCrs(system.uri),
        });
      },
    }),
  ];
}

function selectionAsked(set: RecordSet, parameters: Parameters): FeatureSelection {
  const box = parameters.get("bbox");
  const days = parameters.get("datetime");
  const boxSystem = referenceSystemOf("bbox-crs", parameters.get("bbox-crs"));
  return {
    filter: propertyFilter(set, parameters),
    box: box === undefined ? null : parseBoundingBox(box, boxSystem),
    days: days === undefined ? null : parseDateTime(days),
  };
}

/** Counted once for all the pages of a selection, as long as nothing changes. */
async function countOf(
  { cache }: OgcContext,
  tx: Transaction,
  session: Session,
  set: RecordSet,
  asked: FeatureSelection,
): Promise<number> {
  const snapshot = await cache.snapshot(tx, session, { relation: set.relation, shown: [set.id, asked] });
  return cache.kept(
    snapshot,
    "count",
    () => 8,
    async () => (await aggregateRecords(tx, set, await selectionOf(tx, session, set, asked, null), [])).count,
  );
}

/** The same question from the last feature on. */
function nextOf(address: URL, after: string): string {
  const next = new URL(address);
  next.searchParams.delete("offset");
  next.searchParams.set("after", after);
  return next.href;
}

function contentCrs(uri: string): Readonly<Record<string, string>> {
  return { "Content-Crs": `<${uri}>` };
}
