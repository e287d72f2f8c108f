import * as ed25519 from "@noble/ed25519";

import type { Place } from "./memory.js";
import type { Platform } from "./platform/platform.js";

/** What the core wants computed: ../../core/signature/computation.hpp says what of. */
export interface Computation {
  algorithm: string;
  content: Place;
  key: Place;
  signature: Place;
}

type Algorithm = (content: Uint8Array, key: Uint8Array, signature: Uint8Array) => Uint8Array;

/** Computes by the platform's hashes, and ed25519 by itself. */
export class Cryptography {
  readonly #algorithms: Readonly<Record<string, Algorithm>>;

  constructor({ sha256, sha512, hmacSha256 }: Platform) {
    ed25519.etc.sha512Sync = (...parts) => sha512(joined(parts));
    this.#algorithms = {
      sha256: (content) => sha256(content),
      hmac_sha256: (content, key) => hmacSha256(key, content),
      ed25519_sign: (content, seed) => ed25519.sign(content, seed),
      ed25519_verify: (content, key, signature) => Uint8Array.of(Number(isSignature(signature, content, key))),
      ed25519_verify_by_seed: (content, seed, signature) =>
        Uint8Array.of(Number(isSignature(signature, content, publicKeyOf(seed)))),
    };
  }

  /** The results of all computations, one after the other. */
  resultsOf(computations: Computation[], bytesAt: (place: Place) => Uint8Array): Uint8Array {
    const results = computations.map(({ algorithm, content, key, signature }) =>
      this.#algorithms[algorithm]!(bytesAt(content), bytesAt(key), bytesAt(signature)),
    );
    return results.length === 1 ? results[0]! : joined(results);
  }
}

const joined = (parts: Uint8Array[]): Uint8Array => ed25519.etc.concatBytes(...parts);

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

/** By the rules of RFC 8032, as OpenSSL has them; false also where the key is none. */
function isSignature(signature: Uint8Array, content: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, content, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
