import { defineConfig } from "vitest/config";

/**
 * Three projects. `unit`: everything that needs no browser. `browser`: real Chromium against a real server.
 * `prove`: slow proofs (large DEMs, many random cases), run before a release and by `npm run prove`.
 */
const ignored = ["node_modules/**", "build/**", "data/**"];
// The flag: tools/node-version/require-node-24.js.
const running = { testTimeout: 0, hookTimeout: 0, execArgv: ["--no-wasm-code-gc"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...ignored, "**/*.browser.test.ts", "**/*.prove.test.ts"],
          ...running,
        },
      },
      {
        test: {
          name: "browser",
          include: ["**/*.browser.test.ts"],
          exclude: ignored,
          fileParallelism: false,
          ...running,
        },
      },
      { test: { name: "prove", include: ["**/*.prove.test.ts"], exclude: ignored, ...running } },
    ],
  },
});
