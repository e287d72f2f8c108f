// Live updates: what is committed is told at once, by filters, and without a gap to who comes back.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { EventStream } from "../support/events.mjs";
import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const triggers = ["session.started", "event.created"];

let folder;
let sink;
let dispatcher;
let streams;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  sink.answer = (request, response) => response.writeHead(request.url === "/gone" ? 400 : 204).end();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "600"]).start();
  streams = [];
});

afterEach(async () => {
  streams.forEach((stream) => stream.close());
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

async function follow(query, options) {
  const stream = await EventStream.open(dispatcher.url, query, options);
  streams.push(stream);
  return stream;
}

async function accept(trigger = "session.started") {
  const answer = await dispatcher.occurrence(goldenOccurrence(trigger), "lenient");
  assert.equal(answer.status, 202, answer.text);
  return answer.json.data.id;
}

const of = (message) => (event) => event.event === "delivery" && event.data.attributes.message_id === message;
const ended = (message) => (event) => of(message)(event) && event.data.attributes.state !== "pending";

test("updates: deliveries are told when they are stored, as they are listed, with their last attempt", async () => {
  const stream = await follow();
  assert.match(stream.headers, /Content-Type: text\/event-stream/);
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const message = await accept();
  const { data } = await stream.next("the delivery", ended(message));
  assert.deepEqual(data, (await dispatcher.request("GET", "/v1/deliveries")).json.data[0]);
  const { webhook_id, last_attempt: { number, status, failure, duration_ms } } = data.attributes;
  assert.deepEqual({ number, status, failure, webhook_id }, { number: 1, status: 204, failure: null, webhook_id: webhook.id });
  assert.ok(Number.isInteger(duration_ms));
  for (const event of stream.deliveries) {
    dispatcher.checkAgainst("delivery-resource", event);
  }
});

test("updates: what is told is committed: whoever asks then finds it so, or further", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const stream = await follow("?filter[state]=delivered");
  for (let i = 0; i < 30; ++i) {
    const message = await accept();
    await stream.next("the delivery", of(message));
    assert.equal((await dispatcher.message(message)).deliveries[0].state, "delivered");
  }
});

test("updates: webhooks are told when they are made, changed, failing, disabled and deleted; what is sent again or cancelled as well", async () => {
  const stream = await follow();
  const { id } = await dispatcher.addWebhook({ triggers, url: sink.url("/in"), name: "first" });
  const told = (what, matches) => stream.next(what, ({ event, data }) => event === "webhook" && data.id === id && matches(data));
  const made = await told("that it was made", () => true);
  assert.deepEqual(made.data, (await dispatcher.request("GET", `/v1/webhooks/${id}`)).json.data);
  assert.ok(!JSON.stringify(made).includes("whsec_"));
  await dispatcher.request("PATCH", `/v1/webhooks/${id}`, { data: { type: "webhooks", attributes: { name: "second" } } });
  await told("its new name", ({ attributes }) => attributes.name === "second");
  sink.answer = (request, response) => response.writeHead(500).end();
  const failed = await accept();
  await told("that it fails", ({ attributes }) => attributes.health.state === "failing");
  const pending = await stream.next("the failure", (event) => of(failed)(event) && event.data.attributes.last_attempt?.status === 500);
  sink.answer = (request, response) => response.writeHead(410).end();
  await dispatcher.request("POST", `/v1/deliveries/${pending.data.id}/resend`);
  await told("that it is disabled", ({ attributes }) => attributes.enabled === false && attributes.health.reason === "gone");
  const late = await accept();
  assert.deepEqual((await dispatcher.message(late)).deliveries, []);
  await dispatcher.request("POST", `/v1/deliveries/${pending.data.id}/resend`);
  await stream.next("that it waits again", (event) => of(failed)(event) && event.data.attributes.attempt_count === 2 && event.data.attributes.state === "pending");
  await dispatcher.request("POST", `/v1/deliveries/${pending.data.id}/cancel`);
  await stream.next("that it is cancelled", (event) => of(failed)(event) && event.data.attributes.state === "cancelled");
  await dispatcher.request("DELETE", `/v1/webhooks/${id}`);
  await told("that it is deleted", ({ meta }) => meta?.deleted === true);
});

test("updates: filters by webhook, state, trigger and type", async () => {
  const good = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const bad = await dispatcher.addWebhook({ triggers, url: sink.url("/gone"), retry: { delays: [] } });
  const all = await follow();
  const filtered = {
    webhook: await follow(`?filter[webhook]=${bad.id}`),
    state: await follow("?filter[state]=exhausted,cancelled"),
    trigger: await follow("?filter[trigger]=event.created&filter[state]=delivered"),
    type: await follow("?filter[type]=webhooks,captures"),
  };
  const messages = [await accept("session.started"), await accept("event.created")];
  await dispatcher.request("PATCH", `/v1/webhooks/${good.id}`, { data: { type: "webhooks", attributes: { name: "the last" } } });
  const last = ({ event, data }) => event === "webhook" && data.attributes?.name === "the last";
  await all.next("the last", last);
  // A delivery is told as it is: where its two commits are told apart, both may show the second.
  const distinct = (list) => [...new Set(list)];
  for (const message of messages) {
    await eventually("all end", () => distinct(all.events.filter(ended(message)).map(({ data }) => data.id)).length === 2);
  }
  await filtered.type.next("the last", last);
  const ends = (stream) => distinct(stream.deliveries.filter(({ attributes }) => attributes.state !== "pending").map(({ attributes }) => `${attributes.trigger} ${attributes.webhook_id === good.id ? "good" : "bad"}`)).sort();
  await eventually("they come", () => ends(filtered.webhook).length === 2 && ends(filtered.state).length === 2 && ends(filtered.trigger).length === 1);
  assert.deepEqual(ends(filtered.webhook), ["event.created bad", "session.started bad"]);
  assert.deepEqual(ends(filtered.state), ["event.created bad", "session.started bad"]);
  assert.deepEqual(ends(filtered.trigger), ["event.created good"]);
  assert.deepEqual(filtered.type.deliveries, []);
  assert.ok(filtered.webhook.events.every(({ event, data }) => event !== "webhook" || data.id === bad.id));
  assert.equal((await follow("?filter[state]=lost")).status, 422);
});

test("updates: who comes back goes on after the last event that came, and misses nothing", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const before = await follow("?filter[state]=delivered");
  const first = await accept();
  await before.next("the first", of(first));
  before.close();
  const missed = [];
  while (missed.length < 3) {
    const message = await accept(); // After the one before is delivered: those under way at once end in any order.
    await eventually("it is delivered", async () => (await dispatcher.message(message)).deliveries[0].state === "delivered");
    missed.push(message);
  }
  const after = await follow("?filter[state]=delivered", { lastId: before.lastId });
  const next = await accept();
  await after.next("the next", of(next));
  const distinct = ({ deliveries }) => [...new Set(deliveries.map(({ attributes }) => attributes.message_id))];
  assert.deepEqual(distinct(after).filter((id) => id !== first), [...missed, next]);
  const second = after.events.findLast(of(missed[1]));
  const again = await follow("?filter[state]=delivered", { lastId: second.id });
  await again.next("the next", of(next));
  assert.deepEqual(distinct(again).filter((id) => id !== missed[1] && id !== missed[0] && id !== first), [missed[2], next]);
  assert.ok(again.deliveries.length < after.deliveries.length);
  assert.ok([after, again].every(({ events }) => events.every(({ event }) => event !== "reset")));
});

