// What an owner does with a webhook beside making it: another secret, a test, a look at what it was.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const triggers = ["session.started", "event.created"];

let folder;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

afterEach(async () => {
  await dispatcher.stop();
  await sink.stop();
  folder.remove();
});

/** The first requests, once there are so many. */
const received = (count) => eventually(`${count} requests`, () => sink.requests.length >= count && sink.requests);
const post = (path) => dispatcher.request("POST", path);
const verified = (secret, request) => {
  const headers = Object.fromEntries(["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, header(request, name)]));
  try {
    new Webhook(secret).verify(request.body, headers);
    return true;
  } catch {
    return false;
  }
};

test("a test goes to this webhook alone, the way of every occurrence", async () => {
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/tested") });
  await dispatcher.addWebhook({ triggers, url: sink.url("/other") });
  const path = `/v1/webhooks/${webhook.id}/test`;
  const first = await post(path);
  assert.equal(first.status, 202, first.text);
  assert.equal(first.json.data.attributes.trigger, "session.started");
  assert.equal(first.json.data.attributes.deliveries, 1);
  assert.deepEqual(first.json.data.attributes.skipped, []);
  assert.equal((await post(`${path}?trigger=event.created`)).json.data.attributes.trigger, "event.created");
  const [tested] = await received(2);
  assert.equal(header(tested, "webhook-id"), first.json.data.id);
  assert.ok(verified(webhook.attributes.secret, tested));
  assert.deepEqual(sink.requests.map(({ url }) => url), ["/tested", "/tested"]);

  const wrong = await post(`${path}?trigger=job.ended`);
  assert.deepEqual(wrong.json.data.attributes.skipped, [{ webhook_id: webhook.id, reason: "trigger" }]);
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { filter: "event.language == 'xx'" } } });
  const filtered = await post(`${path}?trigger=event.created`);
  assert.equal(filtered.json.data.attributes.deliveries, 0);
  assert.match(filtered.json.data.attributes.skipped[0].explanation, /is false/);
  assert.equal((await post(`${path}?trigger=event.gone`)).status, 422);
  assert.equal((await post("/v1/webhooks/b836c804-8696-4946-a8c8-ece61da0ecd6/test")).status, 404);
});

test("the old secret signs along until its moment, and not at all where that has passed", async () => {
  const { id, attributes } = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const rotate = async (query = "") => {
    const { status, json, text } = await post(`/v1/webhooks/${id}/rotate-secret${query}`);
    assert.equal(status, 200, text);
    assert.equal(json.data.attributes.previous_secrets, undefined);
    return json.data.attributes.secret;
  };
  const second = await rotate();
  assert.notEqual(second, attributes.secret);
  await post(`/v1/webhooks/${id}/test`);
  const [both] = await received(1);
  assert.ok(verified(attributes.secret, both) && verified(second, both));

  const third = await rotate(`?until=${encodeURIComponent("2020-01-01T00:00:00+01:00")}`);
  await post(`/v1/webhooks/${id}/test`);
  const [, then] = await received(2);
  assert.ok(verified(third, then) && verified(attributes.secret, then));
  assert.ok(!verified(second, then));

  const until = `?until=${new Date(Date.now() + 3_600_000).toISOString()}`;
  for (let i = 0; i < 4; ++i) {
    await rotate(until);
  }
  const refused = await post(`/v1/webhooks/${id}/rotate-secret`);
  assert.equal(refused.status, 422);
  assert.equal(refused.json.errors[0].code, "too-many");
  const shown = (await dispatcher.request("GET", `/v1/webhooks/${id}`)).json.data.attributes;
  assert.equal(shown.secret ?? shown.previous_secrets, undefined);
  assert.equal(shown.revision, 7);
});

test("the vendor's scheme has room for one signature: the old secret ends at once", async () => {
  const { id } = await dispatcher.addWebhook({ triggers, url: sink.url("/in"), signature: "livestorm", secret: "old" });
  const refused = await post(`/v1/webhooks/${id}/rotate-secret?until=2099-01-01T00:00:00Z`);
  assert.equal(refused.status, 422);
  assert.equal(refused.json.errors[0].source.parameter, "until");
  const rotated = await post(`/v1/webhooks/${id}/rotate-secret`);
  assert.equal(rotated.status, 200);
  assert.notEqual(rotated.json.data.attributes.secret, "old");
});

test("what a webhook was is listed, the newest first, without secrets", async () => {
  const { id } = await dispatcher.addWebhook({ triggers, url: sink.url("/1") });
  for (const part of [2, 3, 4, 5]) {
    await dispatcher.request("PATCH", `/v1/webhooks/${id}`, { data: { type: "webhooks", attributes: { url: sink.url(`/${part}`) } } });
  }
  const seen = [];
  for (let link = `/v1/webhooks/${id}/revisions?page[size]=2`; link !== null; ) {
    const { json } = await dispatcher.request("GET", link);
    seen.push(json.data.map((revision) => [revision.id, new URL(revision.attributes.url).pathname]));
    link = json.links.next;
  }
  assert.deepEqual(seen, [[["5", "/5"], ["4", "/4"]], [["3", "/3"], ["2", "/2"]], [["1", "/1"]]]);
  assert.equal((await dispatcher.request("GET", "/v1/webhooks/b836c804-8696-4946-a8c8-ece61da0ecd6/revisions")).status, 404);
});
