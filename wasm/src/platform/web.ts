import { sha256, sha512 } from "@noble/hashes/sha2";

import { compiledFrom } from "../wasm_source.js";
import type { Platform } from "./platform.js";

const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** Browsers and whatever is like them: their own hashes would make every call wait. */
export const platform: Platform = {
  ownWasm: () => compiledFrom(new URL("./core.wasm", import.meta.url)),
  randomBytes: (count) => globalThis.crypto.getRandomValues(new Uint8Array(count)),
  sha256: (content) => sha256(content),
  sha512: (content) => sha512(content),
  hmacSha256(key, content) {
    const block = new Uint8Array(sha256.blockLen);
    block.set(key.length > block.length ? sha256(key) : key);
    const keyed = (pad: number, text: Uint8Array) =>
      sha256.create().update(block.map((byte) => byte ^ pad)).update(text).digest();
    return keyed(OUTER_PAD, keyed(INNER_PAD, content));
  },
};
