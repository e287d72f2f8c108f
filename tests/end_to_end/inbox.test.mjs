// The inbox: what is sent to it is captured, answered as chosen, checked, compared with what was sent, and sent on; a webhook
// may be pointed at it although nothing else of this machine may be sent to.
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const triggers = ["session.started"];

let folder;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  dispatcher = new Dispatcher(join(folder.path, "hookstorm.db"));
  // As it is started where nobody says anything: no plain http, and the open Internet alone.
  dispatcher.networks = [];
  dispatcher.allowsHttp = false;
  await dispatcher.start();
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  folder?.remove();
});

const document = (attributes) => ({ data: { type: "inboxes", attributes } });

async function createInbox(attributes = {}) {
  const answer = await dispatcher.request("POST", "/v1/inboxes", document(attributes));
  assert.equal(answer.status, 201, answer.text);
  return answer.json.data;
}

const get = async (path) => (await dispatcher.request("GET", path)).json;
const captures = async (inbox) => (await get(`/v1/inboxes/${inbox.id}/captures`)).data;
const capture = async (inbox, number) => (await get(`/v1/inboxes/${inbox.id}/captures/${number}`)).data.attributes;
const codes = ({ problems }) => problems.map(({ code }) => code);

/** Sends bytes as they are, and gives the answer's. */
function exchange(bytes) {
  const { hostname, port } = new URL(dispatcher.url);
  return new Promise((resolve, reject) => {
    const socket = connect(port, hostname, () => socket.end(bytes));
    const chunks = [];
    socket.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks).toString("latin1"))).on("error", reject);
  });
}

/** Sends by a method that fetch does not have, with headers that it does not let through. */
function send(method, url, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject).end(body);
  });
}

/** A message to a webhook that is pointed at the inbox, once it is captured and its attempt stored. */
async function deliver(inbox, attributes = {}) {
  const webhook = await dispatcher.addWebhook({ triggers, url: inbox.attributes.url, ...attributes });
  const accepted = await dispatcher.occurrence(goldenOccurrence("session.started"), "lenient");
  assert.equal(accepted.status, 202, accepted.text);
  const message = accepted.json.data.id;
  const delivery = await eventually("the message is delivered", async () => (await dispatcher.message(message)).deliveries.find(({ webhook_id, attempts }) => webhook_id === webhook.id && attempts.length > 0));
  return { webhook, message, delivery };
}

test("any method, path, query and bytes are captured as they came, from wherever they come", async () => {
  const inbox = await createInbox({ name: "mine" });
  assert.match(inbox.id, /^[0-9a-f]{32}$/);
  assert.equal(inbox.attributes.url, `${dispatcher.url}in/${inbox.id}`);
  assert.deepEqual(inbox.attributes.answer, { status: 200, delay_ms: 0, body: "", content_type: "text/plain; charset=utf-8" });
  const { url } = inbox.attributes;
  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT", "M-SEARCH"];
  for (const method of methods) {
    assert.equal((await send(method, `${url}/a%2Fb?c=d&e`, { headers: { host: "public.example", origin: "https://elsewhere.example" } })).status, 200, method);
  }
  assert.deepEqual((await captures(inbox)).map(({ attributes }) => attributes.method), methods.toReversed());
  const first = await capture(inbox, 1);
  assert.equal(first.path, `/in/${inbox.id}/a%2Fb?c=d&e`);
  assert.equal(first.source, "127.0.0.1");
  assert.deepEqual(first.headers.slice(0, 2), [{ name: "host", value: "public.example" }, { name: "origin", value: "https://elsewhere.example" }]);
  assert.equal(first.check, null);
  assert.equal(first.comparison, null);

  const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
  await send("POST", url, { body: bytes, headers: { "content-type": "application/octet-stream" } });
  const binary = await capture(inbox, methods.length + 1);
  assert.deepEqual(Buffer.from(binary.body_base64, "base64"), bytes);
  assert.equal(binary.body, undefined);
  assert.equal(binary.body_bytes, 5);
  assert.equal(binary.content_type, "application/octet-stream");
  await send("POST", url, { body: "ü\u0000", headers: { "content-type": "text/plain" } });
  assert.equal((await capture(inbox, methods.length + 2)).body, "ü\u0000");

  const page = await get(`/v1/inboxes/${inbox.id}/captures?page[size]=4`);
  assert.deepEqual(page.data.map(({ attributes }) => attributes.number), [11, 10, 9, 8]);
  const rest = await get(page.links.next);
  assert.deepEqual(rest.data.map(({ attributes }) => attributes.number), [7, 6, 5, 4]);
  const last = await get(rest.links.next);
  assert.deepEqual(last.data.map(({ attributes }) => attributes.number), [3, 2, 1]);
  assert.equal(last.links.next, null);
});

