// By which way requests leave: with a client certificate, and through a proxy.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { Authority } from "../support/certificate.mjs";
import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];
const DAY_MS = 86_400_000;

let folder;
let authority;
let dispatcher;
let sink;

beforeEach(() => {
  folder = temporaryFolder();
  authority = new Authority(join(folder.path, "authority"), "trusted");
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder.remove();
});

function issued(subject) {
  return authority.issue(subject, new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS));
}

/** A receiver that speaks https, for `subject`; `options` of Node's TLS. */
async function tlsSink(subject = "IP:127.0.0.1", options = {}) {
  const { certificate, key } = issued(subject);
  sink = await new Sink({ cert: readFileSync(certificate), key: readFileSync(key), ...options }).start();
}

/** The only attempt of a message to a webhook at `url`, of a dispatcher with `options`. */
async function attemptTo(url, options, networks = ["127.0.0.0/8"]) {
  await dispatcher?.stop();
  dispatcher = new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "3600", ...options]);
  dispatcher.networks = networks;
  await dispatcher.start();
  const webhook = await dispatcher.addWebhook({ triggers, url });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  const delivery = await eventually(`an attempt to ${url}`, async () => {
    const { deliveries } = await dispatcher.message(accepted.json.data.id);
    return deliveries.find(({ webhook_id, attempts }) => webhook_id === webhook.id && attempts.length > 0);
  });
  await dispatcher.request("DELETE", `/v1/webhooks/${webhook.id}`);
  return delivery.attempts[0];
}

test("a receiver that asks for a client certificate is shown it, its key in the same file or another", async () => {
  await tlsSink("IP:127.0.0.1", { requestCert: true, rejectUnauthorized: true, ca: readFileSync(authority.certificate) });
  const trusting = ["--ca-bundle", authority.certificate];
  const without = await attemptTo(sink.url("/without"), trusting);
  assert.equal(without.status, null);
  assert.notEqual(without.failure, "");
  assert.equal(sink.requests.length, 0);

  const { certificate, key } = issued("DNS:sender.example");
  assert.equal((await attemptTo(sink.url("/apart"), [...trusting, "--client-certificate", certificate, "--client-key", key])).status, 204);
  const both = join(folder.path, "both");
  writeFileSync(both, Buffer.concat([readFileSync(certificate), readFileSync(key)]));
  assert.equal((await attemptTo(sink.url("/together"), [...trusting, "--client-certificate", both])).status, 204);
  assert.deepEqual(sink.requests.map(({ url }) => url), ["/apart", "/together"]);
});

/** An HTTP proxy that takes every name to be here; what it was asked for, and how. */
async function startProxy() {
  const asked = [];
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { port, pathname } = new URL(incoming.url);
    const outgoing = request({ port, path: pathname, method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  server.on("connect", ({ url }, socket, head) => {
    asked.push(`CONNECT ${url}`);
    const target = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) {
      end.on("error", () => {});
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    asked,
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("a proxy is asked for every target by its name, and decides which addresses may be reached", async () => {
  const proxy = await startProxy();
  try {
    sink = await new Sink().start();
    const url = `http://known-to-the-proxy.example:${sink.port}/plain`;
    const attempt = await attemptTo(url, ["--proxy", proxy.url], []);
    assert.equal(attempt.status, 204, attempt.failure);
    assert.deepEqual(proxy.asked, [`POST ${url}`]);
    assert.equal(sink.requests[0].headers.find(([name]) => name.toLowerCase() === "host")[1], `known-to-the-proxy.example:${sink.port}`);
  } finally {
    proxy.stop();
  }
});

test("through a proxy, TLS reaches to the receiver, and its certificate is checked", async () => {
  const proxy = await startProxy();
  try {
    await tlsSink("DNS:secure.example");
    const options = ["--proxy", proxy.url, "--ca-bundle", authority.certificate];
    const attempt = await attemptTo(`https://secure.example:${sink.port}/secure`, options, []);
    assert.equal(attempt.status, 204, attempt.failure);
    const refused = await attemptTo(`https://other.example:${sink.port}/other`, options, []);
    assert.match(refused.failure, /name matches target/);
    assert.deepEqual(proxy.asked, [`CONNECT secure.example:${sink.port}`, `CONNECT other.example:${sink.port}`]);
    assert.deepEqual(sink.requests.map((each) => each.url), ["/secure"]);
  } finally {
    proxy.stop();
  }
});

test("a proxy that is not there is a failure, and the environment's is not used", async () => {
  const gone = await startProxy();
  gone.stop();
  sink = await new Sink().start();
  process.env.http_proxy = gone.url;
  try {
    assert.equal((await attemptTo(sink.url("/direct"), [])).status, 204);
    assert.equal((await attemptTo(sink.url("/proxied"), ["--proxy", gone.url])).status, null);
  } finally {
    delete process.env.http_proxy;
  }
  assert.deepEqual(sink.requests.map(({ url }) => url), ["/direct"]);
});
