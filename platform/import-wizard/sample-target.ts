import type { Migration, Session } from "#platform/database";
import { defineRecordSet } from "#platform/record-sets";

/** What the tests of this folder import into. */
export const PLOT_MIGRATIONS: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-plots",
    sha256: "plots-1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.plot (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null unique, name text, division_code text, area_hm2 double precision, started_on date,
        kind text, is_steep boolean, geometry geometry(MultiPolygon, 4490) not null);
      create index on sample.plot using gist (geometry);
      create table sample.gauge (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null unique, name text not null, geometry geometry(Point, 4490) not null);
      alter table sample.plot enable row level security;
      alter table sample.gauge enable row level security;
      grant select, insert, update on sample.plot, sample.gauge to terrace_user;
      create policy plots on sample.plot to terrace_user
        using (access.sees_division(division_code)) with check (access.sees_division(division_code));
      create policy gauges on sample.gauge to terrace_user using (true) with check (true);
      select audit_trail.keep_history('sample.plot', 'division_code', null);`,
  },
];

const common = {
  permission: "plots.view",
  editPermission: "plots.edit",
  codeField: "code",
  titleField: "name",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "还没有。",
  emptyEn: "None yet.",
} as const;
const text = { kind: "text", isEditable: true } as const;

export const plots = defineRecordSet({
  ...common,
  id: "plots",
  titleZh: "治理图斑",
  titleEn: "Plots",
  relation: "sample.plot",
  geometry: "polygon",
  divisionField: "division",
  fields: [
    { ...text, name: "code", column: "code", labelZh: "编号", labelEn: "Code", isRequired: true },
    { ...text, name: "name", column: "name", labelZh: "名称", labelEn: "Name" },
    {
      name: "division",
      column: "division_code",
      labelZh: "区市",
      labelEn: "Division",
      kind: "division",
      isEditable: true,
      isRequired: true,
    },
    {
      name: "areaHm2",
      column: "area_hm2",
      labelZh: "面积",
      labelEn: "Area",
      kind: "number",
      unit: "hm²",
      isEditable: true,
    },
    {
      name: "startedOn",
      column: "started_on",
      labelZh: "开工日期",
      labelEn: "Started on",
      kind: "date",
      isEditable: true,
    },
    {
      name: "kind",
      column: "kind",
      labelZh: "措施类型",
      labelEn: "Kind",
      kind: "choice",
      isEditable: true,
      choices: [
        { value: "01", labelZh: "梯田", labelEn: "Terrace" },
        { value: "02", labelZh: "水保林", labelEn: "Forest" },
      ],
    },
    { name: "isSteep", column: "is_steep", labelZh: "陡坡", labelEn: "Steep", kind: "boolean", isEditable: true },
  ],
});

export const gauges = defineRecordSet({
  ...common,
  id: "gauges",
  titleZh: "雨量站",
  titleEn: "Rain gauges",
  relation: "sample.gauge",
  geometry: "point",
  divisionField: null,
  fields: [
    { ...text, name: "code", column: "code", labelZh: "站码", labelEn: "Station code", isRequired: true },
    { ...text, name: "name", column: "name", labelZh: "站名", labelEn: "Name", isRequired: true },
  ],
});

export const DIVISIONS = [
  { value: "370612", labelZh: "牟平区", labelEn: "Muping" },
  { value: "370613", labelZh: "莱山区", labelEn: "Laishan" },
];

/** West, south, east, north: Yantai and its sea. */
export const REGION = [119.5, 36.2, 122.2, 38.6] as const;

export function sessionOf(user: string, scope: Session["scope"], divisions: readonly string[] = []): Session {
  const id = `00000000-0000-4000-8000-${user.padStart(12, "0")}`;
  const organisationId = `10000000-0000-4000-8000-${user.padStart(12, "0")}`;
  return {
    userId: id,
    userName: `user ${user}`,
    organisationId,
    scope,
    divisions,
    permissions: ["plots.view", "plots.edit", "import.use"],
  };
}