test("what is answered is chosen, with a delay that holds up nobody, and has no power over the page", async () => {
  const inbox = await createInbox({ answer: { status: 418, body: "<script>alert(1)</script>", content_type: "text/html" } });
  const answered = await send("POST", inbox.attributes.url);
  assert.equal(answered.status, 418);
  assert.equal(answered.text, "<script>alert(1)</script>");
  assert.equal(answered.headers["content-type"], "text/html");
  assert.match(answered.headers["content-security-policy"], /sandbox/);
  assert.equal(answered.headers["x-content-type-options"], "nosniff");
  assert.equal(answered.headers["access-control-allow-origin"], "*");

  const changed = await dispatcher.request("PATCH", `/v1/inboxes/${inbox.id}`, document({ answer: { status: 503, delay_ms: 30_000 } }));
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json.data.attributes.answer.body, "<script>alert(1)</script>");
  let isAnswered = false;
  const late = send("POST", inbox.attributes.url).then((answer) => {
    isAnswered = true;
    return answer;
  });
  await eventually("it is captured before it is answered", async () => (await captures(inbox)).length === 2);
  await dispatcher.request("PATCH", `/v1/inboxes/${inbox.id}`, document({ answer: { delay_ms: 50 } }));
  const begin = performance.now();
  assert.equal((await send("POST", inbox.attributes.url)).status, 503);
  assert.ok(performance.now() - begin >= 49);
  assert.equal(isAnswered, false);
  assert.equal(await dispatcher.stop(), 0, "the end does not wait for it");
  assert.equal((await late).status, 503);
});

test("a browser's question whether a page may send is answered, and not captured", async () => {
  const inbox = await createInbox({ answer: { status: 500 } });
  const headers = { origin: "https://elsewhere.example", "access-control-request-method": "PUT", "access-control-request-headers": "x-a,authorization" };
  const answer = await send("OPTIONS", inbox.attributes.url, { headers });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers["access-control-allow-origin"], "*");
  assert.equal(answer.headers["access-control-allow-methods"], "PUT");
  assert.equal(answer.headers["access-control-allow-headers"], "x-a,authorization");
  assert.equal((await captures(inbox)).length, 0);
});

test("the cookie of somebody who is signed in to the page is not captured, whatever else there is", async () => {
  const inbox = await createInbox();
  const captured = async (cookie) => {
    await send("GET", inbox.attributes.url, { headers: { cookie } });
    const { headers } = await capture(inbox, (await captures(inbox))[0].attributes.number);
    return headers.find(({ name }) => name === "cookie").value;
  };
  assert.equal(await captured("a=1;hookstorm_session=secret; b=2"), "a=1; b=2");
  assert.equal(await captured("hookstorm_session=secret"), "");
  assert.equal(await captured(" hookstorm_session=x ;hookstorm_session=y"), "");
  assert.equal(await captured("my_hookstorm_session=1;  c=hookstorm_session"), "my_hookstorm_session=1; c=hookstorm_session");
  assert.equal(await captured("a=1;b=2"), "a=1;b=2");
});

