import type { WasmSource } from "./types.js";

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** The module that `source` leads to, compiled. Rejects with an Error that says what was found in its place. */
export async function compiledFrom(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) {
    return source;
  }
  if (typeof source === "string" || source instanceof URL) {
    return compiledFrom(await fetch(source));
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    return WebAssembly.compile(source as BufferSource);
  }
  if (!(source instanceof Response)) {
    throw new TypeError("wasm must be an address, a Response, bytes or a WebAssembly.Module.");
  }
  return compiledAnswer(source);
}

/** As it comes in, where the server knows the media type of WebAssembly; browsers take no other one for that. */
async function compiledAnswer(answer: Response): Promise<WebAssembly.Module> {
  if (!answer.ok) {
    throw new Error(`Hookstorm's WebAssembly could not be fetched: ${answer.url} answered ${answer.status}.`);
  }
  if (answer.headers.get("content-type") === "application/wasm") {
    return WebAssembly.compileStreaming(answer);
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) {
    throw new Error(
      `Hookstorm's WebAssembly is not at ${answer.url}: a bundler moved the script away from it. For the development ` +
        `server of Vite, set optimizeDeps: { exclude: ["hookstorm"] }; elsewhere, give its address to loadHookstorm.`,
    );
  }
  return WebAssembly.compile(bytes);
}
