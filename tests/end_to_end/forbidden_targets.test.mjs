// Where a dispatcher on the open Internet must never send, by name and by address: refused with the rule's name, before a
// byte is sent.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { Names } from "../support/shims.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

/** Addresses, and what their refusal has to say. */
const forbidden = [
  ["127.0.0.1", /is the sending machine itself/],
  ["::1", /is the sending machine itself/],
  ["0.0.0.0", /names no machine/],
  ["10.0.0.1", /is in a private network/],
  ["172.16.5.4", /is in a private network/],
  ["192.168.1.1", /is in a private network/],
  ["fd12:3456::1", /is in a private network/],
  ["169.254.10.10", /own network link/],
  ["fe80::1", /own network link/],
  ["100.64.0.1", /between a provider and its customers/],
  ["224.0.0.1", /is for multicast/],
  ["ff02::1", /is for multicast/],
  ["192.0.2.1", /is for examples only/],
  ["255.255.255.255", /is for broadcast/],
  ["240.0.0.1", /is reserved/],
  ["198.18.0.1", /is for measuring networks/],
  ["169.254.169.254", /metadata service/],
  ["168.63.129.16", /metadata service/],
  ["fd00:ec2::254", /metadata service/],
  ["fec0::1", /is in a private network/],
  ["::ffff:a00:1", /stands for an IPv4 address .*leads to 10\.0\.0\.1, which is in a private network/],
  ["::ffff:a9fe:a9fe", /stands for an IPv4 address .*metadata service/],
  ["::a00:1", /has a form that is given up .*is in a private network/],
  ["64:ff9b::a00:1", /is translated to an IPv4 address .*is in a private network/],
  ["64:ff9b:1::a00:1", /is translated to IPv4 by a local rule .*is in a private network/],
  ["2002:a00:1::1", /is a tunnel to an IPv4 address .*is in a private network/],
  ["2001:0:4136:e378:8000:63bf:f5ff:fffe", /is a tunnel behind an IPv4 address .*is in a private network/],
];
const nameOf = (index) => `target-${index}.example.com`;
/** Names that say where they lead, as some services answer whatever they are asked. */
const telling = { "169.254.169.254.nip.io": "169.254.169.254", "10-0-0-1.sslip.io": "10.0.0.1", "localtest.me": "127.0.0.1" };

let folder;
let names;
let sink;
let dispatcher;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  names = new Names(folder.path);
  for (const [index, [address]] of forbidden.entries()) {
    names.set(nameOf(index), [address]);
  }
  for (const [name, address] of Object.entries(telling)) {
    names.set(name, [address]);
  }
  dispatcher = new Dispatcher(join(folder.path, "hookstorm.db"));
  dispatcher.networks = [];
  dispatcher.shims = [names];
  await dispatcher.start();
});

after(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

/** The first attempt of a message to a webhook at `url`. */
async function attemptAt(url) {
  const webhook = await dispatcher.addWebhook({ triggers, url });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  const delivery = await eventually(`an attempt to ${url}`, async () => {
    const message = await dispatcher.message(accepted.json.data.id);
    return message.deliveries.find(({ webhook_id, attempts }) => webhook_id === webhook.id && attempts.length > 0);
  });
  await dispatcher.request("DELETE", `/v1/webhooks/${webhook.id}`);
  return delivery.attempts[0];
}

/** Why it failed. */
async function refusalOf(url) {
  const { status, failure } = await attemptAt(url);
  assert.equal(status, null);
  return failure;
}

for (const [index, [address, reason]] of forbidden.entries()) {
  test(`a name that leads to ${address}`, async () => {
    assert.match(await refusalOf(`http://${nameOf(index)}:${sink.port}/`), reason);
    assert.equal(sink.requests.length, 0);
  });

  test(`${address} itself`, async () => {
    const url = `http://${address.includes(":") ? `[${address}]` : address}:${sink.port}/`;
    const answer = await dispatcher.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: { triggers, url } } });
    if (answer.status === 201) {
      await dispatcher.request("DELETE", `/v1/webhooks/${answer.json.data.id}`);
      assert.match(await refusalOf(url), reason);
    } else {
      assert.equal(answer.status, 422);
      assert.match(answer.text, reason);
    }
    assert.equal(sink.requests.length, 0);
  });
}

for (const [name, address] of Object.entries(telling)) {
  test(`a name that tells where it leads: ${name}`, async () => {
    const reason = forbidden.find(([each]) => each === address)[1];
    assert.match(await refusalOf(`http://${name}:${sink.port}/`), reason);
    assert.equal(sink.requests.length, 0);
  });
}

test("a name that leads to several forbidden addresses leads to none of them", async () => {
  names.set("both.example.com", ["127.0.0.1", "::1"]);
  assert.match(await refusalOf(`http://both.example.com:${sink.port}/`), /is the sending machine itself/);
  assert.equal(sink.requests.length, 0);
});

for (const host of ["2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "0x7f000001", "[::ffff:127.0.0.1%25lo]", "user@127.0.0.1", "%31%32%37.0.0.1"]) {
  test(`an address in disguise: ${host}`, async () => {
    const url = `http://${host}:${sink.port}/`;
    const answer = await dispatcher.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: { triggers, url } } });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json.errors[0].source.pointer, "/data/attributes/url");
  });
}

test("what is allowed for testing is sent to, and nothing else is by that", async () => {
  await dispatcher.stop();
  dispatcher.networks = ["127.0.0.1/32"];
  await dispatcher.start();
  await dispatcher.addWebhook({ triggers, url: sink.url("/allowed") });
  await dispatcher.occurrence(occurrence, "lenient");
  await sink.received("the message", (request) => request.url === "/allowed");
  assert.match(await refusalOf(`http://${nameOf(3)}:${sink.port}/`), /is in a private network/);
  assert.match(await refusalOf(`http://127.0.0.2:${sink.port}/`), /is the sending machine itself/);
  names.set("several.example.com", ["10.0.0.1", "127.0.0.1"]);
  assert.equal((await attemptAt(`http://several.example.com:${sink.port}/`)).status, 204);
});

test("a redirect from an allowed address leads nowhere else", async () => {
  const elsewhere = await new Sink().start(0, "127.0.0.2");
  try {
    sink.answer = (request, response) => response.writeHead(307, { location: `http://127.0.0.2:${elsewhere.port}/` }).end();
    assert.equal((await attemptAt(sink.url("/redirects"))).status, 307);
    assert.equal(elsewhere.requests.length, 0);
  } finally {
    await elsewhere.stop();
  }
});
