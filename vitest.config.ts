import { defineConfig } from "vitest/config";

/**
 * Three projects. `unit`: everything that needs no browser. `browser`: real Chromium against a real server.
 * `prove`: slow proofs (large DEMs, many random cases), run before a release and by `npm run prove`.
 */
const ignored = ["node_modules/**", "build/**", "data/**"];
const withoutTimeLimit = { testTimeout: 0, hookTimeout: 0 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...ignored, "**/*.browser.test.ts", "**/*.prove.test.ts"],
          ...withoutTimeLimit,
        },
      },
      {
        test: {
          name: "browser",
          include: ["**/*.browser.test.ts"],
          exclude: ignored,
          fileParallelism: false,
          ...withoutTimeLimit,
        },
      },
      { test: { name: "prove", include: ["**/*.prove.test.ts"], exclude: ignored, ...withoutTimeLimit } },
    ],
  },
});
