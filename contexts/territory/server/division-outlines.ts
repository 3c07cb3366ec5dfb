import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "#platform/database";
import { defineRoute, type Route, signedIn } from "#platform/http-api";

/** Degrees: a hundred metres, less than half a pixel of a map of the city that fills a screen of 3840 pixels. */
const TOLERANCE = 0.001;
/** Decimals of a degree: ten metres. */
const DECIMALS = 4;

const outline = z.array(z.array(z.array(z.tuple([z.number(), z.number()]))));
const divisionOutline = z.object({
  code: z.string(),
  nameZh: z.string(),
  shortNameZh: z.string(),
  nameEn: z.string(),
  /** Coordinates of a GeoJSON MultiPolygon in EPSG:4490, generalised; null of a unit whose outline is not known. */
  outline: outline.nullable(),
  /** Where a name has most room: the middle of the largest circle inside, and its radius in degrees. */
  label: z.object({ longitude: z.number(), latitude: z.number(), radius: z.number() }).nullable(),
});

/** The reporting units as small drawings, for a choropleth: all of them for everybody, as their policy has it. */
export function divisionOutlineRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/division-outlines",
      access: signedIn(),
      summary: { zh: "现行报送单元的概略边界", en: "Generalised outlines of the reporting units that are in force" },
      response: z.object({ divisions: z.array(divisionOutline) }),
      handle: ({ transaction }) => transaction(async (tx) => ({ divisions: await readOutlines(tx) })),
    }),
  ];
}

async function readOutlines(transaction: Transaction): Promise<z.output<typeof divisionOutline>[]> {
  const { rows } = await sql<z.output<typeof divisionOutline>>`
    with unit as (
      select *, ST_Multi(ST_SimplifyPreserveTopology(geometry, ${TOLERANCE}::double precision)) as outline
      from territory.division where valid_to is null
    )
    select code, name_zh as "nameZh", short_name_zh as "shortNameZh", name_en as "nameEn",
      ST_AsGeoJSON(outline, ${DECIMALS}::integer)::jsonb -> 'coordinates' as outline,
      case when outline is not null then
        jsonb_build_object('longitude', ST_X(circle.center), 'latitude', ST_Y(circle.center), 'radius', circle.radius)
      end as label
    from unit left join lateral ST_MaximumInscribedCircle(outline) as circle on outline is not null
    order by position`.execute(transaction);
  return rows;
}
