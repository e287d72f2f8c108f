import type { RawCore, RawModule } from "#core";

import { utf8Of } from "./utf8.js";

/** Where a text lies in the module's memory, and its size in bytes. */
export type Place = [address: number, size: number];

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Carries texts and bytes across the border to the module, and results back. */
export class Memory {
  readonly #module: RawModule;
  readonly core: RawCore;

  constructor(module: RawModule) {
    this.#module = module;
    this.core = new module.Core();
  }

  /** Makes `call` with the arguments in the module's memory and gives the text it answered. */
  call(args: readonly (string | Uint8Array)[], call: (core: RawCore, places: Place[]) => void): string {
    return this.with(args, (places) => {
      call(this.core, places);
      const start = this.core.resultAddress();
      return decoder.decode(this.#module.HEAPU8.subarray(start, start + this.core.resultSize()));
    });
  }

  /** Runs `use` while the arguments lie in the module's memory. */
  with<Answer>(args: readonly (string | Uint8Array)[], use: (places: Place[]) => Answer): Answer {
    const places: Place[] = [];
    try {
      for (const argument of args) {
        places.push(this.#place(argument));
      }
      return use(places);
    } finally {
      for (const [address] of places) {
        this.#module._free(address);
      }
    }
  }

  #place(argument: string | Uint8Array): Place {
    const bytes = typeof argument === "string" ? utf8Of(argument) : argument;
    const address = this.#module._malloc(Math.max(bytes.length, 1));
    if (address === 0) {
      throw new RangeError(`There is no memory for an argument of ${bytes.length} bytes.`);
    }
    this.#module.HEAPU8.set(bytes, address);
    return [address, bytes.length];
  }
}