test("the API's guards are as they were, and what is no inbox captures nothing", async () => {
  const inbox = await createInbox();
  for (const path of ["v1/inboxes", `v1/inboxes/${inbox.id}/captures`, `in`, `inx/${inbox.id}`]) {
    const headers = { host: "public.example" };
    assert.equal((await send("GET", dispatcher.url + path, { headers })).status, 403, path);
    assert.equal((await send("POST", dispatcher.url + path, { headers: { origin: "https://elsewhere.example" } })).status, 403, path);
  }
  for (const id of ["", "0".repeat(32), inbox.id.toUpperCase(), `${inbox.id}0`, inbox.id.slice(1)]) {
    assert.equal((await send("POST", `${dispatcher.url}in/${id}`)).status, 404, id);
  }
  assert.equal((await captures(inbox)).length, 0);
});

test("bounds: a body of 2 MiB is taken and none beyond; a head beyond 16 KiB is refused; of 501 captures the oldest goes", async () => {
  const inbox = await createInbox();
  const { url } = inbox.attributes;
  const largest = 2 * 1024 * 1024;
  assert.equal((await send("POST", url, { body: "x".repeat(largest) })).status, 200);
  assert.equal((await exchange(`POST /in/${inbox.id} HTTP/1.1\r\nHost: x\r\nContent-Length: ${largest + 1}\r\n\r\n`)).split(" ")[1], "413");
  assert.equal((await exchange(`POST /in/${inbox.id} HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(17_000)}\r\n\r\n`)).split(" ")[1], "431");
  assert.equal((await capture(inbox, 1)).body.length, largest);
  for (let sent = 1; sent <= 500; ) {
    const { status } = await send("POST", url);
    assert.equal(status, 200);
    ++sent;
  }
  assert.equal((await dispatcher.request("GET", `/v1/inboxes/${inbox.id}/captures/1`)).status, 404);
  const { attributes } = (await get(`/v1/inboxes/${inbox.id}`)).data;
  assert.equal(attributes.capture_count, 500);
  const cleared = await dispatcher.request("DELETE", `/v1/inboxes/${inbox.id}/captures`);
  assert.equal(cleared.status, 204);
  assert.deepEqual(await captures(inbox), []);
  assert.equal((await dispatcher.request("GET", `/v1/inboxes/${inbox.id}/captures/500`)).status, 404);
});

test("a webhook is pointed at an inbox by the default policy; nothing else at this address, or beside it, is sent to", async () => {
  const inbox = await createInbox();
  const { message, delivery } = await deliver(inbox);
  assert.equal(delivery.state, "delivered");
  const [received] = await captures(inbox);
  assert.equal(received.attributes.message_id, message);

  const sink = await new Sink().start();
  try {
    const { port } = new URL(dispatcher.url);
    const refused = [`http://127.0.0.1:${port}/v1/webhooks`, `http://127.0.0.1:${port}/in`, `http://127.0.0.1:${port}/`, `http://localhost:${port}/in/${inbox.id}`, sink.url(`/in/${inbox.id}`), `http://127.0.0.1:${port}/in/../v1/webhooks`];
    for (const url of refused) {
      const answer = await dispatcher.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: { triggers, url } } });
      assert.equal(answer.status, 422, url);
      assert.equal(answer.json.errors[0].source.pointer, "/data/attributes/url");
    }
    // As https they may be written down, and are judged by the address that is connected to.
    for (const url of [`https://127.0.0.1:${port}/v1/webhooks`, `https://127.0.0.1:${port}/in/${inbox.id}`, `https://127.0.0.1:${sink.port}/in/${inbox.id}`]) {
      const { delivery: failed } = await deliver({ attributes: { url } });
      assert.match(failed.attempts[0].failure, /is the sending machine itself/, url);
    }
    assert.equal(sink.requests.length, 0);
  } finally {
    await sink.stop();
  }
});

