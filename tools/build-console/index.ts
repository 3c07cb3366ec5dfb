export { type BuiltConsole, ensureConsoleBuilt } from "./ensure-console-built.ts";
