import type { RawCore, RawModule, RawTexts } from "./core.js";

import { hasUtf8, utf8Of, writeUtf8 } from "./utf8.js";

/** Where a text lies in the module's memory, and its size in bytes. */
export type Place = [address: number, size: number];

/** Up to this length a text is written straight into the module's memory, with room for its longest UTF-8. */
const WRITTEN_LENGTH_MAX = 65_536;
const UTF8_BYTES_PER_UNIT_MAX = 3;

/** As many texts as a call takes at most. */
const TEXTS_MAX = 5;
const WORDS_PER_PLACE = 2;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Carries texts and bytes across the border to the module, and results back. */
export class Memory {
  readonly #module: RawModule;
  /** Where the places of a call's texts are laid out. */
  readonly #texts: RawTexts;

  constructor(module: RawModule) {
    this.#module = module;
    this.#texts = this.#allocate(TEXTS_MAX * WORDS_PER_PLACE * Uint32Array.BYTES_PER_ELEMENT);
  }

  /** Makes `call` with the texts in the module's memory and gives the text it answered. */
  call(texts: readonly (string | Uint8Array)[], call: (core: RawCore, texts: RawTexts) => void): string {
    return this.with(texts, (core, places) => {
      call(core, places);
      const place = core.result() / Uint32Array.BYTES_PER_ELEMENT;
      const [start, size] = [this.#module.HEAPU32[place]!, this.#module.HEAPU32[place + 1]!];
      return decoder.decode(this.#module.HEAPU8.subarray(start, start + size));
    });
  }

  /** What lies at `place`, until the next call. */
  bytesAt([address, size]: Place): Uint8Array {
    return this.#module.HEAPU8.subarray(address, address + size);
  }

  /** Runs `use` while the texts lie in the module's memory. */
  with<Answer>(texts: readonly (string | Uint8Array)[], use: (core: RawCore, texts: RawTexts) => Answer): Answer {
    const addresses: number[] = [];
    try {
      for (const text of texts) {
        const [address, size] = this.#place(text);
        addresses.push(address);
        this.#layOut(addresses.length - 1, address, size);
      }
      return use(this.#module, this.#texts);
    } finally {
      for (const address of addresses) {
        this.#module._free(address);
      }
    }
  }

  #layOut(index: number, address: number, size: number): void {
    const words = this.#module.HEAPU32; // Another one once memory has grown.
    const at = this.#texts / Uint32Array.BYTES_PER_ELEMENT + index * WORDS_PER_PLACE;
    words[at] = address;
    words[at + 1] = size;
  }

  #place(text: string | Uint8Array): Place {
    if (typeof text === "string" && text.length <= WRITTEN_LENGTH_MAX && hasUtf8(text)) {
      const room = text.length * UTF8_BYTES_PER_UNIT_MAX;
      const address = this.#allocate(room);
      return [address, writeUtf8(text, this.#module.HEAPU8.subarray(address, address + room))];
    }
    const bytes = typeof text === "string" ? utf8Of(text) : text;
    const address = this.#allocate(bytes.length);
    this.#module.HEAPU8.set(bytes, address);
    return [address, bytes.length];
  }

  #allocate(size: number): number {
    const address = this.#module._malloc(Math.max(size, 1));
    if (address === 0) {
      throw new RangeError(`There is no memory for a text of ${size} bytes.`);
    }
    return address;
  }
}
