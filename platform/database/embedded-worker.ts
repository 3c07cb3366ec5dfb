import { readFile, writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { serveTasks } from "#platform/worker-threads";
import type { StatementResult } from "./connection.ts";
import { type DatabaseErrorFields, databaseErrorFields } from "./database-error.ts";
import { vectorPostgis } from "./embedded-postgis.ts";
import { VALUE_PARSERS } from "./value-types.ts";

export type EmbeddedTasks = {
  open: {
    input: {
      readonly directory: string | null;
      readonly template: string | null;
      /** Where what is derived of the packages is kept. */
      readonly derivedFolder: string;
    };
    output: null;
    report: never;
  };
  execute: {
    input: { readonly text: string; readonly parameters: readonly unknown[] };
    output: { readonly result: StatementResult } | { readonly error: DatabaseErrorFields };
    report: never;
  };
  dump: { input: { readonly path: string }; output: null; report: never };
  close: { input: null; output: null; report: never };
};

/**
 * The thread that holds the embedded database: WebAssembly runs until a statement is done, and would keep every other request
 * waiting if it shared the server's thread.
 */
let database: PGlite | undefined;

function opened(): PGlite {
  if (database === undefined) throw new Error("The embedded database is not open");
  return database;
}

serveTasks<EmbeddedTasks>({
  open: async ({ directory, template, derivedFolder }) => {
    database = await PGlite.create({
      ...(directory === null ? {} : { dataDir: directory }),
      ...(template === null ? {} : { loadDataDir: new Blob([await readFile(template)]) }),
      extensions: { postgis: vectorPostgis(derivedFolder) },
      parsers: VALUE_PARSERS as Record<number, (text: string) => unknown>,
    });
    return { output: null };
  },
  execute: async ({ text, parameters }) => {
    try {
      const results =
        parameters.length === 0 ? await opened().exec(text) : [await opened().query(text, [...parameters])];
      const rows = results.flatMap((result) => result.rows as Record<string, unknown>[]);
      const affectedRows = results.reduce((sum, result) => sum + (result.affectedRows ?? 0), 0);
      return { output: { result: { rows, affectedRows } } };
    } catch (error) {
      const fields = databaseErrorFields(error);
      if (fields === null) throw error;
      return { output: { error: fields } };
    }
  },
  dump: async ({ path }) => {
    const archive = await opened().dumpDataDir("none");
    await writeFile(path, Buffer.from(await archive.arrayBuffer()));
    return { output: null };
  },
  close: async () => {
    await database?.close();
    database = undefined;
    return { output: null };
  },
});
