// The binary form of WebAssembly modules, as far as compaction changes it.

const HEADER_BYTES = 8;

/** The sections that compaction reads or writes, by their ids. */
export const Section = { custom: 0, imports: 2, code: 10, data: 11, dataCount: 12 };

/** What lies in `bytes`, one thing after the other. */
export class Reader {
  #bytes;
  #at;

  constructor(bytes, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get hasMore() {
    return this.#at < this.#bytes.length;
  }

  /** A number that is not negative, in LEB128, signed or not. */
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  }

  take(count) {
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** What begins with its size: a text, a section, a function's body. */
  sized() {
    return this.take(this.number());
  }

  /** As many of what `read` reads as a number before them says. */
  list(read) {
    return Array.from({ length: this.number() }, read);
  }

  expect(...values) {
    if (values.some((value) => this.number() !== value)) {
      throw new Error("The module is not as Emscripten writes them: only functions come in, and data is for constant addresses.");
    }
  }
}

/** LEB128; a signed number's last byte has its highest bit, which is the sign, free. */
export function number(value, { signed = false } = {}) {
  const bytes = [];
  for (; value >= (signed ? 0x40 : 0x80); value = Math.floor(value / 0x80)) {
    bytes.push(0x80 | (value & 0x7f));
  }
  return Buffer.from([...bytes, value]);
}

export function sized(content) {
  return Buffer.concat([number(content.length), content]);
}

export function list(items) {
  return Buffer.concat([number(items.length), ...items]);
}

/** `{ id, content }` of each section. */
export function sectionsOf(wasm) {
  const sections = [];
  for (const reader = new Reader(wasm, HEADER_BYTES); reader.hasMore; ) {
    sections.push({ id: reader.number(), content: reader.sized() });
  }
  return sections;
}

export function moduleOf(wasm, sections) {
  const parts = sections.map(({ id, content }) => Buffer.concat([number(id), sized(content)]));
  return Buffer.concat([wasm.subarray(0, HEADER_BYTES), ...parts]);
}
