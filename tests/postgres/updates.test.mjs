// Live updates where several dispatchers share a database: who follows at one hears what all of them commit.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { occurrence, triggers } from "../fault/setting.mjs";
import { EventStream } from "../support/events.mjs";
import { eventually } from "../support/waiting.mjs";
import { Setting } from "./setting.mjs";

let here;
let there;
let streams;

afterEach(() => streams.forEach((stream) => stream.close()));
const setting = Setting.ofEachTest();
beforeEach(async () => {
  streams = [];
  await setting.serve(2, ["--retry-delays", "600"]);
  [here, there] = setting.dispatchers;
});

async function follow(options) {
  const stream = await EventStream.open(here.url, "", options);
  streams.push(stream);
  return stream;
}

async function acceptThere() {
  const answer = await there.occurrence(occurrence, "lenient");
  assert.equal(answer.status, 202, answer.text);
  return answer.json.data.id;
}

const delivered = (message) => ({ event, data }) => event === "delivery" && data.attributes.message_id === message && data.attributes.state === "delivered";
const webhook = (id, matches) => ({ event, data }) => event === "webhook" && data.id === id && matches(data);
const wantsChanges = () => Number(setting.query("SELECT count(*) FROM dispatchers WHERE wants_changes"));

test("deliveries, webhooks and captures of another dispatcher are told, as they are listed there", async () => {
  await there.addWebhook({ triggers: ["job.ended"], url: setting.sink.url("/other") });
  await here.occurrence(occurrence, "lenient"); // Before it takes anything, it reads that webhook.
  const stream = await follow();
  // Just after it began, and so before the other one can know that somebody follows.
  const { id } = await there.addWebhook({ triggers, url: setting.sink.url("/in"), name: "first" });
  const message = await acceptThere();
  const { data } = await stream.next("the delivery", delivered(message));
  assert.deepEqual(data, (await there.request("GET", "/v1/deliveries")).json.data[0]);

  await there.request("PATCH", `/v1/webhooks/${id}`, { data: { type: "webhooks", attributes: { name: "second" } } });
  const changed = await stream.next("its new name", webhook(id, ({ attributes }) => attributes?.name === "second"));
  assert.deepEqual(changed.data, (await there.request("GET", `/v1/webhooks/${id}`)).json.data);
  setting.sink.answer = (request, response) => response.writeHead(500).end();
  await acceptThere();
  await stream.next("that it fails", webhook(id, ({ attributes }) => attributes?.health.state === "failing"));

  const { json } = await there.request("POST", "/v1/inboxes", { data: { type: "inboxes", attributes: { name: "tests" } } });
  const inbox = json.data;
  for (const number of [1, 2]) {
    await fetch(new URL(new URL(inbox.attributes.url).pathname, there.url), { method: "PUT", body: "x".repeat(number) });
    const capture = await stream.next("the capture", ({ event, data }) => event === "capture" && data.id === `${inbox.id}/${number}`);
    assert.deepEqual(capture.data, (await there.request("GET", `/v1/inboxes/${inbox.id}/captures`)).json.data[0]);
  }

  await there.request("DELETE", `/v1/webhooks/${id}`);
  await stream.next("that it is deleted", webhook(id, ({ meta }) => meta?.deleted === true));
  // Of the webhook that nobody touched nothing was told.
  assert.ok(stream.events.every(({ event, data }) => event !== "webhook" || data.id === id));
});

test("who goes on at another dispatcher is told that something was missed, and nothing is paid where nobody follows", async () => {
  await there.addWebhook({ triggers, url: setting.sink.url("/in") });
  assert.equal(wantsChanges(), 0);
  const stream = await follow();
  await eventually("it is known that somebody follows", () => wantsChanges() === 1);
  await stream.next("the first", delivered(await acceptThere()));
  const elsewhere = await EventStream.open(there.url, "", { lastId: stream.lastId });
  streams.push(elsewhere);
  await elsewhere.next("that something was missed", ({ event }) => event === "reset");
  await elsewhere.next("the second", delivered(await acceptThere()));
});

test("after a dispatcher has died, and after the database was away, followers are told that something may be missing", async () => {
  const stream = await follow();
  await there.stop("SIGKILL");
  const resets = () => stream.events.filter(({ event }) => event === "reset").length;
  await eventually("it is told that one has ended", () => resets() === 1);
  await setting.servers[0].stop("SIGQUIT");
  await setting.servers[0].start();
  await eventually("it is told that the database was away", () => resets() > 1);
});
