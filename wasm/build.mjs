// Makes the package `hookstorm` from the facade and the core that CMake built:
//   node build.mjs   (run by the CMake target hookstorm_package)
import { execFileSync } from "node:child_process";
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { minify } from "terser";

import { compact } from "./compaction/compact.mjs";
import { recordTypes } from "./records.mjs";

const source = fileURLToPath(new URL(".", import.meta.url));
const glue = fileURLToPath(new URL("../build/wasm/glue/", import.meta.url));
const out = fileURLToPath(new URL("../build/wasm/hookstorm/", import.meta.url));
const records = fileURLToPath(new URL("../build/wasm/records/", import.meta.url));
const types = fileURLToPath(new URL("../build/wasm/types/", import.meta.url));

/** The files of the package that others of it load, so that they are there once. */
const shared = /^(?:hookstorm|\.\/core\.wasm|\.{1,2}\/(?:index|ed25519)\.js)$/;

/**
 * Bundles `entry`, a source file, into one file of the package: a page waits for each file that another one leads to. The
 * audited cryptography goes in as well, so that the package has no dependencies. Terser, unlike esbuild, finds what of
 * Emscripten's glue is never called.
 */
async function bundle(entry, name, platform = "web") {
  const { outputFiles } = await build({
    entryPoints: [`${source}src/${entry}`],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
    alias: { "#platform": `${source}src/platform/${platform}.ts` },
    plugins: [
      {
        name: "shared",
        setup({ onResolve }) {
          onResolve({ filter: /^\.\/core\.js$/ }, () => ({ path: `${glue}core.js` }));
          onResolve({ filter: shared }, ({ path }) => ({ path: path.replace("../", "./"), external: true, sideEffects: false }));
        },
      },
    ],
  });
  const { code } = await minify(outputFiles[0].text, { module: true, ecma: 2020, compress: { passes: 3 } });
  await writeFile(`${out}${name}`, code);
}

await rm(out, { recursive: true, force: true });
await rm(types, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await bundle("index.ts", "index.js");
await bundle("index.ts", "index.node.js", "node");
await bundle("index.ts", "index.workerd.js", "workerd");
await bundle("ed25519.ts", "ed25519.js");
await bundle("receiver.ts", "receiver.js");
await bundle("preview-element.ts", "preview-element.js");

await compact(`${glue}core.wasm`, `${out}core.wasm`);
await copyFile(`${source}package.published.json`, `${out}package.json`);
await copyFile(`${source}README.md`, `${out}README.md`);
await copyFile(`${source}../LICENSE`, `${out}LICENSE`);

// The types: those of records and bodies by the core just built, the others checked and written by the
// compiler itself; only the public ones go into the package.
const { loadHookstorm } = await import(`${out}index.node.js`);
await mkdir(records, { recursive: true });
await writeFile(`${records}records.d.ts`, recordTypes(await loadHookstorm()));
execFileSync(process.execPath, [`${source}node_modules/typescript/bin/tsc`, "--project", source, "--outDir", types], {
  stdio: "inherit",
});
const publicTypes = ["index", "types", "ed25519", "receiver", "receiver/incoming_request", "preview-element", "preview/element", "preview/preview"];
for (const name of publicTypes) {
  await cp(`${types}${name}.d.ts`, `${out}${name}.d.ts`);
}
await copyFile(`${records}records.d.ts`, `${out}records.d.ts`);
