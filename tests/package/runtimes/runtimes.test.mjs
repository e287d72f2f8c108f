// The installed package in Deno, Bun and workerd (Cloudflare Workers), each by the entry that its conditions lead to.
// Their programs are large, so that they are installed for `./dev test package` alone.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { PackedPackage } from "../../support/package.mjs";
import { moduleUrl } from "../../support/paths.mjs";
import { within } from "../../support/waiting.mjs";

const program = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

/** Signs, receives and reads a request, and says by which file the package was loaded. */
const SCRIPT = `
  import { loadHookstorm } from "hookstorm";
  import { verify } from "hookstorm/receiver";
  const hookstorm = await loadHookstorm();
  const secret = hookstorm.newSecret();
  const { value: body } = hookstorm.buildBody(hookstorm.sample("job.ended"), "standard");
  const pair = hookstorm.newKeyPair();
  const outcome = [import.meta.resolve("hookstorm")];
  for (const [signing, secrets] of [[secret, secret], [pair.secret, pair.publicKey]]) {
    const { value: headers } = hookstorm.sign({ body, secret: signing, messageId: hookstorm.newMessageId(new Date()) });
    const request = (text) => new Request("https://a.example/", { method: "POST", headers, body: text });
    const received = await verify(request(body), { secrets });
    const refused = await verify(request(body + "x"), { secrets });
    outcome.push(received.value.version, received.value.message.trigger, refused.problems[0].code);
  }
  console.log(JSON.stringify(outcome));`;

let packed;

before(() => {
  packed = new PackedPackage();
});

after(() => packed?.remove());

for (const [name, path, options] of [
  ["Deno", "deno/bin.cjs", ["run", "--allow-read=.", "--node-modules-dir=manual", "--cached-only", "main.mjs"]],
  ["Bun", "bun/bin/bun.exe", ["main.mjs"]],
]) {
  test(`${name}: signs, receives and reads`, () => {
    const folder = packed.project({ "main.mjs": SCRIPT });
    const command = path.endsWith(".cjs") ? [process.execPath, program(path)] : [program(path)];
    const output = execFileSync(command[0], [...command.slice(1), ...options], { cwd: folder, encoding: "utf8" });
    const [entry, ...outcome] = JSON.parse(output);
    assert.match(entry, /\/index\.node\.js$/);
    assert.deepEqual(outcome, ["v1", "v1a"].flatMap((version) => [version, "job.ended", "signature-mismatch"]));
  });
}

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "core.wasm", wasm = embed "core.wasm")],
    compatibilityDate = "2025-01-01",
    bindings = [(name = "WEBHOOK_SECRET", fromEnvironment = "WEBHOOK_SECRET")]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);`;

test("workerd: a Worker receives what is signed, and refuses the rest", async () => {
  const hookstorm = await (await import(moduleUrl)).loadHookstorm();
  const { secret, publicKey } = hookstorm.newKeyPair();
  const folder = packed.project({
    "main.js": `import { verify } from "hookstorm/receiver";
      export default {
        async fetch(request, env) {
          const { value, problems } = await verify(request, { secrets: env.WEBHOOK_SECRET });
          return Response.json([value?.message?.trigger, ...problems.map(({ code }) => code)]);
        },
      };`,
    "config.capnp": CONFIGURATION,
  });
  const options = { bundle: true, format: "esm", outfile: "worker.js", conditions: ["workerd", "worker", "browser"], external: ["*.wasm"] };
  await build({ ...options, absWorkingDir: folder, entryPoints: ["main.js"] });
  copyFileSync(join(folder, "node_modules/hookstorm/core.wasm"), join(folder, "core.wasm"));
  const server = spawn(program("workerd/bin/workerd"), ["serve", "config.capnp", "--control-fd=1"], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: publicKey },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [said] = await within("workerd listens", once(server.stdout, "data"));
    const url = `http://127.0.0.1:${JSON.parse(said).port}/`;
    const { value: body } = hookstorm.buildBody(hookstorm.sample("job.ended"), "standard");
    const { value: headers } = hookstorm.sign({ body, secret, messageId: "msg_1" });
    const answer = async (text) => (await fetch(url, { method: "POST", headers, body: text })).json();
    assert.deepEqual(await answer(body), ["job.ended"]);
    assert.deepEqual(await answer(`${body}x`), [null, "signature-mismatch"]);
  } finally {
    server.kill();
    await once(server, "exit");
  }
});
