import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { programChunk } from "./program-chunk.ts";

const root = fileURLToPath(new URL("../../apps/console", import.meta.url));
const program = fileURLToPath(new URL("../../apps/console/main.tsx", import.meta.url));

/**
 * What shows the first picture (`apps/console/start.ts`), in one chunk that holds nothing else: it must be there, compiled and
 * run before the program.
 */
const FIRST_SCREEN = [
  /[\\/]platform[\\/]first-view[\\/]/,
  /[\\/]contexts[\\/]erosion-assessment[\\/]first-picture[\\/]/,
  /[\\/]contexts[\\/]erosion-assessment[\\/]model[\\/](mapped-layers|survey-addresses|survey-layers)\.ts$/,
  /[\\/]apps[\\/]console[\\/](first-screen|console-address|language-choice)\.ts$/,
  /[\\/]apps[\\/]console[\\/](console-frame\.module\.css|terrace\.svg)/,
  /[\\/]platform[\\/]interface-kit[\\/]kit\.css/,
  /vite[\\/]preload-helper/,
];

/**
 * `npx vite --config tools/build-console/vite.config.ts` serves the console while its screens are written; the data come
 * from a running server, at TERRACE_SERVER when that is set.
 */
export default defineConfig({
  root,
  plugins: [react()],
  build: {
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    emptyOutDir: true,
    rolldownOptions: {
      // A model is pure: of its door, a program takes what it uses and leaves the rest, above all the schemas of zod.
      treeshake: { moduleSideEffects: [{ test: /[\\/]contexts[\\/][^\\/]+[\\/]model[\\/]/, sideEffects: false }] },
      output: {
        // Without the list of all pages that share a chunk.
        chunkFileNames: ({ name }) => `assets/${name.split("~")[0]}-[hash].js`,
        codeSplitting: {
          groups: [
            {
              name: "first-screen",
              test: (moduleId) => FIRST_SCREEN.some((pattern) => pattern.test(moduleId)),
              priority: 2,
            },
            { name: "map", test: /node_modules[\\/]maplibre-gl/, priority: 1 },
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack)[\\/]/,
              priority: 1,
            },
            {
              name: "antd",
              test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/,
              entriesAware: true,
              entriesAwareMergeThreshold: 60_000,
              priority: 1,
            },
            { debugName: "program", name: programChunk(program, "program") },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { host: "127.0.0.1", proxy: { "/api": process.env.TERRACE_SERVER ?? "http://127.0.0.1:8080" } },
});
