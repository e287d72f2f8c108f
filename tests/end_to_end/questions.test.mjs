// Questions to the core over the API: answered as the commands answer them, without anything being stored.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";

let folder;
let sink;
let dispatcher;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

after(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

const ask = (path, body) => dispatcher.request("POST", path, body);
const codes = ({ status, json }) => [status, ...json.errors.map(({ code, source }) => `${code} ${source?.pointer}`)];

function file(name, content) {
  const path = join(folder.path, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("simulate: the report of the command, and what is no simulation is refused with its places", async () => {
  const simulation = { traffic: [{ from: 0, to: 3600, messages: 50 }], endpoint: { phases: [{ from: 600, to: 1200, status: 503 }] }, horizon: 86400 };
  const answer = await ask("/v1/simulate", simulation);
  assert.equal(answer.status, 200);
  assert.equal(`${answer.text}\n`, hookstorm(["simulate", "--json", file("simulation.json", simulation)]).stdout.toString());
  assert.deepEqual(codes(await ask("/v1/simulate", { traffic: "much", horizont: 1 })).sort(), [422, "unknown-field /horizont", "wrong-type /traffic"].sort());
  assert.deepEqual(codes(await ask("/v1/simulate", "{")), [400, "invalid-json "]);
});

test("simulate: the longest holds nobody up, and more than a few at once are refused", async () => {
  const long = { traffic: [{ from: 0, to: 86400, messages: 10000 }], endpoint: { status: 500 }, retry: { delays: Array(20).fill(60), jitter: 50 }, horizon: 31622400, disable_after: 365 };
  const answers = await Promise.all([...Array.from({ length: 12 }, () => ask("/v1/simulate", long)), dispatcher.request("GET", "/healthz")]);
  assert.equal(answers.pop().status, 200);
  const statuses = answers.map(({ status }) => status);
  assert.ok(statuses.includes(200));
  assert.ok(statuses.every((status) => status === 200 || status === 503), `${statuses}`);
});

test("verify: a request that was sent is signed; one that was changed is not, and says why", async () => {
  const webhook = await dispatcher.addWebhook({ triggers: ["session.started"], url: sink.url("/in") });
  const secret = webhook.attributes.secret;
  await dispatcher.occurrence(goldenOccurrence("session.started"), "lenient");
  const request = await sink.received("the request");
  const headers = request.headers.map(([name, value]) => ({ name, value }));
  const body = request.body.toString();
  const now = new Date().toISOString(); // Of both answers, which say how old the signature is.
  const signed = await ask("/v1/verify", { headers, body, secrets: [secret], now });
  assert.equal(signed.json.value.scheme, "standard");
  assert.deepEqual((await ask("/v1/verify", { headers, body_base64: request.body.toString("base64"), secrets: [secret], now })).json, signed.json);
  const changed = await ask("/v1/verify", { headers, body: `${body} `, secrets: [secret] });
  assert.equal(changed.status, 200);
  assert.equal(changed.json.value, null);
  assert.ok(changed.json.problems.length > 0);
  const printed = hookstorm(["verify", "--json", "--body", file("body.json", `${body} `), "--headers", file("headers.txt", headers.map(({ name, value }) => `${name}: ${value}`).join("\n")), "--secret", secret]);
  assert.deepEqual(changed.json, JSON.parse(printed.stdout.toString()));
  const old = await ask("/v1/verify", { headers, body, secrets: [secret], now: "2040-01-01T00:00:00Z" });
  assert.equal(old.json.problems[0].code, "timestamp-too-old");
});

test("verify: what is no question is refused with its places", async () => {
  assert.deepEqual(codes(await ask("/v1/verify", {})).slice(1).sort(), ["missing-field /headers", "missing-field /secrets"].sort());
  assert.deepEqual(codes(await ask("/v1/verify", { headers: [], secrets: [] })), [422, "missing-field /body"]);
  assert.deepEqual(codes(await ask("/v1/verify", { headers: [1, { name: "a" }], body: "", body_base64: "", secrets: [2], tolerance: -1, now: "then", color: "red" })).slice(1).sort(), ["conflicting-fields /body_base64", "invalid-moment /now", "missing-field /headers/1/value", "out-of-range /tolerance", "unknown-field /color", "wrong-type /headers/0", "wrong-type /secrets/0"]);
  assert.deepEqual(codes(await ask("/v1/verify", { headers: [], body_base64: "!", secrets: [] })), [422, "invalid-base64 /body_base64"]);
  assert.deepEqual(codes(await ask("/v1/verify", [])), [422, "wrong-type "]);
});

test("preview: the exact request for a webhook that is given or stored, and whether it would be sent", async () => {
  const occurrence = JSON.parse(goldenOccurrence("session.started"));
  const webhook = { triggers: ["session.started"], url: "https://example.com/in", family: "legacy", headers: { "x-tenant": "a" }, filter: "event.title == 'no'" };
  const answer = await ask("/v1/preview", { occurrence, checking: "lenient", webhook });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.match.passes, false);
  const printed = JSON.parse(hookstorm(["preview", "--lenient", "--json", "--webhook", file("webhook.json", webhook), file("occurrence.json", occurrence)]).stdout.toString());
  const timeless = ({ request, problems, ...rest }) => ({ ...rest, problems: problems.map(({ path, ...problem }) => ({ ...problem, path: path.replace(/^\/occurrence/, "") })), request: { ...request, headers: request.headers.filter(({ name }) => !/timestamp/i.test(name)) } });
  assert.deepEqual(timeless(answer.json), timeless(printed));

  const stored = await dispatcher.addWebhook({ triggers: ["session.started"], url: sink.url("/stored"), enabled: false });
  const own = await ask("/v1/preview", { occurrence, checking: "lenient", webhook_id: stored.id, message_id: "msg_x" });
  assert.equal(own.json.request.url, sink.url("/stored"));
  const verdict = await ask("/v1/verify", { headers: own.json.request.headers, body: own.json.body, secrets: [stored.attributes.secret] });
  assert.equal(verdict.json.value.messageId, "msg_x");

  const places = async (body) => codes(await ask("/v1/preview", body)).slice(1);
  assert.deepEqual(await places({ occurrence, checking: "lenient" }), ["missing-field /webhook"]);
  assert.deepEqual(await places({ occurrence, checking: "lenient", webhook_id: "x" }), ["no-such-webhook /webhook_id"]);
  assert.ok((await places({ occurrence: {}, webhook_id: stored.id })).includes("missing-field /occurrence/trigger"));
  assert.deepEqual(await places({ occurrence, checking: "lax", webhook: { url: "x" }, message_id: "a b" }).then((all) => all.filter((place) => /checking|message_id|webhook\/url/.test(place))), ["unknown-name /checking", "url-scheme /webhook/url", "invalid-message-id /message_id"]);
});