test("updates: after the process was killed, and for an id that nobody gave out, lists are to be loaded again", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const before = await follow();
  await before.next("the first", ended(await accept()));
  await dispatcher.stop("SIGKILL");
  await before.ended();
  await dispatcher.start();
  for (const lastId of [before.lastId, "x", "-", `${before.lastId}9`, "0".repeat(16) + "-1", ""]) {
    const after = await follow("", { lastId });
    const message = await accept();
    await after.next("the delivery", ended(message));
    assert.equal(after.events.filter(({ event }) => event === "reset").length, lastId === "" ? 0 : 1, lastId);
    assert.ok(after.deliveries.every(({ attributes }) => attributes.message_id === message), "nothing from before");
    after.close();
  }
});

async function inboxOf(name) {
  const { json } = await dispatcher.request("POST", "/v1/inboxes", { data: { type: "inboxes", attributes: { name } } });
  return json.data;
}

const captures = ({ events }) => events.filter(({ event }) => event === "capture").map(({ data }) => data);
const capture = ({ id }, number) => ({ event, data }) => event === "capture" && data.id === `${id}/${number}`;

test("updates: captures are told once they are stored, as they are listed", async () => {
  const inbox = await inboxOf("tests");
  const stream = await follow("?filter[type]=captures");
  const others = await follow("?filter[type]=deliveries");
  for (let number = 1; number <= 20; ++number) {
    const answered = fetch(`${inbox.attributes.url}/path?n=${number}`, { method: "PUT", body: "x".repeat(number) });
    const { data } = await stream.next("the capture", capture(inbox, number));
    dispatcher.checkAgainst("listed-capture", data);
    const listed = (await dispatcher.request("GET", `/v1/inboxes/${inbox.id}/captures`)).json.data;
    assert.deepEqual(listed[0], data, "whoever asks then finds it");
    assert.equal((await answered).status, 200);
  }
  assert.equal(captures(stream).length, 20);
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await others.next("the delivery", ended(await accept()));
  assert.deepEqual(captures(others), []);
  assert.deepEqual(stream.deliveries, []);
});

