import type { Call } from "./calls.js";
import type { RawModule } from "./core.js";

import { hasUtf8, utf8Of, writeUtf8 } from "./utf8.js";

/** Where a text lies in the module's memory, and its size in bytes. */
export type Place = [address: number, size: number];

type Text = string | Uint8Array;

/** Up to this length a text is written straight into the module's memory, with room for its longest UTF-8. */
const WRITTEN_LENGTH_MAX = 65_536;
const UTF8_BYTES_PER_UNIT_MAX = 3;

/** As a call is laid out: see ../bindings.cpp. */
const NUMBERS_MAX = 3;
const TEXTS_MAX = 6;
const SIZES_AT = NUMBERS_MAX * Float64Array.BYTES_PER_ELEMENT;
const TEXTS_AT = SIZES_AT + TEXTS_MAX * Uint32Array.BYTES_PER_ELEMENT;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Carries texts and numbers across the border to the module, and results back. */
export class Memory {
  readonly #module: RawModule;
  #bytes = new Uint8Array();
  #words = new Uint32Array();
  #doubles = new Float64Array();

  constructor(module: RawModule) {
    this.#module = module;
  }

  /** Makes `call` with these texts and numbers and gives the text it answered. */
  call(call: Call, texts: readonly Text[], ...numbers: readonly (number | boolean)[]): string {
    this.#layOut(texts.map(written), numbers);
    const place = this.#module.call(call) / Uint32Array.BYTES_PER_ELEMENT;
    this.#lookAnew();
    return decoder.decode(this.bytesAt([this.#words[place]!, this.#words[place + 1]!]));
  }

  /** What lies at `place`, until the next call. */
  bytesAt([address, size]: Place): Uint8Array {
    return this.#bytes.subarray(address, address + size);
  }

  #layOut(texts: readonly Text[], numbers: readonly (number | boolean)[]): void {
    const bytes = texts.reduce((sum, text) => sum + roomOf(text), TEXTS_AT);
    const room = this.#module.room(bytes);
    if (room === 0) {
      throw new RangeError(`There is no memory for a text of ${bytes} bytes.`);
    }
    this.#lookAnew();
    numbers.forEach((number, index) => {
      this.#doubles[room / Float64Array.BYTES_PER_ELEMENT + index] = Number(number);
    });
    let at = room + TEXTS_AT;
    texts.forEach((text, index) => {
      const size = this.#put(text, at);
      this.#words[(room + SIZES_AT) / Uint32Array.BYTES_PER_ELEMENT + index] = size;
      at += size;
    });
  }

  /** The number of bytes put. */
  #put(text: Text, at: number): number {
    if (typeof text === "string") {
      return writeUtf8(text, this.#bytes.subarray(at, at + roomOf(text)));
    }
    this.#bytes.set(text, at);
    return text.length;
  }

  /** Memory that has grown lies in another buffer. */
  #lookAnew(): void {
    const { buffer } = this.#module.memory;
    if (this.#bytes.buffer !== buffer) {
      this.#bytes = new Uint8Array(buffer);
      this.#words = new Uint32Array(buffer);
      this.#doubles = new Float64Array(buffer);
    }
  }
}

/** `text` as it is laid out: longer ones, and those that have no UTF-8, are made bytes first. */
const written = (text: Text): Text =>
  typeof text === "string" && (text.length > WRITTEN_LENGTH_MAX || !hasUtf8(text)) ? utf8Of(text) : text;

const roomOf = (text: Text): number => text.length * (typeof text === "string" ? UTF8_BYTES_PER_UNIT_MAX : 1);
