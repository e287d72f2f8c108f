// The settings file of `hookstorm serve`, and SIGHUP, which reads it and the certificates again.
import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { selfSigned } from "../support/certificate.mjs";
import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let settings;
let dispatcher;

beforeEach(() => {
  folder = temporaryFolder();
  settings = join(folder.path, "hookstorm.toml");
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  folder.remove();
});

async function serve(options = []) {
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--settings", settings, ...options]).start();
}

/** Sends SIGHUP and waits for what the log says of it. */
async function reload(expected) {
  const before = dispatcher.log.length;
  process.kill(dispatcher.pid, "SIGHUP");
  await eventually("the settings are read", () => expected.test(dispatcher.log.slice(before)));
  return dispatcher.log.slice(before);
}

/** Accepts an occurrence and gives its one delivery once it was tried. */
async function tried(count = 1) {
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  assert.equal(accepted.status, 202);
  let delivery;
  await eventually("the delivery is tried", async () => {
    [delivery] = (await dispatcher.message(accepted.json.data.id)).deliveries;
    return delivery.attempts.length >= count;
  });
  return delivery;
}

test("options come from the file, where the command line does not say otherwise", async () => {
  writeFileSync(settings, '# Tried twice.\nretry-delays = [0]\ntimeout = 7\nkeep-days = 3\nallow-network = ["127.0.0.0/8"]\nlog = "json"\n');
  const sink = await new Sink().start();
  sink.answer = (_, response) => response.writeHead(500).end();
  try {
    await serve();
    await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
    assert.equal((await tried(2)).state, "exhausted");
    assert.match(dispatcher.log, /^{"time"/);
    await dispatcher.stop();
    await serve(["--retry-delays", "3600"]);
    assert.equal((await tried(1)).state, "pending");
  } finally {
    await sink.stop();
  }
});

test("a file that cannot be used is refused with the reason", () => {
  const refusal = (text) => {
    writeFileSync(settings, text);
    const { status, stderr } = hookstorm(["serve", "--database", join(folder.path, "hookstorm.db"), "--settings", settings]);
    assert.equal(status, 2, stderr.toString());
    return stderr.toString();
  };
  assert.match(refusal("keep-dais = 3\n"), /hookstorm\.toml: there is no setting "keep-dais"/);
  assert.match(refusal("[serve]\ntimeout = 3\n"), /there is no setting "serve/);
  assert.match(refusal("keep-days = 0\n"), /hookstorm\.toml: .*keep-days.*range/);
  assert.match(refusal('settings = "other"\n'), /hookstorm\.toml: .*settings/);
  assert.match(refusal("retry-delays = [-1]\n"), /--retry-delays: a delay has/);
  assert.match(refusal("x".repeat(3 * 1024 * 1024)), /hookstorm\.toml: .*more than/);
  const notes = join(folder.path, "notes");
  writeFileSync(notes, "no certificate");
  assert.match(refusal(`ca-bundle = "${notes}"\n`), /notes holds no certificates to trust/);
  assert.match(refusal(`client-certificate = "${notes}"\n`), /notes holds no certificate/);
  const mine = selfSigned(folder.path, ["127.0.0.1"]);
  const key = join(folder.path, "mine");
  copyFileSync(mine.key, key);
  const { certificate } = selfSigned(folder.path, ["127.0.0.1"]);
  assert.match(refusal(`client-certificate = "${certificate}"\nclient-key = "${key}"\n`), /mine holds no private key.* belongs to/);
});

test("SIGHUP takes over what has changed, and keeps all as it was where the file is wrong", async () => {
  writeFileSync(settings, "retry-delays = [3600]\n");
  const sink = await new Sink().start();
  sink.answer = (_, response) => response.writeHead(500).end();
  try {
    await serve();
    await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
    assert.equal((await tried(1)).state, "pending");
    writeFileSync(settings, "retry-delays = [0]\n");
    await reload(/the settings were read again/);
    assert.equal((await tried(2)).state, "exhausted");
    writeFileSync(settings, "retry-delay = [0, 0]\n");
    assert.match(await reload(/stay as they were/), /there is no setting "retry-delay"/);
    assert.equal((await tried(2)).state, "exhausted");
    writeFileSync(settings, 'retry-delays = [0]\nlog = "json"\n');
    assert.match(await reload(/read again/), /a change of log counts from the next start on/);
  } finally {
    await sink.stop();
  }
});

test("SIGHUP reads the trusted certificates again, also from a file of the same name", async () => {
  const trusted = join(folder.path, "trusted");
  const [first, second] = ["first", "second"].map((name) => {
    const { certificate, key } = selfSigned(folder.path, ["127.0.0.1"]);
    const kept = { certificate: join(folder.path, `${name}.pem`), key: readFileSync(key) };
    copyFileSync(certificate, kept.certificate);
    return kept;
  });
  const server = createServer({ key: first.key, cert: readFileSync(first.certificate) }, (request, response) => {
    request.resume().on("end", () => response.writeHead(204).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    copyFileSync(first.certificate, trusted);
    writeFileSync(settings, `ca-bundle = "${trusted}"\nretry-delays = [3600]\n`);
    await serve();
    await dispatcher.addWebhook({ triggers, url: `https://127.0.0.1:${server.address().port}/in` });
    assert.equal((await tried()).state, "delivered");
    server.setSecureContext({ key: second.key, cert: readFileSync(second.certificate) });
    server.closeAllConnections();
    assert.match((await tried()).attempts[0].failure, /certificate/i);
    copyFileSync(second.certificate, trusted);
    await reload(/read again/);
    assert.equal((await tried()).state, "delivered");
    writeFileSync(trusted, "half written");
    assert.match(await reload(/stay as they were/), /trusted holds no certificates/);
    assert.equal((await tried()).state, "delivered");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("nothing is lost or sent twice while settings change under load", async () => {
  writeFileSync(settings, "timeout = 5\n");
  const sink = await new Sink().start();
  sink.answer = (_, response) => response.writeHead(204).end();
  try {
    await serve();
    await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
    const count = 200;
    for (let i = 0; i < count; ++i) {
      assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
      if (i % 10 === 0) {
        process.kill(dispatcher.pid, "SIGHUP");
      }
    }
    await eventually("all have arrived", () => sink.requests.length >= count);
    assert.equal(await dispatcher.stop(), 0);
    assert.equal(sink.requests.length, count);
  } finally {
    await sink.stop();
  }
});