test("a delivery is checked by its webhook's secret and is the same, byte by byte; also after the webhook has changed or is gone", async () => {
  const inbox = await createInbox();
  const { webhook, message, delivery } = await deliver(inbox, { headers: { "x-tenant": "a" } });
  const check = async () => {
    const attributes = await capture(inbox, 1);
    assert.equal(attributes.webhook_id, webhook.id);
    assert.deepEqual(attributes.check.problems, []);
    assert.equal(attributes.check.value.messageId, message);
    assert.deepEqual(attributes.comparison, { delivery_id: delivery.id, attempt: 1, equal: true, body: null, headers: [], problems: [] });
  };
  await check();
  assert.equal((await dispatcher.request("POST", `/v1/webhooks/${webhook.id}/rotate-secret?until=2020-01-01T00:00:00Z`)).status, 200);
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { family: "standard", url: "https://example.com/" } } });
  await check();
  await dispatcher.request("DELETE", `/v1/webhooks/${webhook.id}`);
  await check();
});

test("the vendor's scheme is checked and compared as well", async () => {
  const inbox = await createInbox();
  const { webhook } = await deliver(inbox, { signature: "livestorm", family: "legacy" });
  const { webhook_id, check, comparison } = await capture(inbox, 1);
  assert.equal(webhook_id, webhook.id);
  assert.equal(check.value?.scheme, "livestorm", JSON.stringify(check));
  assert.equal(comparison.equal, true);
});

