// Native and wasm give the same bytes for the same inputs: the digests that the two print are compared, function by
// function and block by block. Seed and number of inputs stand in functions.hpp.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url);
const nativeProgram = new URL("build/native/tests/differential/hookstorm_differential", root).pathname;
const wasmProgram = new URL("build/wasm/tests/differential/hookstorm_differential.js", root).pathname;

const setting = (name) => new RegExp(`${name} = ([\\d']+);`).exec(readFileSync(new URL("functions.hpp", import.meta.url)))[1];
const seed = setting("kSeed");
const inputs = Number(setting("kInputs").replaceAll("'", ""));

async function linesOf(program, ...options) {
  const { stdout } = await promisify(execFile)(program, options, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim().split("\n");
}

test(`native and wasm give the same for ${inputs} inputs a function (seed ${seed})`, async () => {
  const [native, wasm] = await Promise.all([linesOf(nativeProgram), linesOf(process.execPath, wasmProgram)]);
  const different = native.findIndex((line, index) => line !== wasm[index]);
  assert.equal(wasm[different], native[different], "the first block of inputs whose outputs differ");
  assert.equal(wasm.length, native.length);
  const counts = new Map(native.map((line) => line.split(" ")).map(([name, count]) => [name, Number(count)]));
  for (const [name, count] of counts) {
    console.log(`${name}: ${count} inputs`);
    assert.ok(count >= inputs || name === "tables", name);
  }
});
