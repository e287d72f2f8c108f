// Messages and deliveries as an operator sees them: listed, looked at, sent again, cancelled, replayed.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const triggers = ["session.started", "event.created"];
const NOBODY = "b836c804-8696-4946-a8c8-ece61da0ecd6";

let folder;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "600"]).start();
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

const get = async (path) => (await dispatcher.request("GET", path)).json;
const post = (path) => dispatcher.request("POST", path);

async function accept(trigger = "session.started") {
  const answer = await dispatcher.occurrence(goldenOccurrence(trigger), "lenient");
  assert.equal(answer.status, 202, answer.text);
  return answer.json.data.id;
}

/** The delivery of a message for the only webhook, once it is in that state. */
const delivery = (message, state) =>
  eventually(`${message} is ${state}`, async () => {
    const [found] = (await dispatcher.message(message)).deliveries;
    return found.state === state && found;
  });

/** All of a list, link by link. */
async function listed(path) {
  const all = [];
  for (let link = path; link !== null; ) {
    const page = await get(link);
    all.push(...page.data);
    link = page.links.next;
  }
  return all;
}

test("deliveries and messages are listed the newest first, in pages, by webhook, state, trigger and time", async () => {
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const failing = await dispatcher.addWebhook({ triggers, url: sink.url("/gone"), retry: { delays: [] } });
  sink.answer = (request, response) => response.writeHead(request.url === "/gone" ? 400 : 204).end();
  const ids = [];
  for (const trigger of ["session.started", "event.created", "session.started"]) {
    ids.unshift(await accept(trigger));
  }
  await eventually("all end", async () => (await listed("/v1/deliveries?filter[state]=pending")).length === 0);
  const of = async (query) => (await listed(`/v1/deliveries?${query}`)).map(({ attributes }) => attributes);
  assert.deepEqual((await of("page[size]=2")).map(({ message_id }) => message_id), [ids[0], ids[0], ids[1], ids[1], ids[2], ids[2]]);
  assert.deepEqual((await of(`filter[webhook]=${webhook.id}&page[size]=1`)).map(({ message_id, state }) => [message_id, state]), ids.map((id) => [id, "delivered"]));
  assert.deepEqual((await of("filter[state]=exhausted,cancelled")).map(({ webhook_id }) => webhook_id), ids.map(() => failing.id));
  assert.deepEqual((await of("filter[trigger]=event.created&filter[state]=delivered")).map(({ message_id }) => message_id), [ids[1]]);
  assert.equal((await of(`filter[webhook]=${NOBODY}`)).length, 0);

  const messages = await listed("/v1/messages?page[size]=2");
  assert.deepEqual(messages.map(({ id }) => id), ids);
  assert.deepEqual((await listed("/v1/messages?filter[trigger]=event.created")).map(({ id }) => id), [ids[1]]);
  const moment = encodeURIComponent(messages[1].attributes.accepted_at);
  const accepted = messages.map(({ attributes }) => attributes.accepted_at);
  const since = messages.filter((_, i) => accepted[i] >= accepted[1]).map(({ id }) => id);
  assert.deepEqual((await listed(`/v1/messages?filter[since]=${moment}`)).map(({ id }) => id), since);
  assert.equal((await of(`filter[until]=${moment}`)).length, 2 * (3 - since.length));
  assert.equal((await dispatcher.request("GET", "/v1/deliveries?filter[state]=lost")).status, 422);
  assert.equal((await dispatcher.request("GET", "/v1/deliveries?filter[since]=yesterday")).status, 422);
});

test("a list tells of each delivery's last attempt, and of none before the first", async () => {
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const closed = await new Sink().start();
  const { port } = closed;
  await closed.stop();
  sink.answer = (request, response) => response.writeHead(500).end();
  const { id } = await delivery(await accept(), "pending");
  const last = async () => (await get("/v1/deliveries")).data.map(({ attributes }) => attributes.last_attempt);
  await eventually("it is tried", async () => (await last())[0] !== null);
  sink.answer = (request, response) => response.writeHead(204).end();
  await post(`/v1/deliveries/${id}/resend`);
  await eventually("it is tried again", async () => (await last())[0].number === 2);
  const moved = await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { url: `http://127.0.0.1:${port}/in` } } });
  assert.equal(moved.status, 200, moved.text);
  const refused = await accept();
  await eventually("nobody is there", async () => (await last())[0] !== null);
  const [second, first] = await last();
  const { attempts: [, shown] } = (await get(`/v1/deliveries/${id}`)).data.attributes;
  const { address, response_body, ...facts } = shown;
  assert.deepEqual(first, facts);
  assert.equal(first.status, 204);
  assert.equal(second.status, null);
  assert.ok(second.failure.includes(`127.0.0.1:${port}`), second.failure);
  assert.equal((await dispatcher.message(refused)).deliveries[0].attempts[0].address, null, "there was no connection");
});

