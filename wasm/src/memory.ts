import type { RawCore, RawModule } from "#core";

import { hasUtf8, utf8Of, writeUtf8 } from "./utf8.js";

/** Where a text lies in the module's memory, and its size in bytes. */
export type Place = [address: number, size: number];

/** Up to this length a text is written straight into the module's memory, with room for its longest UTF-8. */
const WRITTEN_LENGTH_MAX = 65_536;
const UTF8_BYTES_PER_UNIT_MAX = 3;

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

  /** What lies at `place`, until the next call. */
  bytesAt([address, size]: Place): Uint8Array {
    return this.#module.HEAPU8.subarray(address, address + size);
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
    if (typeof argument === "string" && argument.length <= WRITTEN_LENGTH_MAX && hasUtf8(argument)) {
      const room = argument.length * UTF8_BYTES_PER_UNIT_MAX;
      const address = this.#allocate(room);
      return [address, writeUtf8(argument, this.#module.HEAPU8.subarray(address, address + room))];
    }
    const bytes = typeof argument === "string" ? utf8Of(argument) : argument;
    const address = this.#allocate(bytes.length);
    this.#module.HEAPU8.set(bytes, address);
    return [address, bytes.length];
  }

  #allocate(size: number): number {
    const address = this.#module._malloc(Math.max(size, 1));
    if (address === 0) {
      throw new RangeError(`There is no memory for an argument of ${size} bytes.`);
    }
    return address;
  }
}