test("updates: whoever comes back has missed no capture", async () => {
  const inbox = await inboxOf("tests");
  const send = async (count) => {
    for (let i = 0; i < count; ++i) {
      assert.equal((await fetch(inbox.attributes.url, { method: "POST" })).status, 200);
    }
  };
  const before = await follow("?filter[type]=captures");
  await send(2);
  await before.next("the second", capture(inbox, 2));
  before.close();
  await send(3);
  const after = await follow("?filter[type]=captures", { lastId: before.lastId });
  await send(1);
  await after.next("the sixth", capture(inbox, 6));
  assert.deepEqual(captures(after).map(({ attributes }) => attributes.number), [3, 4, 5, 6]);
  assert.ok(after.events.every(({ event }) => event !== "reset"));
});

test("updates: the server ends the streams when it is told to stop", async () => {
  const stream = await follow();
  const other = await follow("", { isPaused: true });
  assert.equal(await dispatcher.stop(), 0);
  await stream.ended();
  other.resume();
  await other.ended();
});

test("updates: a subscriber that reads nothing is dropped, others are not; it comes back and has missed nothing", async () => {
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const slow = await follow("?filter[state]=delivered", { isPaused: true });
  const fast = await follow("?filter[state]=delivered");
  const told = (...of) => new Set(of.flatMap(({ deliveries }) => deliveries.map(({ attributes }) => attributes.message_id)));
  const batch = JSON.stringify(Array.from({ length: 100 }, () => JSON.parse(goldenOccurrence("session.started"))));
  const messages = [];
  for (let i = 0; i < 90; ++i) {
    const answer = await dispatcher.request("POST", "/v1/occurrences/batch?checking=lenient", batch);
    assert.equal(answer.status, 202, answer.text);
    messages.push(...answer.json.data.map(({ id }) => id));
  }
  await eventually("the fast one has all", () => told(fast).size === messages.length);
  slow.resume();
  await slow.ended();
  assert.ok(told(slow).size < messages.length, "the slow one was dropped before it had all");
  assert.ok(!fast.isClosed);
  const back = await follow("?filter[state]=delivered", { lastId: slow.lastId });
  await eventually("it has the rest", () => told(slow, back).size === messages.length);
  assert.ok([slow, back].every(({ events }) => events.every(({ event }) => event !== "reset")));
});
