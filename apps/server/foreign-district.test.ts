import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import { type Database, migrate, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes, type Route } from "#platform/http-api";
import { migrations } from "./migrations.ts";
import { createPlatform, type Platform } from "./platform.ts";
import { roles } from "./roles.ts";

/** In every text of what belongs to the other district and its people; in nothing that others may see. */
const MARK = "莱阳内部标记";
const ID = {
  stranger: "00000000-0000-4000-8000-0000000000a1",
  owner: "00000000-0000-4000-8000-0000000000b1",
  record: "00000000-0000-4000-8000-0000000000c1",
  attachment: "00000000-0000-4000-8000-0000000000d1",
  job: "00000000-0000-4000-8000-0000000000e1",
  notice: "00000000-0000-4000-8000-0000000000f1",
  key: "00000000-0000-4000-8000-0000000000f2",
  import: "00000000-0000-4000-8000-0000000000f3",
  filter: "00000000-0000-4000-8000-0000000000f4",
};
/** Of the plan, which every department knows; its shares are the districts' own. */
const TARGET = "clean-watersheds-2027";

/**
 * Values for every name that a path has. A new route with a name that is not here fails the test: add what of the other district its
 * path could name.
 */
const PATH_VALUES: Readonly<Record<string, readonly string[]>> = {
  set: [
    "watersheds",
    "enclosures",
    "vegetation-facilities",
    "screening-patches",
    "progress-reports",
    "owed-reports",
    "target-shares",
    "divisions",
  ],
  recordSet: ["enclosures", "pattern-elements"],
  recordId: [ID.record],
  id: [...Object.values(ID), TARGET],
  z: ["12", "5"],
  x: ["3423", "26"],
  y: ["1595.mvt", "12.mvt", "12.png"],
  period: ["2026-Q3"],
  name: ["x.xlsx"],
  layer: ["img", "intensity"],
  collectionId: ["watersheds", "enclosures", "divisions", "progress-reports"],
  featureId: [ID.record],
  tileMatrixSetId: ["WebMercatorQuad"],
  tileMatrix: ["12", "5"],
  tileRow: ["1595", "12"],
  tileCol: ["3423", "26"],
  runId: ["walk-draft"],
  role: ["district-inspector"],
};

