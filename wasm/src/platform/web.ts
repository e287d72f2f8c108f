import { hmac } from "@noble/hashes/hmac";
import { sha256 } from "@noble/hashes/sha2";

import { compiledFrom } from "../wasm_source.js";
import type { Platform } from "./platform.js";

/** Browsers and whatever is like them: their own hashes would make every call wait. */
export const platform: Platform = {
  ownWasm: () => compiledFrom(new URL("./core.wasm", import.meta.url)),
  randomBytes: (count) => globalThis.crypto.getRandomValues(new Uint8Array(count)),
  sha256: (content) => sha256(content),
  hmacSha256: (key, content) => hmac(sha256, key, content),
};