test("a delivery shows its attempts, and the very request that was sent, also after the webhook has changed", async () => {
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/before"), headers: { "x-tenant": "a" } });
  const message = await accept();
  const { id } = await delivery(message, "delivered");
  const received = await sink.received("the request");
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { url: sink.url("/after"), family: "standard" } } });
  assert.equal((await post(`/v1/webhooks/${webhook.id}/rotate-secret`)).status, 200);

  const { attributes } = (await get(`/v1/deliveries/${id}`)).data;
  assert.equal(attributes.attempts.length, 1);
  assert.equal(attributes.attempts[0].status, 204);
  assert.equal(attributes.attempts[0].address, `127.0.0.1:${sink.port}`);
  assert.deepEqual(attributes.problems, []);
  const { request } = attributes;
  assert.equal(request.url, sink.url("/before"));
  assert.equal(request.body, received.body.toString());
  const lowered = ([name, value]) => [name.toLowerCase(), value];
  assert.deepEqual(request.headers.map(({ name, value }) => lowered([name, value])), received.headers.map(lowered));
  assert.ok(request.headers.some(({ name }) => name === "webhook-signature"));

  const attempt = (await get(`/v1/deliveries/${id}/attempts/1`)).data;
  assert.deepEqual(attempt.attributes.request, request);
  for (const number of ["0", "2", "-1", "x", "99999999999999999999"]) {
    assert.equal((await dispatcher.request("GET", `/v1/deliveries/${id}/attempts/${number}`)).status, 404, number);
  }
  for (const other of ["dlv_x", `dlv_x_${NOBODY}`, id.replace("dlv_", "msg_"), `${id}0`]) {
    assert.equal((await dispatcher.request("GET", `/v1/deliveries/${other}`)).status, 404, other);
    assert.equal((await post(`/v1/deliveries/${other}/resend`)).status, 404, other);
    assert.equal((await post(`/v1/deliveries/${other}/cancel`)).status, 404, other);
  }
});

test("a delivery is resent whatever its state, counts on, and is not lost when the process is killed", async () => {
  sink.answer = (_, response) => response.writeHead(500).end();
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/in"), retry: { delays: [] } });
  const message = await accept();
  const { id } = await delivery(message, "exhausted");
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { enabled: false } } });
  const resent = await post(`/v1/deliveries/${id}/resend`);
  assert.equal(resent.status, 202, resent.text);
  assert.equal(resent.json.data.attributes.state, "pending");
  await dispatcher.stop("SIGKILL");
  await dispatcher.start();
  sink.answer = (_, response) => response.writeHead(204).end();
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { enabled: true } } });
  const { attempts } = await delivery(message, "delivered");
  assert.deepEqual(attempts.map(({ number, status }) => [number, status]), [[1, 500], [2, 204]]);

  await post(`/v1/deliveries/${id}/resend`);
  await eventually("it is sent once more", () => sink.requests.length === 3);
  assert.equal(new Set(sink.requests.map((request) => header(request, "webhook-id"))).size, 1);
  const { text } = await dispatcher.request("GET", "/metrics");
  assert.match(text, /^hookstorm_deliveries_sent_again_total 1$/m);

  await dispatcher.request("DELETE", `/v1/webhooks/${webhook.id}`);
  const refused = await post(`/v1/deliveries/${id}/resend`);
  assert.equal(refused.status, 409);
  assert.equal(refused.json.errors[0].code, "webhook-deleted");
  assert.ok((await get(`/v1/deliveries/${id}`)).data.attributes.request);
});

test("a pending delivery is cancelled, and one that has ended is not", async () => {
  sink.answer = (_, response) => response.writeHead(500).end();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const message = await accept();
  const { id } = await eventually("it waits for its retry", async () => {
    const [found] = (await dispatcher.message(message)).deliveries;
    return found.attempts.length === 1 && found;
  });
  const cancelled = await post(`/v1/deliveries/${id}/cancel`);
  assert.equal(cancelled.status, 200, cancelled.text);
  assert.equal(cancelled.json.data.attributes.state, "cancelled");
  assert.equal(cancelled.json.data.attributes.due_at, null);
  const again = await post(`/v1/deliveries/${id}/cancel`);
  assert.equal(again.status, 409);
  assert.equal(again.json.errors[0].code, "not-pending");
});

test("a range is counted, then replayed: what failed, of one webhook, and nothing else", async () => {
  sink.answer = (_, response) => response.writeHead(400).end();
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/in"), retry: { delays: [] } });
  const other = await dispatcher.addWebhook({ triggers, url: sink.url("/other"), retry: { delays: [] } });
  const messages = [];
  for (let i = 0; i < 5; ++i) {
    messages.push(await accept());
  }
  await eventually("all end", async () => (await listed("/v1/deliveries?filter[state]=exhausted")).length === 10);
  const query = `filter[webhook]=${webhook.id}`;
  const counted = await post(`/v1/replay?${query}&dry_run=true`);
  assert.deepEqual(counted.json, { meta: { found: 5, resent: 0, complete: true } });
  assert.deepEqual((await post(`/v1/replay?${query}&filter[state]=delivered`)).json.meta.found, 0);
  assert.deepEqual((await post(`/v1/replay?${query}&filter[until]=2020-01-01T00:00:00Z`)).json.meta.found, 0);
  assert.equal(sink.requests.length, 10);

  sink.answer = (_, response) => response.writeHead(204).end();
  assert.deepEqual((await post(`/v1/replay?${query}`)).json, { meta: { found: 5, resent: 5, complete: true } });
  await eventually("all are delivered", async () => (await listed(`/v1/deliveries?${query}&filter[state]=delivered`)).length === 5);
  assert.deepEqual(sink.requests.slice(10).map(({ url }) => url), Array(5).fill("/in"));
  assert.deepEqual(new Set(sink.requests.slice(10).map((request) => header(request, "webhook-id"))), new Set(messages));
  assert.equal((await listed(`/v1/deliveries?filter[webhook]=${other.id}&filter[state]=exhausted`)).length, 5);
  assert.equal((await post("/v1/replay?filter[state]=pending")).status, 422);
});
