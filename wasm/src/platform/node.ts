import { webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";

/** The core's WebAssembly, which lies beside this file. */
export async function ownWasm(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(await readFile(new URL("./core.wasm", import.meta.url))));
}

/** Bytes from the platform's cryptographic source; Node 18 has it in its module only, not as a global. */
export function randomBytes(count: number): Uint8Array {
  return webcrypto.getRandomValues(new Uint8Array(count));
}
