// Makes WebAssembly smaller as pages fetch it: compressed. What is alike is brought together, and what
// only spares bytes before compression is undone.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { withOneSegment } from "./data.mjs";
import { namedByLikeness } from "./order.mjs";

const wasmOpt = fileURLToPath(new URL("../node_modules/binaryen/bin/wasm-opt", import.meta.url));

/** Whatever the compiler was allowed to use. */
const features = ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt"];

/** What is called in many places, as `free`, is smaller as a call; see also ../CMakeLists.txt. */
const inlining = "--flexible-inline-max-function-size=12";

/**
 * Control flow made anew, then optimised until nothing is gained; -Oz would gain no more, and cost time. What is said
 * again compresses to less than a local that keeps it.
 */
const optimising = [
  inlining,
  ...["--skip-pass=local-cse", "--skip-pass=merge-locals"],
  ...["--flatten", "--rereloop", "-O3", "-O2"],
  ...["--strip-producers", "--strip-target-features"],
];
const ordering = ["--reorder-functions-by-name", "--reorder-locals", "--optimize-level=3", "--strip-debug"];

/** Writes a smaller module that does what that of the file `input` does. */
export async function compact(input, output) {
  optimise(input, output, optimising);
  await writeFile(output, namedByLikeness(await readFile(output)));
  optimise(output, output, ordering);
  await writeFile(output, withOneSegment(await readFile(output)));
}

function optimise(input, output, passes) {
  const allowed = ["--mvp-features", ...features.map((feature) => `--enable-${feature}`)];
  const memory = ["--low-memory-unused", "--zero-filled-memory", "--skip-pass=memory-packing"];
  execFileSync(process.execPath, [wasmOpt, input, "--output", output, ...allowed, ...memory, ...passes]);
}
