import { hmacSha256, sha256 } from "../facade.js";
import { compiledFrom } from "../wasm_source.js";
import type { Platform } from "./platform.js";

/** Browsers and whatever is like them. */
export const platform: Platform = {
  ownWasm: () => compiledFrom(new URL("./core.wasm", import.meta.url)),
  randomBytes: (count) => globalThis.crypto.getRandomValues(new Uint8Array(count)),
  sha256,
  hmacSha256,
};