test("what was altered on the way is told: a body, a moment, a header, a secret", async () => {
  const inbox = await createInbox();
  await deliver(inbox);
  const original = await capture(inbox, 1);
  const headers = Object.fromEntries(original.headers.map(({ name, value }) => [name, value]));
  const again = async (changes, body = original.body) => {
    const all = { ...headers, "content-length": Buffer.byteLength(body), ...changes };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    assert.match(await exchange(`POST /in/${inbox.id} HTTP/1.1\r\n${lines.join("")}\r\n${body}`), /^HTTP\/1.1 200 /);
    return capture(inbox, (await captures(inbox))[0].attributes.number);
  };

  const offset = original.body.indexOf('"title":"') + '"title":"'.length;
  const altered = await again({}, `${original.body.slice(0, offset)}ALTERED${original.body.slice(offset)}`);
  assert.equal(altered.check.value, null);
  assert.deepEqual(codes(altered.check), ["signature-mismatch"]);
  assert.equal(altered.comparison.equal, false);
  assert.equal(altered.comparison.body.offset, offset);
  assert.ok(altered.comparison.body.captured.startsWith("ALTERED"));
  assert.ok(original.body.slice(offset).startsWith(altered.comparison.body.sent));
  assert.deepEqual(altered.comparison.headers.map(({ name }) => name), ["content-length"]);

  const reserialised = await again({}, JSON.stringify(JSON.parse(original.body), null, 1));
  assert.deepEqual(codes(reserialised.check), ["body-reserialised"]);

  const late = await again({ "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 3600) });
  assert.ok(codes(late.check).includes("timestamp-too-old"), JSON.stringify(late.check));
  assert.deepEqual(late.comparison.headers.map(({ name }) => name), ["webhook-timestamp"]);

  const added = await again({ "x-proxy": "p" });
  assert.ok(added.check.value);
  assert.deepEqual(added.comparison.headers, [{ name: "x-proxy", captured: "p", sent: null }]);

  const unsigned = await again({ "webhook-signature": "" });
  assert.equal(unsigned.check.value, null);

  const by = (secret) => dispatcher.request("POST", `/v1/inboxes/${inbox.id}/captures/1/check`, { secret });
  const wrong = await by("whsec_YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=");
  assert.equal(wrong.status, 200, wrong.text);
  assert.deepEqual(codes(wrong.json.data.attributes.check), ["signature-mismatch"]);
  assert.equal(wrong.json.data.attributes.webhook_id, null);
  assert.equal((await dispatcher.request("POST", `/v1/inboxes/${inbox.id}/captures/1/check`, {})).status, 422);
});

test("what a template sent, and the answer of a failing inbox, are as they were; a retry is compared with its own attempt", async () => {
  await dispatcher.stop();
  dispatcher.options = ["--retry-delays", "0"];
  await dispatcher.start();
  const inbox = await createInbox({ answer: { status: 500, body: "no" } });
  const { message } = await deliver(inbox, { template: { text: "${event.title} ${now}" } });
  const { deliveries } = await eventually("the retry has ended", async () => {
    const found = await dispatcher.message(message);
    return found.deliveries[0].attempts.length === 2 && found;
  });
  assert.deepEqual(deliveries[0].attempts.map(({ status, response_body }) => [status, response_body]), [[500, "no"], [500, "no"]]);
  const found = (await Promise.all([1, 2].map((number) => capture(inbox, number)))).map(({ comparison }) => comparison);
  assert.ok(found.every(({ equal }) => equal), JSON.stringify(found));
});

test("a capture is sent on as it came, by the rules for targets, and the answer is told", async () => {
  const inbox = await createInbox();
  const bytes = Buffer.from([0xff, 0, 1]);
  await send("PUT", inbox.attributes.url, { headers: { "x-mine": "1", "content-type": "application/octet-stream" }, body: bytes });
  const forward = (url, number = 1) => dispatcher.request("POST", `/v1/inboxes/${inbox.id}/captures/${number}/forward`, { url });
  const sink = await new Sink().start();
  sink.answer = (request, response) => response.writeHead(202, { "x-answer": "yes" }).end(Buffer.from([0xfe]));
  try {
    const refused = await forward(sink.url("/to"));
    assert.equal(refused.status, 422);
    assert.equal(refused.json.errors[0].code, "url-http-refused");
    assert.equal(refused.json.errors[0].source.pointer, "/url");
    const judged = await forward(`https://127.0.0.1:${sink.port}/`);
    assert.equal(judged.status, 200);
    assert.equal(judged.json.data.attributes.status, null);
    assert.match(judged.json.data.attributes.failure, /is the sending machine itself/);
    assert.equal(sink.requests.length, 0);
    assert.equal((await forward("https://example.com/", 9)).status, 404);

    const itself = await forward(`${inbox.attributes.url}/again`);
    assert.equal(itself.json.data.attributes.status, 200, "an inbox here may be sent to");
    assert.equal((await capture(inbox, 2)).body_base64, bytes.toString("base64"));

    await dispatcher.stop();
    dispatcher.networks = ["127.0.0.0/8"];
    dispatcher.allowsHttp = true;
    await dispatcher.start();
    const { status, headers, body_base64, failure, address } = (await forward(sink.url("/to"))).json.data.attributes;
    assert.equal(address, `127.0.0.1:${sink.port}`);
    assert.deepEqual([status, body_base64, failure], [202, "/g==", null]);
    assert.ok(headers.some(({ name, value }) => name === "x-answer" && value === "yes"));
    const [received] = sink.requests;
    assert.equal(received.method, "PUT");
    assert.deepEqual(received.body, bytes);
    assert.equal(header(received, "x-mine"), "1");
    assert.equal(header(received, "host"), `127.0.0.1:${sink.port}`);
  } finally {
    await sink.stop();
  }
});

test("what was answered is kept through kill -9, and so are inbox and numbers; a deleted inbox is gone", async () => {
  const inbox = await createInbox({ answer: { status: 201 } });
  const { pathname } = new URL(inbox.attributes.url);
  assert.equal((await send("POST", inbox.attributes.url, { body: "kept" })).status, 201);
  await dispatcher.stop("SIGKILL");
  await dispatcher.start();
  assert.equal((await capture(inbox, 1)).body, "kept");
  assert.equal((await send("POST", new URL(pathname, dispatcher.url), { body: "next" })).status, 201);
  assert.equal((await captures(inbox))[0].attributes.number, 2);
  assert.deepEqual((await get("/v1/inboxes")).data.map(({ id }) => id), [inbox.id]);

  assert.equal((await dispatcher.request("DELETE", `/v1/inboxes/${inbox.id}`)).status, 204);
  for (const path of ["", "/captures", "/captures/1"]) {
    assert.equal((await dispatcher.request("GET", `/v1/inboxes/${inbox.id}${path}`)).status, 404);
  }
  assert.equal((await send("POST", new URL(pathname, dispatcher.url))).status, 404);
  assert.deepEqual((await get("/v1/inboxes")).data, []);
  assert.equal((await dispatcher.request("PATCH", `/v1/inboxes/${inbox.id}`, document({}))).status, 404);
});
