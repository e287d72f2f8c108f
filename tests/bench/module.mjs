// Measures the package: its size, how soon it is there, and its calls beside what else there is: one JSON line a figure.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import { Webhook } from "standardwebhooks";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { PackedPackage } from "../support/package.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { StaticSite } from "../support/static_site.mjs";
import { bodyBuilder } from "./ajv.mjs";
import { median, medianMicroseconds, print } from "./measuring.mjs";

const LOADS = 11;
const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const rounded = (values) => values.map((value) => Math.round(value * 10) / 10);

// What a page fetches, each file compressed by itself, as servers do; and what it fetches besides for keys of ed25519.
const sizesOf = (names) => Object.fromEntries(names.map((name) => [name, brotliCompressSync(readFileSync(new URL(name, moduleUrl))).length]));
for (const [name, files] of [["module.size", sizesOf(["core.wasm", "index.js"])], ["module.size.ed25519", sizesOf(["ed25519.js"])]]) {
  print(name, Object.values(files).reduce((sum, size) => sum + size), "bytes", { brotli: true, files });
}

// Each in a process of its own.
const loading = `const start = performance.now();
  await (await import(${JSON.stringify(moduleUrl.href)})).loadHookstorm();
  console.log(performance.now() - start);`;
const loads = Array.from({ length: LOADS }, () => Number(execFileSync(process.execPath, ["--input-type=module", "--eval", loading], { encoding: "utf8" })));
print("module.load.node", median(loads), "ms", { runs: rounded(loads) });

// Each in a context of its own, in which nothing is cached.
const packed = new PackedPackage();
const browser = await launchBrowser();
const site = await new StaticSite(
  packed.project({
    "index.html": '<!doctype html><title>First preview</title><pre id="body"></pre><script type="module" src="main.js"></script>',
    "main.js": `const start = performance.now();
      const { loadHookstorm } = await import("./node_modules/hookstorm/index.js");
      const hookstorm = await loadHookstorm();
      const webhook = { triggers: ["people.registered"], url: "https://a.example/", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
      const attempt = { messageId: "msg_1", attemptedAt: new Date() };
      const { value } = hookstorm.renderRequest(hookstorm.sample("people.registered"), webhook, attempt);
      document.querySelector("#body").textContent = value.body;
      globalThis.taken = performance.now() - start;`,
  }),
).start();
const previews = [];
for (let run = 0; run < LOADS; ++run) {
  const { page, context, errors } = await openPage(browser);
  await page.goto(site.url);
  previews.push(await (await page.waitForFunction(() => globalThis.taken)).jsonValue());
  assert.deepEqual(errors, []);
  await context.close();
}
print("module.first_preview.chromium", median(previews), "ms", { runs: rounded(previews) });
await browser.close();
await site.stop();
packed.remove();

const hookstorm = await (await import(moduleUrl)).loadHookstorm();
const secret = hookstorm.newSecret();

// Of 1.5 KB, by v1, from headers as Node has them; as bytes, which servers receive, and as a text.
const body = JSON.stringify({ type: "message", data: "é".repeat(40) }).padEnd(1500 - 40, " ");
const headers = { ...hookstorm.sign({ body, secret, messageId: "msg_1" }).value, "content-type": "application/json" };
const theirs = new Webhook(secret);
for (const [form, received] of [["bytes", Buffer.from(body)], ["text", body]]) {
  const verifications = [() => hookstorm.verify({ headers, body: received, secrets: secret }), () => theirs.verify(received, headers)];
  assert.equal(verifications[0]().value.version, "v1");
  assert.deepEqual(verifications[1](), JSON.parse(body));
  const [ours, others] = medianMicroseconds(...verifications);
  const facts = { body_bytes: Buffer.byteLength(body) };
  print(`module.verify.${form}`, ours, "us", facts);
  print(`module.verify.${form}.standardwebhooks`, others, "us", facts);
}

// Parse, check, build, from a text to a text.
const occurrence = hookstorm.sample("event.created");
const inJavaScript = bodyBuilder(hookstorm.schema("event.created"));
const builds = [() => hookstorm.buildBody(occurrence, "extended"), () => inJavaScript(occurrence, NIL_UUID)];
assert.deepEqual(builds[1](), builds[0]());
const [built, builtByAjv] = medianMicroseconds(...builds);
const input = { input_bytes: Buffer.byteLength(occurrence) };
print("module.build", built, "us", input);
print("module.build.ajv", builtByAjv, "us", input);
