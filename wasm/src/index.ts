import createModule from "#core";
import { compileWasm } from "#platform";

import { Facade } from "./hookstorm.js";
import type { Hookstorm } from "./types.js";

export type * from "./records.js";
export type * from "./types.js";

/**
 * Loads the core. Call it once and keep what it gives: all further calls are synchronous.
 * Rejects where the WebAssembly cannot be read or compiled.
 */
export async function loadHookstorm(): Promise<Hookstorm> {
  const wasm = await compileWasm();
  const module = await new Promise<Awaited<ReturnType<typeof createModule>>>((resolve, reject) => {
    createModule({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(wasm, imports).then(done, reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return new Facade(module);
}
