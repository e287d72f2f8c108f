// Cloudflare Workers compile no WebAssembly while they run: what is imported comes compiled with the Worker.
import wasm from "./core.wasm";

export { randomBytes } from "./web.js";

/** The core's WebAssembly, which lies beside this file. */
export async function ownWasm(): Promise<WebAssembly.Module> {
  return wasm;
}
