import { sql } from "kysely";
import { openDatabase } from "#platform/database";
import { createImportWizard, importTargetOf } from "./index.ts";
import { DIVISIONS, plots, REGION, sessionOf } from "./sample-target.ts";

/**
 * A program for the test that kills it: writes an import, says so when the rows are in the transaction, and never ends it.
 * Arguments: the database (an address or a directory), the folder of uploads, the import.
 */
const [location, folder, id] = process.argv.slice(2) as [string, string, string];
const database = await openDatabase(location.includes("://") ? { address: location } : { directory: location });
const target = importTargetOf(plots);
const wizard = createImportWizard({
  folder,
  region: REGION,
  choicesOf: async () => DIVISIONS,
  targets: [
    {
      ...target,
      insertRows: async (transaction, rows, session) => {
        await target.insertRows(transaction, rows, session);
        const { rows: counted } = await sql<{ count: number }>`select count(*) as count from sample.plot`.execute(
          transaction,
        );
        process.stdout.write(`written ${counted[0]?.count}\n`);
        await new Promise(() => setInterval(() => undefined, 1000));
      },
    },
  ],
});
const session = sessionOf("3", "city");
await wizard.commit({ session, transaction: (work) => database.asSession(session, work) }, id);
