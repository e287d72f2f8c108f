// Cloudflare Workers compile no WebAssembly while they run: what is imported comes compiled with the Worker.
import wasm from "./core.wasm";

import type { Platform } from "./platform.js";
import { platform as web } from "./web.js";

/** Workers; for all else they are like browsers. */
export const platform: Platform = { ...web, ownWasm: async () => wasm };
