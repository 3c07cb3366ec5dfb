import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * `npx vite --config tools/build-console/vite.config.ts` serves the console while its screens are written; the data come
 * from a running server, at TERRACE_SERVER when that is set.
 */
export default defineConfig({
  root: fileURLToPath(new URL("../../apps/console", import.meta.url)),
  plugins: [react()],
  build: { target: "es2023", sourcemap: false, chunkSizeWarningLimit: 2500, emptyOutDir: true },
  worker: { format: "es" },
  server: { host: "127.0.0.1", proxy: { "/api": process.env.TERRACE_SERVER ?? "http://127.0.0.1:8080" } },
});
