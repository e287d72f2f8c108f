// Makes the package `hookstorm` from the facade and the core that CMake built:
//   node build.mjs   (run by the CMake target hookstorm_package)
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { minify } from "terser";

import { recordTypes } from "./records.mjs";

const source = fileURLToPath(new URL(".", import.meta.url));
const glue = fileURLToPath(new URL("../build/wasm/glue/", import.meta.url));
const out = fileURLToPath(new URL("../build/wasm/hookstorm/", import.meta.url));

const records = fileURLToPath(new URL("../build/wasm/records/", import.meta.url));
const types = fileURLToPath(new URL("../build/wasm/types/", import.meta.url));

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

// The facade with the audited hash inside, so that the package has no dependencies.
await build({
  entryPoints: [`${source}src/index.ts`, `${source}src/platform.node.ts`, `${source}src/platform.web.ts`],
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  external: ["#platform", "#core", "node:*"], // Found through the package's own import map.
});

// Terser, unlike esbuild, leaves out what Emscripten's glue never calls.
const { code } = await minify(await readFile(`${glue}core.js`, "utf8"), { module: true, ecma: 2020, compress: { passes: 3 } });
await writeFile(`${out}core.js`, code);
await copyFile(`${glue}core.wasm`, `${out}core.wasm`);
await copyFile(`${source}package.published.json`, `${out}package.json`);

// The types: those of records and bodies by the core just built, the others checked and written by the
// compiler itself; only the public ones go into the package.
const { loadHookstorm } = await import(`${out}index.js`);
await mkdir(records, { recursive: true });
await writeFile(`${records}records.d.ts`, recordTypes(await loadHookstorm()));
execFileSync(process.execPath, [`${source}node_modules/typescript/bin/tsc`, "--project", source, "--outDir", types], {
  stdio: "inherit",
});
await copyFile(`${types}index.d.ts`, `${out}index.d.ts`);
await copyFile(`${types}types.d.ts`, `${out}types.d.ts`);
await copyFile(`${records}records.d.ts`, `${out}records.d.ts`);
