import { expect } from "vitest";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import {
  createRecordSets,
  defineRecordSet,
  keepTileVersions,
  type RecordField,
  type RecordSets,
  recordSetProblemStatuses,
} from "#platform/record-sets";
import { createVectorTiles, type VectorTiles } from "#platform/vector-tiles";
import { ogcApplication, ogcProblemStatuses, ogcRoutes } from "./index.ts";

/** 演示 plots in two districts: one with a hole, one with mandatory fields only; 1203 posts in a third. */
export const SAMPLE: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-collections",
    sha256: "ogc-1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.plot (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null, name text not null, division_code text, organisation_id uuid, area_hm2 double precision, trees integer,
        planted_on date, cleared_on date, seen_at timestamptz, kind text, is_steep boolean, geometry geometry(MultiPolygon, 4490));
      create table sample.post (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null, division_code text, geometry geometry(Point, 4490));
      create index on sample.plot using gist (geometry);
      create index on sample.post using gist (geometry);
      alter table sample.plot enable row level security;
      alter table sample.post enable row level security;
      grant select, insert, update, delete on sample.plot, sample.post to terrace_user;
      create policy plots on sample.plot to terrace_user
        using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
      create policy posts on sample.post to terrace_user
        using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));
      insert into access.organisation (id, code, name_zh, name_en, kind, division_code)
        values ('00000000-0000-4000-8000-0000000000aa', 'qixia-water', '栖霞市水利局（演示）', 'Qixia', 'division', '370686');
      insert into sample.plot (id, code, name, division_code, organisation_id, area_hm2, trees, planted_on, cleared_on, seen_at, kind, is_steep, geometry) values
        ('00000000-0000-4000-8000-000000000001', '007', '东坡"小"果园 <甲>', '370686', '00000000-0000-4000-8000-0000000000aa', 1.25, 30, '2025-06-01', '2025-09-30',
          '2026-11-24T16:30:00Z', 'apple', true, ST_SetSRID(ST_GeomFromText('MULTIPOLYGON(((120.8 37.3,120.9 37.3,120.9 37.4,120.8 37.4,120.8 37.3),(120.82 37.32,120.82 37.34,120.84 37.34,120.84 37.32,120.82 37.32)))'), 4490)),
        ('00000000-0000-4000-8000-000000000002', '008', '只有必填', '370686', null, null, null, null, null, null, null, null, null),
        ('00000000-0000-4000-8000-000000000003', '009', '斜三角', '370686', null, 2, 5, '2026-01-01', null, null, 'pear', false,
          ST_SetSRID(ST_GeomFromText('MULTIPOLYGON(((121 37,121.1 37,121.1 37.1,121 37)))'), 4490)),
        ('00000000-0000-4000-8000-000000000004', 'L1', '外区', '370682', null, 9, 1, '2025-01-01', '2025-02-01', null, 'apple', false,
          ST_SetSRID(ST_GeomFromText('MULTIPOLYGON(((120.7 36.9,120.71 36.9,120.71 36.91,120.7 36.91,120.7 36.9)))'), 4490));
      insert into sample.post (code, division_code, geometry)
        select 'N' || n, '370684', ST_SetSRID(ST_MakePoint(120.4 + mod(n * 0.7548776662466927, 1.0)::float8 * 0.5,
          37.5 + mod(n * 0.5698402909980532, 1.0)::float8 * 0.4), 4490) from generate_series(1, 1203) n;`,
  },
];

const field = (name: string, column: string, labelZh: string, kind: RecordField["kind"]): RecordField => ({
  name,
  column,
  labelZh,
  labelEn: name,
  kind,
});
const COMMON = {
  permission: "plots.view",
  editPermission: null,
  codeField: "code",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "无",
  emptyEn: "None",
  isPublished: true,
} as const;
const DIVISION = field("division", "division_code", "区市", "division");

export const plots = defineRecordSet({
  ...COMMON,
  id: "plots",
  titleZh: "地块",
  titleEn: "Plots",
  relation: "sample.plot",
  geometry: "polygon",
  titleField: "name",
  period: { from: "plantedOn", to: "clearedOn" },
  fields: [
    field("code", "code", "编号", "text"),
    field("name", "name", "名称", "text"),
    DIVISION,
    field("keeper", "organisation_id", "责任单位", "organisation"),
    { ...field("areaHm2", "area_hm2", "面积", "number"), unit: "hm²" },
    field("trees", "trees", "株数", "integer"),
    field("plantedOn", "planted_on", "栽植", "date"),
    field("clearedOn", "cleared_on", "清除", "date"),
    field("seenAt", "seen_at", "查看", "timestamp"),
    {
      ...field("kind", "kind", "树种", "choice"),
      choices: [
        { value: "apple", labelZh: "苹果", labelEn: "Apple" },
        { value: "pear", labelZh: "梨", labelEn: "Pear" },
      ],
    },
    field("isSteep", "is_steep", "陡坡", "boolean"),
  ],
});
const posts = defineRecordSet({
  ...COMMON,
  id: "posts",
  titleZh: "界桩",
  titleEn: "Posts",
  relation: "sample.post",
  geometry: "point",
  titleField: "code",
  fields: [field("code", "code", "编号", "text"), DIVISION],
});
const drafts = defineRecordSet({ ...posts, id: "drafts", isPublished: false });
const others = defineRecordSet({ ...posts, id: "others", permission: "others.view" });

const PERSON = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-0000000000ff",
  userName: "李",
  permissions: ["plots.view"],
};
/** By the key of the `Authorization` header. */
export const SESSIONS: Readonly<Record<string, Session>> = {
  city: { ...PERSON, scope: "city" },
  qixia: { ...PERSON, scope: "division", divisions: ["370686"] },
  longkou: { ...PERSON, scope: "division", divisions: ["370684"] },
};

export interface SampleOgc {
  readonly sets: RecordSets;
  readonly tiles: VectorTiles;
  readonly app: ReturnType<typeof ogcApplication>;
}

/** The application over a database with `SAMPLE`, mounted at `/ogc`. */
export async function sampleOgc(database: Database): Promise<SampleOgc> {
  const sets = createRecordSets([plots, posts, drafts, others]);
  await keepTileVersions(database, sets.all);
  const tiles = createVectorTiles();
  const divisions = [{ value: "370686", labelZh: "栖霞市", labelEn: "Qixia" }];
  const routes = ogcRoutes({ sets, divisions, tiles, version: "0", publicAddress: null });
  const app = ogcApplication({
    routes,
    database,
    identify: async (request) => SESSIONS[request.headers.get("Authorization")?.replace("Bearer ", "") ?? ""] ?? NOBODY,
    statuses: { ...recordSetProblemStatuses, ...ogcProblemStatuses },
    onBug: (error) => expect.fail(error instanceof Error ? error.stack : String(error)),
  });
  return { sets, tiles, app };
}
