// Signatures on the wire: what the dispatcher sends, other implementations accept, and so do the commands.
import assert from "node:assert/strict";
import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";

const DER_OF_PUBLIC_KEY = "302a300506032b6570032100";
const FAR = "2999-01-01T00:00:00.000Z";

let folder;
let sink;
let dispatcher;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

after(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

function newSecret(...options) {
  return JSON.parse(hookstorm(["secret", "--json", ...options]).stdout);
}

/** A request by a webhook with these members, as the sink got it. */
async function delivered(path, members) {
  const webhook = await dispatcher.addWebhook({ triggers: ["event.created"], url: sink.url(path), ...members });
  const answer = await dispatcher.occurrence(goldenOccurrence("event.created"), "lenient");
  assert.equal(answer.status, 202);
  const { headers, body } = await sink.received(path, (request) => request.url === path);
  return {
    webhook,
    body,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    lines: headers.map(([name, value]) => `${name}: ${value}`),
  };
}

function verifyCommand({ body, lines }, secrets, ...options) {
  const file = join(folder.path, "headers.txt");
  writeFileSync(file, `POST / HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  const given = secrets.flatMap((secret) => ["--secret", secret]);
  return hookstorm(["verify", "--body", "-", "--headers", file, ...given, ...options], { input: body });
}

test("rotation: receivers with the present and with the previous secret accept the same request", async () => {
  const [present, previous, expired] = [newSecret(), newSecret(), newSecret()].map(({ secret }) => secret);
  const previous_secrets = [
    { secret: previous, until: FAR },
    { secret: expired, until: "2020-01-01T00:00:00Z" },
  ];
  const request = await delivered("/rotation", { secret: present, previous_secrets });
  for (const Library of [Webhook, SvixWebhook]) {
    new Library(present).verify(request.body.toString(), request.headers);
    new Library(previous).verify(request.body.toString(), request.headers);
    assert.throws(() => new Library(expired).verify(request.body.toString(), request.headers));
  }
  assert.equal(verifyCommand(request, [present]).status, 0);
  const json = JSON.parse(verifyCommand(request, [expired, previous], "--json").stdout);
  assert.equal(json.value.secretIndex, 1);
  assert.equal(json.problems[0].code, "secret-retired");

  assert.equal(request.webhook.attributes.previous_secrets[0].secret, previous, "shown once");
  const path = `/v1/webhooks/${request.webhook.id}`;
  const change = (attributes) => dispatcher.request("PATCH", path, { data: { type: "webhooks", attributes } });
  for (const shown of [await dispatcher.request("GET", path), await change({ name: "renamed" })]) {
    assert.equal(shown.status, 200);
    assert.ok(!shown.text.includes("secret") && !shown.text.includes("whsec_"), shown.text);
  }
  // The store kept it through the change of the name: then null takes it away.
  assert.equal((await change({ signature: "livestorm" })).json.errors[0].code, "conflicting-fields");
  assert.equal((await change({ signature: "livestorm", previous_secrets: null })).status, 200);
});

test("v1a: Node's cryptography accepts with the public key, and so does verify", async () => {
  const { secret, publicKey } = newSecret("--asymmetric");
  const request = await delivered("/asymmetric", { secret });
  const [version, signature] = request.headers["webhook-signature"].split(",");
  assert.equal(version, "v1a");
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from(DER_OF_PUBLIC_KEY, "hex"), Buffer.from(publicKey.slice(5), "base64")]),
    format: "der",
    type: "spki",
  });
  const start = `${request.headers["webhook-id"]}.${request.headers["webhook-timestamp"]}.`;
  assert.ok(verify(null, Buffer.concat([Buffer.from(start), request.body]), key, Buffer.from(signature, "base64")));
  assert.match(verifyCommand(request, [publicKey]).stdout.toString(), /^valid: standard v1a, secret 1/);
});

test("the vendor's scheme: the header is the hash of seconds, secret and body, with a secret made for it", async () => {
  const request = await delivered("/livestorm", { signature: "livestorm" });
  const { secret } = request.webhook.attributes;
  assert.ok(!secret.startsWith("whsec_"));
  const [seconds, digest] = request.headers["x-livestorm-signature"].split(",");
  assert.equal(digest, createHash("sha256").update(seconds + secret).update(request.body).digest("hex"));
  assert.equal(request.headers["webhook-signature"], undefined);
  assert.match(verifyCommand(request, [secret]).stdout.toString(), /^valid: livestorm, secret 1/);
});

test("verify: tells by standard output and exit code why a request is not valid", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const headers = ["webhook-id: msg_1", "webhook-timestamp: 1614265330"];
  const content = 'msg_1.1614265330.{"a":1}';
  const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64")).update(content).digest("base64");
  const run = (now, input, ...options) =>
    hookstorm(
      ["verify", "--body", "-", ...[...headers, `webhook-signature: v1,${mac}`].flatMap((line) => ["--header", line]), "--now", now, ...options],
      { input, env: { HOOKSTORM_SECRET: secret } },
    );
  const good = run("2021-02-25T15:02:12Z", '{"a":1}');
  assert.equal(good.status, 0, String(good.stderr));
  const changed = run("2021-02-25T15:02:12Z", '{"a": 1}');
  assert.equal(changed.status, 1);
  assert.match(changed.stdout.toString(), /^\/body: .*\[body-reserialised\]\n$/);
  assert.match(run("2021-02-25T16:02:12Z", '{"a":1}').stdout.toString(), /timestamp-too-old/);
  assert.equal(run("2021-02-25T16:02:12Z", '{"a":1}', "--tolerance", "3602").status, 0);
  assert.equal(run("yesterday", "").status, 2);
  assert.equal(run("2021-02-25T15:02:12Z", "", "--header", "nothing").status, 2);
  assert.equal(run("2021-02-25T15:02:12Z", "", "--tolerance", "-1").status, 2);
});

test("secret: prints what verify and send take", () => {
  assert.match(hookstorm(["secret"]).stdout.toString(), /^whsec_[A-Za-z0-9+/]{43}=\n$/);
  assert.match(hookstorm(["secret", "--asymmetric"]).stdout.toString(), /^whsk_[A-Za-z0-9+/]{43}=\nwhpk_[A-Za-z0-9+/]{43}=\n$/);
  assert.match(hookstorm(["secret", "--signature", "livestorm"]).stdout.toString(), /^[A-Za-z0-9+/]{43}=\n$/);
  assert.equal(hookstorm(["secret", "--signature", "livestorm", "--asymmetric"]).status, 2);
});
