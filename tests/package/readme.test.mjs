// What the package's README says to write runs as it stands there.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { PackedPackage, runNode } from "../support/package.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { eventually, within } from "../support/waiting.mjs";

let packed;
let hookstorm;
let secret;
let folder;

before(async () => {
  packed = new PackedPackage();
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  secret = hookstorm.newSecret();
  const readme = readFileSync(join(packed.installed, "node_modules/hookstorm/README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```js\n(\/\/ (\S+)\n[^]*?)^```/gm)];
  folder = packed.project(Object.fromEntries(blocks.map(([, text, name]) => [name, text])));
});

after(() => packed?.remove());

function signed() {
  const { value: body } = hookstorm.buildBody(hookstorm.sample("job.ended"), "standard");
  return { method: "POST", body, headers: hookstorm.sign({ body, secret, messageId: "msg_1" }).value };
}

test("preview.js prints the signed request, check.js what is wrong", () => {
  assert.match(runNode(folder, "preview.js"), /^\[\]\n[^]*webhook-signature[^]*"people\.registered"/);
  const promised = [...readFileSync(join(folder, "check.js"), "utf8").matchAll(/^  \/\/ (\/.*)$/gm)].map(([, line]) => line);
  assert.equal(promised.length, 2);
  assert.deepEqual(runNode(folder, "check.js").trim().split("\n"), ["null", ...promised]);
});

test("server.js receives what is signed and refuses the rest", async () => {
  const source = readFileSync(join(folder, "server.js"), "utf8");
  const told = source.replace('listen(3000, "127.0.0.1")', 'listen(0, "127.0.0.1", function () { process.send(this.address().port); })');
  assert.notEqual(told, source);
  const project = packed.project({ "server.js": told });
  const server = fork(join(project, "server.js"), { env: { ...process.env, WEBHOOK_SECRET: secret }, silent: true });
  let output = "";
  server.stdout.on("data", (chunk) => (output += chunk));
  server.stderr.on("data", (chunk) => (output += chunk));
  try {
    const [port] = await within("the server listens", once(server, "message"));
    const status = async (request) => (await fetch(`http://127.0.0.1:${port}/`, request)).status;
    assert.equal(await status(signed()), 204);
    assert.equal(await status({ ...signed(), body: "{}" }), 401);
    await eventually("it says what it did", () => /^msg_1 \{.*job\.ended\n/m.test(output) && /^refused: \/headers\/webhook-signature /m.test(output));
  } finally {
    server.kill();
    await once(server, "exit");
  }
});

test("worker.js receives what is signed and refuses the rest", async () => {
  const worker = (await import(pathToFileURL(join(folder, "worker.js")))).default;
  const status = async (changes) => (await worker.fetch(new Request("https://a.example/", { ...signed(), ...changes }), { WEBHOOK_SECRET: secret })).status;
  assert.equal(await status({}), 204);
  assert.equal(await status({ body: "{}" }), 401);
});

test("vite.config.js is the setting that the development server needs", async () => {
  const { default: configuration } = await import(pathToFileURL(join(folder, "vite.config.js")));
  assert.deepEqual(configuration, { optimizeDeps: { exclude: ["hookstorm"] } });
});
