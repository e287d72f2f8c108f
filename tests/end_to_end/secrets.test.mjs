// Signing secrets in the store: encrypted where a key is given, and shown in one answer alone.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";

const occurrence = readFileSync(join(samplesFolder, "event.created.json"), "utf8");
const triggers = ["event.created"];

let folder;
let database;
let keyFile;

beforeEach(() => {
  folder = temporaryFolder();
  database = join(folder.path, "hookstorm.db");
  keyFile = join(folder.path, "key");
  writeFileSync(keyFile, `${randomBytes(32).toString("base64")}\n`);
});

afterEach(() => folder.remove());

/** Starts `serve`, which is to refuse; gives its standard error. */
function refusal(args, { env = {}, status = 1, port = 0 } = {}) {
  const ended = hookstorm(["serve", "--database", database, "--listen", `127.0.0.1:${port}`, ...args], { env });
  assert.equal(ended.status, status, ended.stderr.toString());
  assert.equal(ended.stdout.length, 0);
  return ended.stderr.toString();
}

test("a secret is shown when it is made or changed, never again, and signs after a restart with the key", async () => {
  const sink = await new Sink().start();
  const dispatcher = await new Dispatcher(database).start();
  try {
    const { id, attributes } = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
    const path = `/v1/webhooks/${id}`;
    const change = async (changes) =>
      (await dispatcher.request("PATCH", path, { data: { type: "webhooks", attributes: changes } })).json.data.attributes;
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    const previous = [{ secret: attributes.secret, until: "2999-01-01T00:00:00.000Z" }];
    const rotated = await change({ secret, previous_secrets: previous });
    assert.equal(rotated.secret, secret);
    assert.deepEqual(rotated.previous_secrets, previous);
    for (const shown of [
      await change({ name: "renamed" }),
      (await dispatcher.request("GET", path)).json.data.attributes,
      (await dispatcher.request("GET", "/v1/webhooks")).json.data[0].attributes,
    ]) {
      assert.equal(shown.name, "renamed");
      assert.ok(!("secret" in shown) && !("previous_secrets" in shown), JSON.stringify(shown));
    }
    const again = await change({ secret });
    assert.equal(again.secret, secret);
    assert.ok(!("previous_secrets" in again));

    await dispatcher.stop();
    dispatcher.options = ["--secrets-key-file", keyFile];
    await dispatcher.start(); // Encrypts what is there.
    await dispatcher.stop();
    const file = readFileSync(database, "latin1");
    for (const each of [secret, attributes.secret]) {
      assert.ok(!file.includes(each.slice("whsec_".length)), "the file holds no secret");
    }
    assert.match(refusal([]), /encrypted: give their key/);

    await dispatcher.start();
    assert.equal((await dispatcher.occurrence(occurrence)).status, 202);
    const request = await sink.received("the message");
    const headers = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
    new Webhook(secret).verify(request.body.toString(), headers);
    new Webhook(attributes.secret).verify(request.body.toString(), headers);
    const log = hookstorm(["export", "--database", database]);
    assert.equal(log.status, 0, log.stderr.toString());
    assert.equal(JSON.parse(log.stdout.toString().split("\n")[0]).webhook.id, id);
    for (const text of [log.stdout.toString(), dispatcher.log]) {
      assert.ok(!/whsec_|sealed/.test(text), text);
    }
  } finally {
    await dispatcher.stop();
    await sink.stop();
  }
});

test("the key may stand in the environment; another one is refused, and what is no key is bad usage", async () => {
  const key = readFileSync(keyFile, "utf8");
  const dispatcher = await new Dispatcher(database, ["--secrets-key-file", keyFile]).start();
  await dispatcher.stop();
  const other = randomBytes(32).toString("base64");
  assert.match(refusal([], { env: { HOOKSTORM_SECRETS_KEY: other } }), /another key/);
  // With the right key it gets as far as its port.
  const taken = await new Sink().start();
  assert.match(refusal([], { env: { HOOKSTORM_SECRETS_KEY: key }, port: taken.port }), /cannot be listened on/);
  await taken.stop();
  const told = refusal([], { env: { HOOKSTORM_SECRETS_KEY: "correct horse" }, status: 2 });
  assert.match(told, /HOOKSTORM_SECRETS_KEY holds no key/);
  assert.doesNotMatch(told, /correct horse/);
  writeFileSync(keyFile, "");
  assert.match(refusal(["--secrets-key-file", keyFile], { status: 2 }), /holds no key/);
  assert.match(refusal(["--secrets-key-file", join(folder.path, "none")], { status: 2 }), /none/);
});
