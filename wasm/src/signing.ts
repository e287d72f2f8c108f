import { hmac } from "@noble/hashes/hmac";
import { sha256 } from "@noble/hashes/sha2";

import { bytesOfBase64, base64OfBytes } from "./base64.js";
import { utf8Of } from "./utf8.js";

/** HMAC-SHA256 of `content` with a key in base64; the MAC in base64. */
export function macOf(keyInBase64: string, content: string): string {
  return base64OfBytes(hmac(sha256, bytesOfBase64(keyInBase64), utf8Of(content)));
}
