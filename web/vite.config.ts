import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The service worker knows the names of all files, which only the build does. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const source = readFileSync(here("src/offline/service_worker.js"), "utf8");
      const files = ["./", ...readdirSync(here("public")), ...Object.keys(bundle).filter((name) => name !== "index.html")];
      const addresses = files.map((name) => (name === "./" ? name : `./${name}`));
      const contents = Object.values(bundle).map((file) => (file.type === "chunk" ? file.code : file.source));
      const hash = createHash("sha256").update(source);
      contents.forEach((content) => hash.update(content));
      const version = hash.digest("hex").slice(0, 16);
      const constants = `const FILES = ${JSON.stringify(addresses)};\nconst VERSION = "${version}";\n`;
      this.emitFile({ type: "asset", fileName: "service_worker.js", source: constants + source });
    },
  };
}

/** The core is fetched with the script that will ask for it, not after it. */
function corePreload(): Plugin {
  return {
    name: "core-preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle = {} }) {
        const core = Object.keys(bundle).find((name) => name.endsWith(".wasm"));
        const attrs = { rel: "preload", href: `./${core}`, as: "fetch", crossorigin: "" };
        return core === undefined ? [] : [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

// The page is served under `default-src 'self'`: nothing may become a data: URL, hence the limit 0.
export default defineConfig({
  base: "./",
  resolve: {
    alias: {
      "hookstorm/ed25519": here("../build/wasm/hookstorm/ed25519.js"),
      hookstorm: here("../build/wasm/hookstorm/index.js"),
    },
  },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  plugins: [corePreload(), serviceWorker()],
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: [".."] } },
});
