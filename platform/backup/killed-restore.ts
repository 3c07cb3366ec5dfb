import { type DatabaseLocation, openDatabase } from "#platform/database";
import { restoreBackup } from "./index.ts";
import { sampleMigrations } from "./sample-database.ts";

/** A process that restores until its parent, the test, ends it. Prints each step as it begins. */
const [from = "", dataFolder = "", location = ""] = process.argv.slice(2);
const { earlier } = await sampleMigrations();
await restoreBackup({
  from,
  dataFolder,
  migrations: earlier,
  open: () => openDatabase(JSON.parse(location) as DatabaseLocation),
  onStep: ({ en }) => process.stdout.write(`${en}\n`),
});
process.stdout.write("done\n");
