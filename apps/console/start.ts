import { showFirstScreen } from "./first-screen.ts";

/**
 * The first thing that runs: small, so that the layer is in sight before the program of the console, a hundred times as large,
 * is fetched and compiled (docs/decisions/0012).
 */
const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");

/** A tile or an answer that hangs must not hold up the program: it starts after this many milliseconds at the latest. */
const longestWait = 1500;

const isShown = await Promise.race([
  showFirstScreen(place),
  new Promise<boolean>((resolve) => setTimeout(() => resolve(false), longestWait)),
]);
// The page whose picture is shown comes beside the program; where it cannot be had, the program meets that again and tells.
const page = Promise.allSettled(isShown ? [import("./surveys.page.tsx")] : []);
const [{ openConsole }] = await Promise.all([import("./main.tsx"), page]);
await openConsole(place);
