import type { Place } from "./memory.js";
import type { Platform } from "./platform/platform.js";
import type { Ed25519 } from "./types.js";

/** What the core wants computed: ../../core/signature/computation.hpp says what of. */
export interface Computation {
  algorithm: string;
  content: Place;
  key: Place;
  signature: Place;
}

type Algorithm = (content: Uint8Array, key: Uint8Array, signature: Uint8Array) => Uint8Array;

/** Computes by what the platform has. */
export class Cryptography {
  readonly #platform: Platform;
  readonly #algorithms: Readonly<Record<string, Algorithm>>;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#algorithms = {
      sha256: (content) => platform.sha256(content),
      hmac_sha256: (content, key) => platform.hmacSha256(key, content),
      ed25519_sign: (content, seed) => this.ed25519.sign(content, seed),
      ed25519_verify: (content, key, signature) =>
        Uint8Array.of(Number(this.ed25519.isSignature(signature, content, key))),
      ed25519_verify_by_seed: (content, seed, signature) =>
        Uint8Array.of(Number(this.ed25519.isSignature(signature, content, this.ed25519.publicKeyOf(seed)))),
    };
  }

  /** Throws a TypeError where the page did not give it. */
  get ed25519(): Ed25519 {
    if (this.#platform.ed25519 === undefined) {
      throw new TypeError('Keys of ed25519 need loadHookstorm({ ed25519 }), with that of "hookstorm/ed25519".');
    }
    return this.#platform.ed25519;
  }

  /** The results of all computations, one after the other. */
  resultsOf(computations: Computation[], bytesAt: (place: Place) => Uint8Array): Uint8Array {
    const results = computations.map(({ algorithm, content, key, signature }) =>
      this.#algorithms[algorithm]!(bytesAt(content), bytesAt(key), bytesAt(signature)),
    );
    return results.length === 1 ? results[0]! : joined(results);
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
