/** The module's WebAssembly, compiled. */
export async function compileWasm(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL("./core.wasm", import.meta.url));
  if (!response.ok) {
    throw new Error(`Hookstorm's WebAssembly could not be fetched: HTTP ${response.status}`);
  }
  // Not compileStreaming: it refuses servers that do not know the media type of WebAssembly.
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Bytes from the platform's cryptographic source. */
export function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}
