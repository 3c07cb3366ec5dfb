import { TerraceError } from "#errors";
import { ensureConsoleBuilt } from "./ensure-console-built.ts";

try {
  const { directory, isNew } = await ensureConsoleBuilt((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${directory}${isNew ? "" : " (sources unchanged)"}\n`);
} catch (error) {
  if (!(error instanceof TerraceError)) throw error;
  process.stderr.write(`${error.userMessage}\n${error.message}\n`);
  process.exitCode = 1;
}
