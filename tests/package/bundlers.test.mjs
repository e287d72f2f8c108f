// The installed package in what Vite and webpack make of a project, in Chromium: the page and a worker of it.
import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { build as bundle } from "esbuild";
import { build, createServer } from "vite";
import webpack from "webpack";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { PackedPackage, runNode } from "../support/package.mjs";
import { StaticSite } from "../support/static_site.mjs";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** The worker's body is compared with that of the page. */
const sources = {
  "index.html": '<!doctype html><title>Bundled</title><p id="outcome"></p><script type="module" src="/main.js"></script>',
  "main.js": `
    import { loadHookstorm } from "hookstorm";
    const outcome = document.querySelector("#outcome");
    const hookstorm = await loadHookstorm();
    const { value } = hookstorm.buildBody(hookstorm.sample("event.created"), "standard");
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => { outcome.textContent = JSON.stringify([data === value, JSON.parse(value).type]); };
    worker.onerror = (event) => { outcome.textContent = "the worker failed: " + event.message; };`,
  "worker.js": `
    import { loadHookstorm } from "hookstorm";
    loadHookstorm().then((hookstorm) => postMessage(hookstorm.buildBody(hookstorm.sample("event.created"), "standard").value));`,
};

let packed;
let browser;

before(async () => {
  packed = new PackedPackage();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  packed?.remove();
});

/** What a page shows in the end; nothing may have been reported on its console. */
async function shown(url, selector) {
  const { page, context, errors } = await openPage(browser);
  try {
    await page.goto(url);
    const element = page.locator(selector);
    await element.filter({ hasText: /./ }).waitFor();
    assert.deepEqual(errors, []);
    return await element.textContent();
  } finally {
    await context.close();
  }
}

async function shownBy(folder, selector) {
  const site = await new StaticSite(folder, POLICY).start();
  try {
    return await shown(site.url, selector);
  } finally {
    await site.stop();
  }
}

const BOTH = '[true,"event.created"]';

test("Vite: what it builds runs under the strict policy", async () => {
  const folder = packed.project(sources);
  await build({ root: folder, configFile: false, logLevel: "error", build: { target: "es2022" } });
  assert.equal(await shownBy(join(folder, "dist"), "#outcome"), BOTH);
});

test("Vite: its development server runs the package with the setting that the README names, and without it says which", async () => {
  for (const [optimizeDeps, expected] of [[{ exclude: ["hookstorm"] }, BOTH], [{}, /optimizeDeps/]]) {
    const folder = packed.project({ ...sources, "main.js": `${sources["main.js"].replace("await loadHookstorm()", "await loadHookstorm().catch((failure) => { outcome.textContent = failure.message; })")}` });
    const server = await createServer({ root: folder, configFile: false, logLevel: "silent", optimizeDeps, server: { host: "127.0.0.1", port: 0 } });
    try {
      await server.listen();
      const { port } = server.httpServer.address();
      const { page, context } = await openPage(browser);
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.locator("#outcome").filter({ hasText: expected }).waitFor();
      await context.close();
    } finally {
      await server.close();
    }
  }
});

test("webpack: what it builds runs under the strict policy", async () => {
  const folder = packed.project(sources);
  const compiler = webpack({ mode: "production", context: folder, entry: "./main.js", output: { path: join(folder, "dist") } });
  const stats = await new Promise((resolve, reject) => compiler.run((failure, result) => (failure ? reject(failure) : resolve(result))));
  await new Promise((resolve) => compiler.close(resolve));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual(errors, []);
  assert.deepEqual(warnings.filter(({ message }) => !message.includes("size limit")), []);
  writeFileSync(join(folder, "dist/index.html"), '<!doctype html><title>Bundled</title><p id="outcome"></p><script type="module" src="main.js"></script>');
  assert.equal(await shownBy(join(folder, "dist"), "#outcome"), BOTH);
});

test("esbuild: its bundle runs with core.wasm beside it, or where its address says", async () => {
  for (const [wasm, options] of [["core.wasm", ""], ["elsewhere/core.wasm", '{ wasm: "/elsewhere/core.wasm" }']]) {
    const main = `import { loadHookstorm } from "hookstorm";
      loadHookstorm(${options}).then((hookstorm) => { document.querySelector("#outcome").textContent = hookstorm.triggers()[0].name; });`;
    const folder = packed.project({ "main.js": main });
    const dist = join(folder, "dist");
    await bundle({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, format: "esm", outdir: "dist" });
    writeFileSync(join(dist, "index.html"), sources["index.html"]);
    cpSync(join(folder, "node_modules/hookstorm/core.wasm"), join(dist, wasm));
    assert.equal(await shownBy(dist, "#outcome"), "event.created");
  }
});

test("the example for Vite builds by its own script and shows a body for each choice", async () => {
  const folder = packed.example("vite-app", ["vite"]);
  runNode(folder, "node_modules/vite/bin/vite.js", "build", "--logLevel", "error");
  const site = await new StaticSite(join(folder, "dist"), POLICY).start();
  const { page, context, errors } = await openPage(browser);
  try {
    await page.goto(site.url);
    await page.getByLabel("What happens").selectOption("job.ended");
    await page.getByLabel("Family").selectOption("legacy");
    await page.getByRole("status").filter({ hasText: "job.ended" }).waitFor();
    await page.getByLabel("Family").selectOption("standard");
    assert.equal(JSON.parse(await page.locator("#body").textContent()).type, "job.ended");
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
    await site.stop();
  }
});
