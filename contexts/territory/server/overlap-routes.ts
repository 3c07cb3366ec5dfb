import { z } from "zod";
import { defineRoute, type ProblemStatuses, type Route, signedIn } from "#platform/http-api";
import type { RecordSets } from "#platform/record-sets";
import { findOverlaps } from "./find-overlaps.query.ts";

export const overlapProblemStatuses: ProblemStatuses = { "drawn-shape-invalid": 422, "overlaps-too-many": 422 };

const MOST_POINTS = 20_000;
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const line = z.array(position).min(2).max(MOST_POINTS);
const ring = z.array(position).min(4).max(MOST_POINTS);
const shape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Point"), coordinates: position }),
  z.object({ type: z.literal("LineString"), coordinates: line }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1).max(1000) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1).max(1000) }),
]);
const extension = { areaM2: z.number(), lengthM: z.number() };

/** Which zones, red lines and other records a boundary overlaps, and by how much: asked with a body, for a boundary may be long. */
export function overlapRoutes(sets: RecordSets): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/overlaps",
      access: signedIn(),
      summary: { zh: "画定范围与各类台账的重叠面积", en: "What of some record sets lies under a drawn shape" },
      body: z.object({ geometry: shape, sets: z.array(z.string().max(100)).min(1).max(30) }),
      response: z.object({
        drawn: z.object(extension),
        sets: z.array(
          z.object({
            ...extension,
            set: z.string(),
            count: z.number(),
            records: z.array(
              z.object({
                ...extension,
                id: z.string(),
                code: z.string().nullable(),
                title: z.string().nullable(),
                shareOfRecord: z.number().nullable(),
              }),
            ),
          }),
        ),
      }),
      handle: async ({ session, body, transaction }) => {
        const asked = [...new Set(body.sets)].map((id) => sets.open(session, id));
        const located = asked.filter(({ geometry }) => geometry !== null);
        const { drawn, sets: found } = await transaction((tx) => findOverlaps(tx, body.geometry, located));
        return { drawn, sets: found.map((one) => ({ ...one, records: [...one.records] })) };
      },
    }),
  ];
}
