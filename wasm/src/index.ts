import { platform } from "#platform";

import createModule from "./core.js";
import { Facade } from "./facade.js";
import type { Hookstorm, LoadingOptions } from "./types.js";
import { compiledFrom } from "./wasm_source.js";

export type * from "./records.js";
export type * from "./types.js";

let loading: Promise<Hookstorm> | undefined;

/**
 * Loads the core, once: further calls give what the first one loads. Rejects where the WebAssembly cannot be read or
 * compiled; the next call then tries again. `ed25519` may be given later as well.
 *
 * @example
 * const hookstorm = await loadHookstorm();
 * hookstorm.checkWebhook({ triggers: ["event.created"], url: "https://example.com/hook" }).problems; // []
 */
export function loadHookstorm(options: LoadingOptions = {}): Promise<Hookstorm> {
  platform.ed25519 ??= options.ed25519;
  loading ??= load(options).catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}

async function load({ wasm }: LoadingOptions): Promise<Hookstorm> {
  const compiled = wasm === undefined ? await platform.ownWasm() : await compiledFrom(await wasm);
  return new Facade(await createModule({ wasm: compiled }), platform);
}
