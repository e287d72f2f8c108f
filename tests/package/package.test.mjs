// The package as npm packs it: its files, its metadata by the judges of others, and what it costs to import it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { PackedPackage, runNode } from "../support/package.mjs";

const judgeOfTypes = fileURLToPath(new URL("../node_modules/@arethetypeswrong/cli/dist/index.js", import.meta.url));

const compiler = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

let packed;

before(() => {
  packed = new PackedPackage();
});

after(() => packed?.remove());

test("the tarball holds what is run, its types, README and licence, and nothing else", () => {
  const roles = { code: /^[\w.-]+\.js$/, types: /^[\w./-]+\.d\.ts$/, wasm: /^core\.wasm$/, rest: /^(package\.json|README\.md|LICENSE)$/ };
  const counts = Object.fromEntries(
    Object.entries(roles).map(([role, pattern]) => [role, packed.files.filter((path) => pattern.test(path)).length]),
  );
  assert.deepEqual(counts, { code: 6, types: 9, wasm: 1, rest: 3 }, packed.files.join("\n"));
  assert.equal(packed.files.length, 19, packed.files.join("\n"));
});

test("publint finds nothing", async () => {
  const folder = join(packed.installed, "node_modules/hookstorm");
  const { messages } = await publint({ pkgDir: folder, level: "suggestion", strict: true });
  const { default: metadata } = await import(join(folder, "package.json"), { with: { type: "json" } });
  assert.deepEqual(messages.map((message) => formatMessage(message, metadata)), []);
});

test("arethetypeswrong finds nothing, of an ESM package", () => {
  const options = ["--profile", "esm-only", "--format", "json", "--exclude-entrypoints", "core.wasm"];
  const report = JSON.parse(execFileSync(process.execPath, [judgeOfTypes, packed.tarball, ...options], { encoding: "utf8" }));
  // The profile still lists that CommonJS's require finds no CommonJS; import() is for that.
  const problems = Object.values(report.problems).flat().filter(({ resolutionKind }) => resolutionKind !== "node16-cjs");
  assert.deepEqual(problems, []);
  assert.deepEqual(Object.keys(report.analysis.entrypoints).sort(), [".", "./ed25519", "./package.json", "./preview-element", "./receiver"]);
});

test("Node: every entry is imported without doing anything, and the module runs", () => {
  const folder = packed.project({
    "main.js": `
      const globals = Object.getOwnPropertyNames(globalThis).sort();
      globalThis.fetch = () => { throw new Error("a request of the network"); };
      WebAssembly.compile = new Proxy(WebAssembly.compile, { apply: (compile, self, values) => (++compiled, Reflect.apply(compile, self, values)) });
      let compiled = 0;
      const { loadHookstorm } = await import("hookstorm");
      const { verify } = await import("hookstorm/receiver");
      const { HookstormPreview } = await import("hookstorm/preview-element");
      await import("hookstorm/ed25519");
      const before = { compiled, globals: Object.getOwnPropertyNames(globalThis).filter((name) => !globals.includes(name)) };
      const hookstorm = await loadHookstorm();
      const same = (await loadHookstorm()) === hookstorm;
      console.log(JSON.stringify({ before, compiled, same, kinds: [typeof verify, typeof HookstormPreview], count: hookstorm.triggers().length }));`,
  });
  assert.deepEqual(JSON.parse(runNode(folder, "main.js")), {
    before: { compiled: 0, globals: [] },
    compiled: 1,
    same: true,
    kinds: ["function", "function"],
    count: 10,
  });
});

test("Node: a thread of its own runs the module", () => {
  const folder = packed.project({
    "main.js": `
      import { Worker } from "node:worker_threads";
      new Worker(new URL("worker.js", import.meta.url)).on("message", (text) => console.log(text));`,
    "worker.js": `
      import { parentPort } from "node:worker_threads";
      import { loadHookstorm } from "hookstorm";
      parentPort.postMessage((await loadHookstorm()).version);`,
  });
  assert.equal(runNode(folder, "main.js").trim(), JSON.parse(readFileSync(join(packed.installed, "node_modules/hookstorm/package.json"))).version);
});

