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
  build: {
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    emptyOutDir: true,
    // Libraries apart from our own code: they are parsed beside each other, and stay in the browser's cache when only
    // our code changes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "map", test: /node_modules[\\/]maplibre-gl/ },
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack)[\\/]/,
            },
            { name: "antd", test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/ },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { host: "127.0.0.1", proxy: { "/api": process.env.TERRACE_SERVER ?? "http://127.0.0.1:8080" } },
});
