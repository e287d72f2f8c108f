import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const core = fileURLToPath(new URL("../build/wasm/hookstorm/index.js", import.meta.url));

// The page is served under `default-src 'self'`: nothing may become a data: URL, hence the limit 0.
export default defineConfig({
  base: "./",
  resolve: { alias: { hookstorm: core } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: [".."] } },
});
