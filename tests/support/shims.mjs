// What stands between the program and its surroundings where these are to misbehave (tests/shims/).
import { closeSync, openSync, readSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { shimsFolder } from "./paths.mjs";

const NUMBER_BYTES = 8;

/** The environment of a process with `shims`. A sanitizer's runtime (HOOKSTORM_PRELOAD) has to come before them. */
export function environmentWith(shims) {
  if (shims.length === 0) {
    return process.env;
  }
  const libraries = shims.map(({ name }) => join(shimsFolder, `${name}.so`));
  const environment = { ...process.env, LD_PRELOAD: [process.env.HOOKSTORM_PRELOAD, ...libraries].filter(Boolean).join(" ") };
  for (const { variable, path } of shims) {
    environment[variable] = path;
  }
  return environment;
}

/** Numbers that this process and another see, each change at once. */
class SharedNumbers {
  #file;

  constructor(path, count) {
    writeFileSync(path, Buffer.alloc(count * NUMBER_BYTES));
    this.#file = openSync(path, "r+");
  }

  get(index) {
    const bytes = Buffer.alloc(NUMBER_BYTES);
    readSync(this.#file, bytes, 0, NUMBER_BYTES, index * NUMBER_BYTES);
    return Number(bytes.readBigInt64LE());
  }

  set(index, number) {
    const bytes = Buffer.alloc(NUMBER_BYTES);
    bytes.writeBigInt64LE(BigInt(number));
    writeSync(this.#file, bytes, 0, NUMBER_BYTES, index * NUMBER_BYTES);
  }

  close() {
    closeSync(this.#file);
  }
}

/** The wall clock, which can be set. */
export class Clock {
  name = "clock";
  variable = "HOOKSTORM_CLOCK";
  #numbers;

  constructor(folder) {
    this.path = join(folder, "clock");
    this.#numbers = new SharedNumbers(this.path, 1);
  }

  /** By how many milliseconds it is ahead of the machine's. */
  get ahead() {
    return this.#numbers.get(0);
  }

  set ahead(ms) {
    this.#numbers.set(0, ms);
  }

  close() {
    this.#numbers.close();
  }
}

/** What names lead to. */
export class Names {
  name = "names";
  variable = "HOOKSTORM_NAMES";
  #lines = new Map();

  constructor(folder) {
    this.path = join(folder, "names");
    this.#write();
  }

  /** `addresses`: empty where there is no such name. `isHeld`: whoever asks waits until that is no longer so. */
  set(name, addresses, isHeld = false) {
    this.#lines.set(name, [name, ...(isHeld ? ["held"] : []), ...addresses].join(" "));
    this.#write();
  }

  /** Beside it first, so that nobody reads half of it. */
  #write() {
    const beside = `${this.path}.new`;
    writeFileSync(beside, `${[...this.#lines.values()].join("\n")}\n`);
    renameSync(beside, this.path);
  }

  close() {}
}

/** A disk whose writes fail. */
export class WriteErrors {
  name = "write_errors";
  variable = "HOOKSTORM_WRITE_ERRORS";
  #numbers;

  constructor(folder, seed) {
    this.path = join(folder, "write_errors");
    this.#numbers = new SharedNumbers(this.path, 4);
    this.#numbers.set(1, seed);
  }

  /** How many of a thousand writes, syncs and truncations fail from now on. */
  set perThousand(count) {
    this.#numbers.set(0, count);
  }

  /** How many were asked for so far, and failed. */
  get counts() {
    return { asked: this.#numbers.get(2), failed: this.#numbers.get(3) };
  }

  close() {
    this.#numbers.close();
  }
}
