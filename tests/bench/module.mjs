// Measures the module in Node: one JSON line a figure, the median of many rounds.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { goldenOccurrence } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";

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

const occurrence = goldenOccurrence("event.created");
const bytes = { input_bytes: Buffer.byteLength(occurrence) };
const lenient = { checking: "lenient" };
const webhook = { triggers: ["event.created"], url: "https://a.example/", secret: hookstorm.newSecret() };
const attempt = { messageId: "msg_1", attemptedAt: new Date(), ...lenient };
print("core.build.wasm", medianMicroseconds(() => hookstorm.buildBody(occurrence, "extended", lenient)), "us", bytes);
print("core.render.wasm", medianMicroseconds(() => hookstorm.renderRequest(occurrence, webhook, attempt)), "us", bytes);

const size = ["core.wasm", "core.js", "index.js"]
  .map((name) => brotliCompressSync(readFileSync(new URL(name, moduleUrl))).length)
  .reduce((sum, length) => sum + length, 0);
print("wasm.size", size, "bytes", { files: "core.wasm + core.js + index.js, brotli" });
