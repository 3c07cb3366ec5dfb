import { z } from "zod";
import { defineRoute, type ProblemStatuses, type Route, signedIn } from "#platform/http-api";
import type { BaseMap } from "./base-map.ts";

export const baseMapProblemStatuses: ProblemStatuses = {
  "base-map-layer-unknown": 404,
  "base-map-key-refused": 502,
  "base-map-unreachable": 504,
};

const index = z.coerce.number().int();
const WEEK_SECONDS = 604_800;

/** The layers of the base map and their tiles; none where the server has no key, and then the console draws its own ground. */
export function baseMapRoutes(baseMap: BaseMap): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/base-map",
      access: signedIn(),
      summary: { zh: "可用的底图（天地图）；未设置密钥时为空", en: "The layers of the base map; none without a key" },
      response: z.object({
        layers: z.array(
          z.object({
            id: z.string(),
            nameZh: z.string(),
            nameEn: z.string(),
            minZoom: z.number(),
            maxZoom: z.number(),
          }),
        ),
      }),
      handle: async () => ({
        layers: baseMap.layers.map(({ id, nameZh, nameEn, minZoom, maxZoom }) => ({
          id,
          nameZh,
          nameEn,
          minZoom,
          maxZoom,
        })),
      }),
    }),
    defineRoute({
      method: "get",
      path: "/base-map/{layer}/{z}/{x}/{y}",
      access: signedIn(),
      summary: { zh: "底图瓦片，256 像素，Web 墨卡托", en: "A tile of the base map, 256 px, web mercator" },
      params: z.object({ layer: z.string().max(50), z: index, x: index, y: index }),
      response: "raw",
      handle: async ({ params }) => {
        const tile = await baseMap.tile(params.layer, params.z, params.x, params.y);
        // The same for whoever is signed in, but not for a cache that others share.
        const headers = { "Cache-Control": `private, max-age=${WEEK_SECONDS}` };
        if (tile === undefined) return new Response(null, { status: 204, headers });
        return new Response(tile.bytes, { headers: { ...headers, "Content-Type": tile.contentType } });
      },
    }),
  ];
}