test("the WebAssembly can be given, and what cannot be loaded says why and may be loaded again", () => {
  const folder = packed.project({
    "main.js": `
      import { readFileSync } from "node:fs";
      import { loadHookstorm } from "hookstorm";
      const failures = [];
      for (const wasm of [7, new Response("<!doctype html>"), new Response("", { status: 404 })]) {
        await loadHookstorm({ wasm }).catch((failure) => failures.push(failure.message));
      }
      const wasm = readFileSync(new URL(import.meta.resolve("hookstorm/core.wasm")));
      console.log(JSON.stringify({ failures, version: typeof (await loadHookstorm({ wasm })).version }));`,
  });
  const { failures, version } = JSON.parse(runNode(folder, "main.js"));
  assert.equal(version, "string");
  assert.match(failures.join("\n"), /^wasm must be .*\n.*optimizeDeps.*\n.*answered 404/);
});

const consumers = {
  node: {
    options: { module: "NodeNext", moduleResolution: "NodeNext", lib: ["ES2022"], types: ["node"] },
    source: `import type { IncomingMessage } from "node:http";
      import { loadHookstorm, type Hookstorm } from "hookstorm";
      import { verify, type Received } from "hookstorm/receiver";
      export const loaded: Promise<Hookstorm> = loadHookstorm();
      export async function receive(request: IncomingMessage | Request): Promise<string | null> {
        const { value } = await verify(request, { secrets: ["whsec_"] });
        // @ts-expect-error: the value may be missing
        const received: Received = value;
        return value?.message?.family === "extended" ? value.message.body.data.id : (received.messageId ?? null);
      }
      // @ts-expect-error: a request needs a secret
      void verify(new Request("https://a.example/"), {});
      // @ts-expect-error: not every object is a request
      void verify({ body: "" }, { secrets: "whsec_" });`,
  },
  browser: {
    options: { module: "ESNext", moduleResolution: "Bundler", lib: ["ES2022", "DOM"], types: [] },
    source: `import { loadHookstorm, type Hookstorm } from "hookstorm";
      import { ed25519 } from "hookstorm/ed25519";
      import { HookstormPreview, type PreviewDetail } from "hookstorm/preview-element";
      const element: HookstormPreview = document.createElement("hookstorm-preview");
      element.webhook = { triggers: ["event.created"], url: "https://a.example/" };
      element.occurrence = null;
      element.addEventListener("hookstorm-preview", ({ detail }) => {
        const { request, problems }: PreviewDetail = detail;
        console.log(request?.body, problems[0]?.of === "webhook");
      });
      export const loaded: Promise<Hookstorm> = loadHookstorm({ ed25519 });
      // @ts-expect-error: that is no ed25519
      void loadHookstorm({ ed25519: true });
      // @ts-expect-error: a webhook is a text or an object
      element.webhook = 7;`,
  },
};
for (const [name, { options, source }] of Object.entries(consumers)) {
  test(`the installed types are right for ${name}: all that is allowed, and nothing that is not`, () => {
    const strict = { strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
    const configuration = { compilerOptions: { target: "ES2022", ...strict, ...options }, include: ["main.ts"] };
    const folder = packed.project({ "main.ts": source, "tsconfig.json": JSON.stringify(configuration) }, ["@types/node", "undici-types"]);
    const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", folder], { encoding: "utf8" });
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
}

test("a bundle holds only what is used of the package", async () => {
  const bundled = async (source) => {
    const folder = packed.project({ "main.js": source });
    const options = { bundle: true, minify: true, format: "esm", write: false, metafile: true, outdir: "out", logLevel: "error" };
    const { metafile } = await build({ ...options, absWorkingDir: folder, entryPoints: ["main.js"] });
    const [{ inputs }] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint === "main.js");
    return Object.entries(inputs)
      .filter(([path, { bytesInOutput }]) => path.includes("node_modules/hookstorm") && bytesInOutput > 0)
      .map(([path]) => path.replace("node_modules/hookstorm/", ""))
      .sort();
  };
  assert.deepEqual(await bundled('import "hookstorm"; import "hookstorm/receiver"; import "hookstorm/ed25519";'), []);
  assert.deepEqual(await bundled('import { loadHookstorm } from "hookstorm"; console.log(1);'), []);
  assert.deepEqual(await bundled('import { loadHookstorm } from "hookstorm"; await loadHookstorm();'), ["index.js"]);
  assert.deepEqual(await bundled('import { verify } from "hookstorm/receiver"; console.log(verify);'), ["ed25519.js", "index.js", "receiver.js"]);
  assert.deepEqual(await bundled('import "hookstorm/preview-element";'), ["ed25519.js", "index.js", "preview-element.js"]);
});
