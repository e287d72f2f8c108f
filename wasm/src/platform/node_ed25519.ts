import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";

import type { Ed25519 } from "../types.js";

/** What stands before a key in its DER form (RFC 8410, sections 4 and 7): its algorithm, and that 32 bytes follow. */
const BEFORE_SEED = Buffer.from("302e020100300506032b657004220420", "hex");
const BEFORE_PUBLIC_KEY = Buffer.from("302a300506032b6570032100", "hex");

/** By Node's OpenSSL, as the dispatcher has it. */
export const ed25519: Ed25519 = {
  sign: (content, seed) => sign(null, content, privateKeyOf(seed)),
  isSignature: (signature, content, publicKey) => verify(null, content, readPublicKey(publicKey), signature),
  publicKeyOf: (seed) =>
    createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" }).subarray(BEFORE_PUBLIC_KEY.length),
};

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([BEFORE_SEED, seed]), format: "der", type: "pkcs8" });
}

function readPublicKey(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([BEFORE_PUBLIC_KEY, publicKey]), format: "der", type: "spki" });
}
