// Where a dispatcher on the open Internet must never send, by name and by address: refused with the rule's name, before a
// byte is sent. `--resolve` stands for the names' DNS.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
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
  ["169.254.169.254", /metadata service/],
  ["fd00:ec2::254", /metadata service/],
  ["::ffff:a00:1", /is in a private network/],
  ["::ffff:a9fe:a9fe", /metadata service/],
  ["64:ff9b::a00:1", /is in a private network/],
  ["2002:a00:1::1", /is in a private network/],
  ["2001:0:4136:e378:8000:63bf:f5ff:fffe", /is in a private network/],
];
const nameOf = (index) => `target-${index}.example.com`;

let folder;
let sink;
let dispatcher;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  const resolved = forbidden.flatMap(([address], index) => [
    "--resolve",
    `${nameOf(index)}:${sink.port}:${address.includes(":") ? `[${address}]` : address}`,
  ]);
  dispatcher = new Dispatcher(join(folder.path, "hookstorm.db"), resolved);
  dispatcher.networks = [];
  await dispatcher.start();
});

after(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

/** Why the delivery of a message to the webhook failed. */
async function refusalOf(url) {
  const webhook = await dispatcher.addWebhook({ triggers, url });
  const accepted = await dispatcher.occurrence(occurrence, "lenient");
  const delivery = await eventually(`an attempt to ${url}`, async () => {
    const message = await dispatcher.message(accepted.json.data.id);
    return message.deliveries.find(({ webhook_id, attempts }) => webhook_id === webhook.id && attempts.length > 0);
  });
  await dispatcher.request("DELETE", `/v1/webhooks/${webhook.id}`);
  assert.equal(delivery.attempts[0].status, null);
  return delivery.attempts[0].failure;
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
  dispatcher.networks = ["127.0.0.0/8"];
  await dispatcher.start();
  await dispatcher.addWebhook({ triggers, url: sink.url("/allowed") });
  await dispatcher.occurrence(occurrence, "lenient");
  await sink.received("the message", (request) => request.url === "/allowed");
  assert.match(await refusalOf(`http://${nameOf(3)}:${sink.port}/`), /is in a private network/);
});
