// Makes WebAssembly smaller as pages fetch it: compressed. What looks alike is brought together, and what
// only spares bytes before compression is undone.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const wasmOpt = fileURLToPath(new URL("node_modules/binaryen/bin/wasm-opt", import.meta.url));

/** Whatever the compiler was allowed to use. */
const features = ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt"];

/** Control flow made anew, then optimised until nothing is gained (-Oz gains no more, and costs time); functions beside their likes. */
const passes = ["--flatten", "--rereloop", "-O3", "-O3", "--reorder-functions-by-name"];
const stripped = ["--strip-debug", "--strip-producers", "--strip-target-features"];

const HEADER_BYTES = 8;
const DATA_SECTION = 11;
const DATA_COUNT_SECTION = 12;
const ACTIVE_IN_FIRST_MEMORY = 0;
const I32_CONST = 0x41;
const END = 0x0b;

/** Writes a smaller module that does what that of the file `input` does, which still has the names of its functions. */
export async function compact(input, output) {
  const allowed = ["--mvp-features", ...features.map((feature) => `--enable-${feature}`)];
  const memory = ["--low-memory-unused", "--zero-filled-memory", "--skip-pass=memory-packing"];
  execFileSync(process.execPath, [wasmOpt, input, "--output", output, ...allowed, ...memory, ...passes, ...stripped]);
  await writeFile(output, withOneSegment(await readFile(output)));
}

/** Places in `bytes` one after the other. */
class Reader {
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

  expect(...values) {
    if (values.some((value) => this.number() !== value)) {
      throw new Error("A data segment is not as Emscripten writes them: at a constant address of the only memory.");
    }
  }
}

/** LEB128; a signed number's last byte has its highest bit, which is the sign, free. */
function encoded(value, { signed = false } = {}) {
  const bytes = [];
  for (; value >= (signed ? 0x40 : 0x80); value = Math.floor(value / 0x80)) {
    bytes.push(0x80 | (value & 0x7f));
  }
  return Buffer.from([...bytes, value]);
}

/**
 * `wasm` with all its data in one segment: zeros between segments compress to less than where the next one begins. Nothing
 * asks how many segments there are, which the section of their count is for.
 */
function withOneSegment(wasm) {
  const parts = [wasm.subarray(0, HEADER_BYTES)];
  for (const reader = new Reader(wasm, HEADER_BYTES); reader.hasMore; ) {
    const id = reader.number();
    const content = reader.take(reader.number());
    if (id !== DATA_COUNT_SECTION) {
      const kept = id === DATA_SECTION ? joined(content) : content;
      parts.push(Buffer.from([id]), encoded(kept.length), kept);
    }
  }
  return Buffer.concat(parts);
}

function joined(section) {
  const reader = new Reader(section);
  const segments = Array.from({ length: reader.number() }, () => {
    reader.expect(ACTIVE_IN_FIRST_MEMORY, I32_CONST);
    const start = reader.number();
    reader.expect(END);
    return { start, content: reader.take(reader.number()) };
  });
  const start = Math.min(...segments.map((segment) => segment.start));
  const data = Buffer.alloc(Math.max(...segments.map((segment) => segment.start + segment.content.length)) - start);
  for (const segment of segments) {
    data.set(segment.content, segment.start - start);
  }
  const place = [Buffer.from([ACTIVE_IN_FIRST_MEMORY, I32_CONST]), encoded(start, { signed: true }), Buffer.from([END])];
  return Buffer.concat([encoded(1), ...place, encoded(data.length), data]);
}
