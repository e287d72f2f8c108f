import { hmac } from "@noble/hashes/hmac";
import { sha256 as hash } from "@noble/hashes/sha2";

// For platforms whose own hashes would make every call wait. They are part of the facade's file, which has most of what
// they need for ed25519.

export function sha256(content: Uint8Array): Uint8Array {
  return hash(content);
}

export function hmacSha256(key: Uint8Array, content: Uint8Array): Uint8Array {
  return hmac(hash, key, content);
}
