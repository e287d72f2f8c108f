import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";

import { ed25519 } from "./node_ed25519.js";
import type { Platform } from "./platform.js";

/** Node, and Deno and Bun, which have its modules. */
export const platform: Platform = {
  ownWasm: async () => WebAssembly.compile(new Uint8Array(await readFile(new URL("./core.wasm", import.meta.url)))),
  randomBytes: (count) => randomBytes(count),
  sha256: (content) => createHash("sha256").update(content).digest(),
  hmacSha256: (key, content) => createHmac("sha256", key).update(content).digest(),
  ed25519,
};
