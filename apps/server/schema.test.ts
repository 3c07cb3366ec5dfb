import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { describeSchema } from "#platform/database";
import { migrations } from "./migrations.ts";
import { SCHEMA_FILE, SCHEMA_HEADING } from "./schema-file.ts";

describe.each(testDatabases())("the schema on $name", ({ open }) => {
  test("is what schema.gen.sql says (npm run generate:schema writes it anew), and each change of it shows", async () => {
    const database = await open(migrations);
    try {
      const described = SCHEMA_HEADING + (await describeSchema(database));
      expect(described).toBe(await readFile(SCHEMA_FILE, "utf8"));

      const change = async (statement: string, shown: string) => {
        const before = await describeSchema(database);
        expect(before).not.toContain(shown);
        await database.execute(statement);
        expect(await describeSchema(database)).toContain(shown);
      };
      await change("create table access.sample (id int primary key, note text default '无')", "table access.sample");
      await change(
        "alter table access.sample add column day date not null default '2026-11-24'",
        "  day date not null default",
      );
      await change(
        "alter table access.sample add constraint later check (id > 7)",
        "constraint later CHECK ((id > 7))",
      );
      await change("create index sample_note on access.sample (note)", "INDEX sample_note ON access.sample");
      await change("alter table access.sample enable row level security", "table access.sample\n  row level security");
      await change(
        "create policy one on access.sample for select using (id = 1)",
        "policy one for select to public\n    using (id = 1)",
      );
      await change("grant truncate on access.sample to terrace_user", "  grant TRUNCATE to terrace_user");
      await change(
        "create function access.sample_one() returns int language sql as 'select 41'",
        "FUNCTION access.sample_one()",
      );
      await change(
        "create or replace function access.sample_one() returns int language sql as 'select 42'",
        "AS $function$select 42$function$",
      );
      await change("create view access.sample_view as select id from access.sample", "view access.sample_view");
    } finally {
      await database.close();
    }
  });
});