/** One who asks for each role, none of them of 莱阳. */
function sessionOf(role: (typeof roles)[number]): Session {
  const scope = role.scopes?.find((one) => one !== "city") ?? "division";
  const permissions = role.permissions;
  return { ...NOBODY, userId: ID.stranger, userName: role.nameZh, scope, divisions: ["370686"], permissions };
}
const ASKERS: readonly (readonly [name: string, session: Session])[] = [
  ["nobody", NOBODY],
  // City roles hold the permissions to see everything; here they are given to somebody whose scope is another district.
  ...roles.filter(({ id }) => id !== "audit-administrator").map((role) => [role.id, sessionOf(role)] as const),
];

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let platform: Platform;
  let folder: string;
  let app: Hono;
  let session: Session = NOBODY;
  const bugs: unknown[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-walk-"));
    database = await open();
    await migrate(database, migrations);
    platform = await createPlatform({
      database,
      configuration: readConfiguration({}),
      dataFolder: folder,
      surveys: createSurveyLibrary([]),
      onError: (error) => bugs.push(error),
    });
    await fillOtherDistrict(database);
    app = new Hono();
    app.onError(createErrorHandler({ statuses: platform.problemStatuses, onBug: (error) => bugs.push(error) }));
    app.route("/api", mountRoutes({ routes: platform.routes, database, identify: async () => session }));
    app.route("/ogc", mountRoutes({ routes: platform.ogcRoutes, database, identify: async () => session }));
  });
  afterAll(async () => {
    await platform.stop();
    await platform.surveys.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const contentOfOtherDistrict = () =>
    database.execute(`select
      (select jsonb_agg(to_jsonb(e) order by id) from territory.enclosure e where division_code = '370682') as enclosures,
      (select jsonb_agg(to_jsonb(w) order by id) from territory.watershed w where division_code = '370682') as watersheds,
      (select jsonb_agg(to_jsonb(f) order by id) from territory.vegetation_facility f where division_code = '370682') as facilities,
      (select jsonb_agg(to_jsonb(s) order by id) from territory.screening_patch s where division_code = '370682') as patches,
      (select jsonb_agg(to_jsonb(v) order by id) from action_plan.target_value v) as shares,
      (select jsonb_agg(to_jsonb(c) order by id) from record_sets.comment c) as comments,
      (select jsonb_agg(to_jsonb(a) order by id) from attachments.attachment a) as attachments,
      (select jsonb_agg(to_jsonb(p) order by id) from access.person p) as people,
      (select jsonb_agg(to_jsonb(s) order by id) from erosion_assessment.survey s) as surveys,
      (select jsonb_agg(to_jsonb(j) order by id) from jobs.job j where created_by = '${ID.owner}') as jobs`);

  test("the mark is there for whom it belongs to: what follows can fail", async () => {
    session = {
      ...NOBODY,
      userId: ID.owner,
      scope: "division",
      divisions: ["370682"],
      permissions: ["territory.view"],
    };
    const list = await app.request("/api/record-sets/enclosures/records");
    expect(await list.text()).toContain(MARK);
    const tile = await app.request("/api/record-sets/enclosures/tiles/12/3423/1595.mvt");
    expect(Buffer.from(await tile.arrayBuffer()).includes(MARK)).toBe(true);
    const shares = await app.request(`/api/plan/targets/${TARGET}/shares`);
    expect(shares.status).toBe(403);
    session = { ...session, permissions: ["plan.view"] };
    expect(await (await app.request(`/api/plan/targets/${TARGET}/shares`)).text()).toContain(MARK);
    expect(await (await app.request("/api/record-sets/target-shares/records")).text()).toContain(MARK);
    session = { ...session, permissions: ["territory.view"] };
    const features = await app.request("/ogc/collections/enclosures/items?bbox=120.8,36.8,121,37");
    expect(await features.text()).toContain(MARK);
    const sameTile = await app.request("/ogc/collections/enclosures/tiles/WebMercatorQuad/12/1595/3423");
    expect(Buffer.from(await sameTile.arrayBuffer()).includes(MARK)).toBe(true);
  });

  test.each(ASKERS)(
    "%s sees, counts, exports and changes nothing of the other district by any route",
    async (_name, asker) => {
      session = asker;
      const before = await contentOfOtherDistrict();
      for (const { prefix, route } of walkedRoutes(platform)) {
        for (const path of pathsOf(route)) {
          const { answer, body } = await call(app, route, `${prefix}${path === "/" ? "" : path}`);
          const where = `${route.method} ${path} → ${answer.status}`;
          expect(body.includes(MARK), where).toBe(false);
          expect(answer.status, `${where} ${body.subarray(0, 500)}`).not.toBe(500);
          if (route.access.kind !== "everyone" && asker.userId === null) expect(answer.status, where).toBe(401);
          if (route.access.kind === "permission" && !asker.permissions.includes(route.access.permission)) {
            expect([401, 403], where).toContain(answer.status);
          }
        }
      }
      expect(await contentOfOtherDistrict()).toEqual(before);
      expect(bugs).toEqual([]);
    },
  );
});

function walkedRoutes({ routes, ogcRoutes }: Platform): readonly { readonly prefix: string; readonly route: Route }[] {
  return [
    ...routes.map((route) => ({ prefix: "/api", route })),
    ...ogcRoutes.map((route) => ({ prefix: "/ogc", route })),
  ];
}

/** Every way to fill a path with what the other district has. */
function pathsOf({ path }: Route): readonly string[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  return names.reduce<readonly string[]>(
    (paths, name) => {
      const values = PATH_VALUES[name];
      if (values === undefined) throw new Error(`${path}: give {${name}} a value in PATH_VALUES`);
      return paths.flatMap((filled) => values.map((value) => filled.replace(`{${name}}`, value)));
    },
    [path],
  );
}

/** Bodies that come as far as the rules: what a client of the other district would send. */
const BODY = {
  version: 1,
  values: { name: "改了", note: "改了" },
  text: "评论",
  format: "csv",
  transition: "accept",
  reason: "试",
  name: "x",
  password: "Terrace-Walk-2026",
  recordSet: "enclosures",
  recordId: ID.record,
  fileName: "x.txt",
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [120.6, 36.9],
        [120.8, 36.9],
        [120.8, 37.1],
        [120.6, 37.1],
        [120.6, 36.9],
      ],
    ],
  },
  sets: ["enclosures"],
  decidedOn: null,
  basis: "改了",
  shares: [{ division: "370682", year: 2027, value: 5, version: 1 }],
  isDisabled: true,
};

