// What was acknowledged arrives, whatever happens to the process in between.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "2,2,2"]).start();
});

afterEach(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

function settled(id, state) {
  return eventually(`the delivery is ${state}`, async () => {
    const message = await dispatcher.message(id);
    return message.deliveries[0].state === state && message;
  });
}

test("kill -9 between the 202 and the delivery: after a restart the message arrives, with the same id", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  sink.answer = () => {}; // The receiver never answers, so that nothing can be delivered yet.
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  assert.equal(accepted.status, 202);
  const first = await sink.received("the first attempt");
  assert.equal(await dispatcher.stop("SIGKILL"), null);

  sink.answer = (request, response) => response.writeHead(204).end();
  await dispatcher.start();
  const second = await sink.received("the message again", (request) => request !== first);
  assert.equal(header(second, "webhook-id"), accepted.json.data.id);
  assert.deepEqual(second.body, first.body);
  const message = await settled(accepted.json.data.id, "delivered");
  assert.equal(message.deliveries.length, 1);
});

test("kill -9 right after the 202, with a receiver that is down: it is delivered once the receiver is up", async () => {
  const port = sink.port;
  await sink.stop();
  await dispatcher.addWebhook({ triggers, url: `http://127.0.0.1:${port}/in` });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  await dispatcher.stop("SIGKILL");
  sink = await new Sink().start(port);
  assert.equal(sink.requests.length, 0);
  await dispatcher.start();
  await sink.received("the message");
  await settled(accepted.json.data.id, "delivered");
});

test("a failure is tried again after its delay, signed afresh, until the receiver accepts", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const statuses = [500, 302, 200];
  sink.answer = (request, response) =>
    response.writeHead(statuses.shift(), { location: sink.url("/elsewhere") }).end("noted");
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  const message = await settled(accepted.json.data.id, "delivered");
  assert.deepEqual(
    message.deliveries[0].attempts.map((attempt) => [attempt.number, attempt.status, attempt.response_body]),
    [
      [1, 500, "noted"],
      [2, 302, "noted"],
      [3, 200, "noted"],
    ],
  );
  const signatures = new Set(sink.requests.map((request) => header(request, "webhook-signature")));
  assert.equal(signatures.size, 3);
  assert.ok(sink.requests.every((request) => request.url === "/in"), "no redirect is followed");
});

test("when the last retry fails the delivery is exhausted, and a delivery without an answer says why", async () => {
  const port = sink.port;
  await sink.stop();
  await dispatcher.addWebhook({ triggers, url: `http://127.0.0.1:${port}/in` });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  const message = await settled(accepted.json.data.id, "exhausted");
  assert.equal(message.deliveries[0].attempts.length, 4);
  for (const attempt of message.deliveries[0].attempts) {
    assert.equal(attempt.status, null);
    assert.notEqual(attempt.failure, "");
  }
  sink = await new Sink().start();
});

test("webhooks survive a restart; what is disabled or deleted receives nothing, and the reasons are kept", async () => {
  const kept = await dispatcher.addWebhook({ triggers, url: sink.url("/kept"), name: "kept" });
  const disabled = await dispatcher.addWebhook({ triggers, url: sink.url("/disabled"), enabled: false });
  const other = await dispatcher.addWebhook({ triggers: ["event.created"], url: sink.url("/other") });
  const deleted = await dispatcher.addWebhook({ triggers, url: sink.url("/deleted") });
  assert.equal((await dispatcher.request("DELETE", `/v1/webhooks/${deleted.id}`)).status, 204);
  assert.equal(await dispatcher.stop(), 0);
  await dispatcher.start();

  const listed = (await dispatcher.request("GET", "/v1/webhooks")).json.data;
  assert.deepEqual(
    listed.map((webhook) => webhook.id),
    [kept.id, disabled.id, other.id],
  );
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  assert.equal(accepted.json.data.attributes.deliveries, 1);
  const message = await settled(accepted.json.data.id, "delivered");
  assert.deepEqual(
    message.skipped.map(({ webhook_id, reason }) => [webhook_id, reason]).sort(),
    [
      [disabled.id, "disabled"],
      [other.id, "trigger"],
    ].sort(),
  );
  assert.deepEqual(
    sink.requests.map((request) => request.url),
    ["/kept"],
  );
});

test("an edit reaches what is still waiting: the retry goes to the new address", async () => {
  sink.answer = (request, response) => response.writeHead(request.url === "/new" ? 204 : 500).end();
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/old") });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  await sink.received("the first attempt");
  const change = { data: { type: "webhooks", id: webhook.id, attributes: { url: sink.url("/new") } } };
  const changed = await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, change);
  assert.equal(changed.status, 200);
  assert.equal(changed.json.data.attributes.revision, 2);
  const message = await settled(accepted.json.data.id, "delivered");
  assert.deepEqual(
    message.deliveries[0].attempts.map((attempt) => attempt.webhook_revision),
    [1, 2],
  );
});

test("two dispatchers on one file are refused", async () => {
  const second = hookstorm(["serve", "--database", dispatcher.database, "--listen", "127.0.0.1:0"]);
  assert.notEqual(second.status, 0);
  assert.match(second.stderr.toString(), /already|in use|locked/i);
});
