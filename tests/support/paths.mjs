// Where what is tested lies.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** HOOKSTORM_PROGRAM is another build of it, such as one with a sanitizer. */
export const programPath = process.env.HOOKSTORM_PROGRAM ?? fileURLToPath(new URL("build/bin/hookstorm", root));
export const shimsFolder = fileURLToPath(new URL("build/native/tests/shims/", root));
export const moduleUrl = new URL("build/wasm/hookstorm/index.node.js", root);
export const pageFolder = fileURLToPath(new URL("build/web/", root));
export const samplesFolder = fileURLToPath(new URL("core/occurrence/samples/", root));
export const goldenFolder = fileURLToPath(new URL("tests/golden/", root));

/** The browser that ./dev found, or the first usual one. */
export function browserPath() {
  const usual = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
  const path = process.env.HOOKSTORM_BROWSER || usual;
  if (!path) {
    throw new Error("No Chromium was found: run ./dev setup, or set HOOKSTORM_BROWSER.");
  }
  return path;
}
