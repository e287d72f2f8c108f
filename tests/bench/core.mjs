// Measures the core as WebAssembly in Node: one JSON line a figure, the median of many rounds; and how large it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync } from "node:zlib";

import jsone from "json-e";

import { moduleUrl } from "../support/paths.mjs";
import { buildBody } from "./javascript.mjs";
import { medianMicroseconds, print } from "./measuring.mjs";

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const hookstorm = await (await import(moduleUrl)).loadHookstorm();

const occurrence = readFileSync(new URL("occurrence.json", import.meta.url), "utf8");
const bytes = { input_bytes: Buffer.byteLength(occurrence) };
const lenient = { checking: "lenient" };
const webhook = { triggers: ["event.created"], url: "https://a.example/", secret: hookstorm.newSecret() };
const attempt = { messageId: "msg_1", attemptedAt: new Date(), ...lenient };
print("core.build.wasm", ...medianMicroseconds(() => hookstorm.buildBody(occurrence, "extended", lenient)), "us", bytes);
const inJavaScript = buildBody(occurrence, NIL_UUID);
assert.equal(inJavaScript.value, hookstorm.buildBody(occurrence, "extended", lenient).value);
print("core.build.javascript", ...medianMicroseconds(() => buildBody(occurrence, NIL_UUID)), "us", bytes);
print("core.render.wasm", ...medianMicroseconds(() => hookstorm.renderRequest(occurrence, webhook, attempt)), "us", bytes);

// Filters and templates, each from texts as a page has them: parse and check the occurrence, compile, evaluate.
const registered = hookstorm.sample("people.registered");
const filter =
  "trigger == 'people.registered' && person.email != '' && event.language in ['en', 'fr'] && session.registrants_count > 0";
const filtering = { triggers: ["people.registered"], url: "https://a.example/", filter };
const template = hookstorm.recipes()[0].webhook.template;
const variables = () => JSON.parse(registered);
const filterBytes = { input_bytes: Buffer.byteLength(registered) + filter.length };
assert.equal(hookstorm.matches(registered, filtering).value.passes, true);
print("core.filter.wasm", ...medianMicroseconds(() => hookstorm.matches(registered, filtering)), "us", filterBytes);
assert.equal(jsone({ $eval: filter }, variables()), true);
print("core.filter.javascript", ...medianMicroseconds(() => jsone({ $eval: filter }, variables())), "us", filterBytes);
const templateBytes = { input_bytes: Buffer.byteLength(registered) + JSON.stringify(template).length };
const rendered = hookstorm.renderTemplate(template, registered).value;
print("core.template.wasm", ...medianMicroseconds(() => hookstorm.renderTemplate(template, registered)), "us", templateBytes);
assert.equal(JSON.stringify(jsone(template, variables())), rendered);
print("core.template.javascript", ...medianMicroseconds(() => JSON.stringify(jsone(template, variables()))), "us", templateBytes);

// As the package has both: with Emscripten's glue by itself, which there is a part of index.js.
const { minify } = createRequire(new URL("../../wasm/package.json", import.meta.url))("terser");
const glue = readFileSync(new URL("../glue/core.js", moduleUrl), "utf8");
const minified = await minify(glue, { module: true, ecma: 2020, compress: { passes: 3 } });
const sizes = {
  "core.wasm": brotliCompressSync(readFileSync(new URL("core.wasm", moduleUrl))).length,
  glue: brotliCompressSync(minified.code).length,
};
print("wasm.size", sizes["core.wasm"] + sizes.glue, "bytes", { brotli: true, files: sizes });
