/** `npm run build:console`: builds the console where it is missing or its sources have changed. */
import { buildConsoleHere, consoleDirectory, isConsoleBuilt } from "./build-here.ts";

const isCurrent = isConsoleBuilt();
if (!isCurrent) await buildConsoleHere();
process.stdout.write(`${consoleDirectory}${isCurrent ? " (sources unchanged)" : ""}\n`);
