import type { Ed25519 } from "../types.js";

/** What differs from where the module runs. */
export interface Platform {
  /** The core's WebAssembly, which lies beside the package's other files, compiled. */
  ownWasm(): Promise<WebAssembly.Module>;
  /** Bytes from the platform's cryptographic source. */
  randomBytes(count: number): Uint8Array;
  /** Of 32 bytes. */
  sha256(content: Uint8Array): Uint8Array;
  /** RFC 2104, of 32 bytes. */
  hmacSha256(key: Uint8Array, content: Uint8Array): Uint8Array;
  /** Not in browsers, until a page gives it. */
  ed25519?: Ed25519 | undefined;
}
