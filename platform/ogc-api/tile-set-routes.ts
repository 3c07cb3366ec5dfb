import { z } from "zod";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { type RecordSet, tileAnswer, tileLayerOf } from "#platform/record-sets";
import { answer } from "./answers.ts";
import { HOME } from "./description-routes.ts";
import { pathOf } from "./feature-routes.ts";
import { JSON_TYPE } from "./links.ts";
import type { OgcContext } from "./ogc-context.ts";
import { collectionUnknown, tileMatrixSetUnknown } from "./ogc-errors.ts";
import { linkList, schemaPage } from "./pages.ts";
import { formatOf, readParameters } from "./request-parameters.ts";
import { tileMatrixSetList, tileSet, tileSetList, WEB_MERCATOR_QUAD, webMercatorQuad } from "./tile-sets.ts";

const whole = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31);
const tileSetsPlace = z.object({ collectionId: z.string().max(100) });
const matrixSetPlace = z.object({ tileMatrixSetId: z.string().max(100) });
const tileSetPlace = tileSetsPlace.extend(matrixSetPlace.shape);
const tilePlace = tileSetPlace.extend({ tileMatrix: whole, tileRow: whole, tileCol: whole });

/** Vector tiles of the collections, the same as the map's: OGC 20-057. */
export function tileSetRoutes(context: OgcContext): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/tileMatrixSets",
      access: signedIn(),
      summary: { zh: "瓦片方案", en: "The tile matrix sets" },
      response: "raw",
      handle: async ({ request }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const base = context.baseOf(request);
        const data = tileMatrixSetList(base);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: "瓦片方案",
          path: [
            { href: base, title: HOME },
            { href: `${base}/tileMatrixSets?f=html`, title: "瓦片方案" },
          ],
          page: () => linkList(data.tileMatrixSets.flatMap(({ links }) => links)),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/tileMatrixSets/{tileMatrixSetId}",
      access: signedIn(),
      summary: { zh: "一个瓦片方案的定义", en: "A tile matrix set" },
      params: matrixSetPlace,
      response: "raw",
      handle: async ({ request, params }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        refuseOtherMatrixSet(params.tileMatrixSetId);
        const base = context.baseOf(request);
        const data = webMercatorQuad();
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: WEB_MERCATOR_QUAD,
          path: [
            { href: base, title: HOME },
            { href: `${base}/tileMatrixSets?f=html`, title: "瓦片方案" },
          ],
          page: () => schemaPage(data),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/tiles",
      access: signedIn(),
      summary: { zh: "一个数据集的瓦片集", en: "The tilesets of a collection" },
      params: tileSetsPlace,
      response: "raw",
      handle: async ({ request, session, params }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const set = withGeometry(context.collections.open(session, params.collectionId));
        const base = context.baseOf(request);
        const data = tileSetList(set, base);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: `${set.titleZh}：瓦片`,
          path: pathOf(base, set),
          page: () => linkList(data.tilesets.flatMap(({ links }) => links)),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/tiles/{tileMatrixSetId}",
      access: signedIn(),
      summary: { zh: "瓦片集的描述", en: "A tileset" },
      params: tileSetPlace,
      response: "raw",
      handle: async ({ request, session, params }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const set = withGeometry(context.collections.open(session, params.collectionId));
        refuseOtherMatrixSet(params.tileMatrixSetId);
        const base = context.baseOf(request);
        const data = tileSet(set, base, context.choicesOf);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: `${set.titleZh}：${WEB_MERCATOR_QUAD}`,
          path: pathOf(base, set),
          page: () => linkList(data.links),
          data,
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
      access: signedIn(),
      summary: { zh: "矢量瓦片", en: "A vector tile" },
      params: tilePlace,
      response: "raw",
      handle: async ({ request, session, params, transaction }) => {
        readParameters(request, []);
        const { collectionId, tileMatrixSetId, tileMatrix, tileRow, tileCol } = params;
        const set = withGeometry(context.collections.open(session, collectionId));
        refuseOtherMatrixSet(tileMatrixSetId);
        const layer = tileLayerOf(set, { filter: {} });
        const tile = { z: tileMatrix, x: tileCol, y: tileRow, request };
        return transaction((tx) => tileAnswer(tx, session, context.tiles, layer, tile));
      },
    }),
  ];
}

function refuseOtherMatrixSet(id: string): void {
  if (id !== WEB_MERCATOR_QUAD) throw tileMatrixSetUnknown(id);
}

/** A set without places has no tiles, and no address of any. */
function withGeometry(set: RecordSet): RecordSet {
  if (set.geometry === null) throw collectionUnknown(`${set.id}/tiles`);
  return set;
}
