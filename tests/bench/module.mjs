// Measures the module in Node: one JSON line a figure, the median of many rounds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { moduleUrl } from "../support/paths.mjs";
import { buildBody } from "./javascript.mjs";

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const ROUNDS = 101;
const CALLS_PER_ROUND = 200;

function print(measure, value, unit, more = {}) {
  console.log(JSON.stringify({ measure, value: Math.round(value * 100) / 100, unit, ...more }));
}

function medianMicroseconds(call) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; ++round) {
    const start = performance.now();
    for (let i = 0; i < CALLS_PER_ROUND; ++i) {
      call();
    }
    rounds.push(((performance.now() - start) * 1000) / CALLS_PER_ROUND);
  }
  return rounds.sort((a, b) => a - b)[(ROUNDS - 1) / 2];
}

const start = performance.now();
const hookstorm = await (await import(moduleUrl)).loadHookstorm();
print("module.load.node", performance.now() - start, "ms");

const occurrence = readFileSync(new URL("occurrence.json", import.meta.url), "utf8");
const bytes = { input_bytes: Buffer.byteLength(occurrence) };
const lenient = { checking: "lenient" };
const webhook = { triggers: ["event.created"], url: "https://a.example/", secret: hookstorm.newSecret() };
const attempt = { messageId: "msg_1", attemptedAt: new Date(), ...lenient };
print("core.build.wasm", medianMicroseconds(() => hookstorm.buildBody(occurrence, "extended", lenient)), "us", bytes);
const inJavaScript = buildBody(occurrence, NIL_UUID);
assert.equal(inJavaScript.value, hookstorm.buildBody(occurrence, "extended", lenient).value);
print("core.build.javascript", medianMicroseconds(() => buildBody(occurrence, NIL_UUID)), "us", bytes);
print("core.render.wasm", medianMicroseconds(() => hookstorm.renderRequest(occurrence, webhook, attempt)), "us", bytes);

function compressedSize(...names) {
  return names
    .map((name) => brotliCompressSync(readFileSync(new URL(name, moduleUrl))).length)
    .reduce((sum, length) => sum + length, 0);
}
print("wasm.size", compressedSize("core.wasm", "core.js"), "bytes", { files: "core.wasm + core.js, brotli" });
print("facade.size", compressedSize("index.js"), "bytes", { files: "index.js, brotli" });
