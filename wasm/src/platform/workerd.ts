// Cloudflare Workers compile no WebAssembly while they run: what is imported comes compiled with the Worker.
import wasm from "./core.wasm";

import { ed25519 } from "../ed25519.js";
import type { Platform } from "./platform.js";
import { platform as web } from "./web.js";

/** Workers; for all else they are like browsers. */
export const platform: Platform = { ...web, ownWasm: async () => wasm, ed25519 };
