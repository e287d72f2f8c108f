// `hookstorm/ed25519`: signatures by ed25519 (`v1a`), for pages that need them.
import * as curve from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2";

import type { Ed25519 } from "./types.js";

curve.etc.sha512Sync = (...parts) => sha512(curve.etc.concatBytes(...parts));

/**
 * Signatures by ed25519: RFC 8032, as OpenSSL has them. For `loadHookstorm`.
 *
 * @example
 * const hookstorm = await loadHookstorm({ ed25519 });
 */
export const ed25519: Ed25519 = {
  sign: (content, seed) => curve.sign(content, seed),
  isSignature(signature, content, publicKey) {
    try {
      return curve.verify(signature, content, publicKey, { zip215: false });
    } catch {
      return false; // What is no key or no signature.
    }
  },
  publicKeyOf: (seed) => curve.getPublicKey(seed),
};