async function call(app: Hono, route: Route, address: string) {
  const hasBody = route.method !== "get" && route.method !== "head";
  const answer = await app.request(address, {
    method: route.method.toUpperCase(),
    headers: { "X-Terrace-Request": "1", "Content-Type": "application/json" },
    ...(hasBody ? { body: JSON.stringify(BODY) } : {}),
  });
  return { answer, body: Buffer.from(await answer.arrayBuffer()) };
}

async function fillOtherDistrict(database: Database): Promise<void> {
  await database.execute(`
    insert into access.organisation (code, name_zh, name_en, kind, division_code)
      values ('walk-laiyang', '莱阳单位', 'Laiyang', 'division', '370682'), ('walk-qixia', '栖霞单位', 'Qixia', 'division', '370686');
    insert into access.person (id, name, display_name, organisation_id, scope, divisions, roles)
      select '${ID.owner}', 'walk-owner', '${MARK}', id, 'division', '{370682}', '{district-inspector}' from access.organisation where code = 'walk-laiyang';
    insert into access.person (id, name, display_name, organisation_id, scope, divisions, roles)
      select '${ID.stranger}', 'walk-stranger', '外人', id, 'division', '{370686}', '{district-inspector}' from access.organisation where code = 'walk-qixia';
    insert into territory.enclosure (id, code, name, division_code, note, geometry)
      values ('${ID.record}', '${MARK}1', '${MARK}', '370682', '${MARK}',
        ST_SetSRID(ST_GeomFromText('MULTIPOLYGON(((120.85 36.85,121.0 36.85,121.0 37.0,120.85 37.0,120.85 36.85)))'), 4490));
    insert into territory.watershed (id, code, name, division_code, source, geometry)
      select id, code, name, division_code, '${MARK}', geometry from territory.enclosure;
    insert into territory.vegetation_facility (id, code, name, kind, division_code, note, geometry)
      select id, code, name, 'grass', division_code, '${MARK}', geometry from territory.enclosure;
    insert into territory.screening_patch (id, key, code, name, topic, class, division_code, survey_run_id, survey_year, survey_number,
        is_demonstration, cells, area_hm2, land_use, rules, has_unconfirmed, geometry)
      select id, code, code, name, 'steep-land', 'steep-cropland', division_code, 'walk', 2025, 1, false, 1, 1, '${MARK}', '${MARK}', false,
        geometry from territory.enclosure;
    insert into territory.screening_verdict (patch_id, division_code, actor_id, actor, from_state, to_state, reason)
      values ('${ID.record}', '370682', '${ID.owner}', '${MARK}', 'pending', 'confirmed', '${MARK}');
    insert into territory.pattern_element (id, code, name, kind, geometry)
      select id, 'walk-ridge', 'walk-ridge', 'ridge', geometry from territory.enclosure;
    insert into erosion_assessment.survey (run_id, content_id, title, year, number, product, is_demonstration, folder,
        provenance_sha256, finished_at, area_cm2, soil_water_loss_cm2, made_by_name)
      values ('walk-draft', 'walk-draft', '${MARK}', 2025, 1, 'multi-year-mean', false, '${MARK}', repeat('0', 64), now(), 10, 1,
        '${MARK}');
    insert into erosion_assessment.survey_zone (survey_id, position, name, division_code, slight_cm2, light_cm2, moderate_cm2,
        intense_cm2, very_intense_cm2, severe_cm2, soil_loss_tonnes)
      select id, 1, '${MARK}', '370682', 9, 1, 0, 0, 0, 0, 1 from erosion_assessment.survey;
    insert into action_plan.target_value (target_id, division_code, year, value, source)
      values ('${TARGET}', '370682', 2027, 1, '${MARK}');
    insert into record_sets.comment (record_set, record_id, text, author_id, author, division_code)
      values ('enclosures', '${ID.record}', '${MARK}', '${ID.owner}', '${MARK}', '370682');`);
}
