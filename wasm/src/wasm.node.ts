import { readFile } from "node:fs/promises";

/** The module's WebAssembly, compiled. */
export async function compileWasm(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(await readFile(new URL("./core.wasm", import.meta.url))));
}
