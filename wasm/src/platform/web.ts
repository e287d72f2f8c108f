import { compiledFrom } from "../wasm_source.js";

/** The core's WebAssembly, which lies beside this file. */
export function ownWasm(): Promise<WebAssembly.Module> {
  return compiledFrom(new URL("./core.wasm", import.meta.url));
}

/** Bytes from the platform's cryptographic source. */
export function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}
