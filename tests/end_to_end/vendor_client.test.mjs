// A client written for the vendor's API, whose calls are made literally as they are documented.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { Dispatcher, temporaryFolder } from "../support/program.mjs";

const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhcGlfdG9rZW4iOjF9.x";
const TRIGGERS = [
  "event.created", "event.published", "session.created", "session.started", "session.ended", "people.registered",
  "people.attended", "people.not_attended", "people.watched_replay", "job.ended",
];

let folder;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

afterEach(async () => {
  await dispatcher.stop();
  folder.remove();
});

const json = "application/json";
const jsonApi = "application/vnd.api+json";

function call(method, path, body, { type = jsonApi, authorization = TOKEN } = {}) {
  return dispatcher.request(method, path, body, { type, headers: { accept: type, authorization } });
}

const create = (url, event, options) => call("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: { url, event } } }, options);

for (const type of [json, jsonApi]) {
  for (const authorization of [TOKEN, `Bearer ${TOKEN}`]) {
    test(`create, list and delete as ${type}, with "${authorization.slice(0, 10)}…"`, async () => {
      const options = { type, authorization };
      const created = await create("https://example.com/hook", "people.registered", options);
      assert.equal(created.status, 201, created.text);
      assert.equal(created.headers.get("content-type"), type);
      const { id, type: kind, attributes } = created.json.data;
      assert.equal(kind, "webhooks");
      assert.equal(attributes.url, "https://example.com/hook");
      assert.equal(attributes.event, "people.registered");
      assert.equal(attributes.family, "extended");
      assert.ok(Number.isInteger(attributes.created_at) && attributes.updated_at === attributes.created_at);
      assert.ok(Math.abs(attributes.created_at - Date.now() / 1000) < 3600);

      const listed = await call("GET", "/v1/webhooks", undefined, options);
      assert.equal(listed.status, 200);
      assert.equal(listed.headers.get("content-type"), type);
      assert.deepEqual(listed.json.data.map((each) => [each.id, each.attributes.event]), [[id, "people.registered"]]);

      const deleted = await call("DELETE", `/v1/webhooks/${id}`, undefined, options);
      assert.equal(deleted.status, 204);
      assert.equal(deleted.text, "");
      assert.deepEqual((await call("GET", "/v1/webhooks", undefined, options)).json.data, []);
      assert.equal((await call("DELETE", `/v1/webhooks/${id}`, undefined, options)).status, 404);
    });
  }
}

test("each of the ten events can be subscribed to, and lists are filtered by event", async () => {
  for (const event of TRIGGERS) {
    assert.equal((await create(`https://example.com/${event}`, event)).status, 201, event);
  }
  await dispatcher.addWebhook({ url: "https://example.com/several", triggers: ["event.created", "job.ended"] });
  for (const filter of ["filter[event]=job.ended", "filter%5Bevent%5D=job.ended&page%5Bnumber%5D=0&page%5Bsize%5D=20"]) {
    const { json: found } = await call("GET", `/v1/webhooks?${filter}`);
    assert.deepEqual(found.data.map(({ attributes }) => attributes.url), ["https://example.com/job.ended", "https://example.com/several"]);
    assert.equal(found.meta.record_count, 2);
    assert.equal(found.data[1].attributes.event, null);
  }
  const all = await call("GET", "/v1/webhooks?filter[event]=&page[number]=&page[size]=");
  assert.equal(all.json.data.length, 11);
  const unknown = await call("GET", "/v1/webhooks?filter[event]=event.gone");
  assert.equal(unknown.status, 422);
  assert.equal(unknown.json.errors[0].source.parameter, "filter[event]");
});

test("lists come in pages, from 0, 20 at a time and at most 50; a page that does not exist is 400", async () => {
  for (let i = 0; i < 45; ++i) {
    assert.equal((await create(`https://example.com/${i}`, "event.created")).status, 201);
  }
  const first = await call("GET", "/v1/webhooks");
  assert.equal(first.json.data.length, 20);
  assert.deepEqual(first.json.meta, { current_page: 0, previous_page: null, next_page: 1, record_count: 45, page_count: 3, items_per_page: 20 });
  const urls = [];
  for (let page = 0; page !== null; ) {
    const { json: document } = await call("GET", `/v1/webhooks?page[number]=${page}&page[size]=20`);
    urls.push(...document.data.map(({ attributes }) => attributes.url));
    page = document.meta.next_page;
  }
  assert.deepEqual(urls, Array.from({ length: 45 }, (_, i) => `https://example.com/${i}`));

  const followed = [];
  for (let link = "/v1/webhooks?page[size]=7"; link !== null; ) {
    const { json: document } = await call("GET", link);
    followed.push(...document.data.map(({ attributes }) => attributes.url));
    link = document.links.next;
  }
  assert.deepEqual(followed, urls);

  assert.equal((await call("GET", "/v1/webhooks?page[size]=50")).json.data.length, 45);
  const beyond = await call("GET", "/v1/webhooks?page[number]=3");
  assert.equal(beyond.status, 400);
  assert.equal(beyond.json.errors[0].code, "no-such-page");
  assert.equal(beyond.json.errors[0].source.parameter, "page[number]");
  assert.equal((await call("GET", "/v1/webhooks?page[size]=51")).status, 422);
  assert.equal((await call("GET", "/v1/webhooks?page[number]=-1")).status, 422);
});

test("errors have title, detail, code and status, and lead to the attribute", async () => {
  for (const [attributes, pointer] of [
    [{ url: "https://example.com/", event: "event.deleted" }, "/data/attributes/event"],
    [{ url: "https://example.com/" }, "/data/attributes/triggers"],
    [{ event: "event.created" }, "/data/attributes/url"],
    [{ url: "ftp://example.com/", event: "event.created" }, "/data/attributes/url"],
    [{ url: "https://example.com/", event: "event.created", triggers: ["event.created"] }, "/data/attributes/event"],
  ]) {
    const refused = await call("POST", "/v1/webhooks", { data: { type: "webhooks", attributes } });
    assert.equal(refused.status, 422, refused.text);
    assert.equal(refused.headers.get("content-type"), jsonApi);
    const [error] = refused.json.errors;
    assert.equal(error.source.pointer, pointer);
    assert.equal(error.status, "422");
    assert.ok(error.title && error.detail && error.code);
  }
  assert.deepEqual((await call("GET", "/v1/webhooks")).json.data, []);
});
