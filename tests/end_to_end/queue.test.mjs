// Occurrences from NATS JetStream: each is acknowledged once it is stored, what is none becomes a dead letter, and
// nothing is lost or stored twice while either side is killed.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Queue } from "../support/queue.mjs";
import { generator } from "../support/random.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const seed = Number(process.env.HOOKSTORM_QUEUE_SEED ?? 20261126);
const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let queue;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  queue = await new Queue(join(folder.path, "queue")).start();
  await queue.add("OCCURRENCES", ["occurrences.>"]);
  await queue.add("DEAD", ["hookstorm.dead-letters"]);
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  await queue.stop();
  await sink.stop();
  folder.remove();
});

async function serve(options = []) {
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), [
    "--queue", queue.url, "--queue-stream", "OCCURRENCES", "--queue-lenient", ...options,
  ]).start();
}

function settled(consumer = "hookstorm") {
  return eventually("all is acknowledged", async () => (await queue.open("OCCURRENCES", consumer).catch(() => 1)) === 0);
}

/** How many different messages have come, and how often one came again. */
function arrived() {
  const ids = sink.requests.map((request) => header(request, "webhook-id"));
  return { distinct: new Set(ids).size, repeated: ids.length - new Set(ids).size };
}

test("what is published is stored, acknowledged and delivered; what is no occurrence becomes a dead letter", async () => {
  await serve();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await queue.publish("occurrences.a", occurrence);
  await queue.publish("occurrences.b", '{"trigger": "session.strated"}', "mine");
  await queue.publish("occurrences.c", "\u0000\u00ff");
  await queue.publish("occurrences.d", occurrence);
  await eventually("both are delivered", () => sink.requests.length === 2);
  await settled();
  const dead = await queue.messages("DEAD");
  assert.deepEqual(dead.map(({ text }) => text), ['{"trigger": "session.strated"}', "\u0000\u00ff"]);
  const [{ path, code }] = JSON.parse(dead[0].headers.get("Hookstorm-Problems"));
  assert.deepEqual([path, code], ["/trigger", "unknown-trigger"]);
  assert.equal(dead[0].headers.get("Hookstorm-Stream"), "OCCURRENCES");
  assert.equal(dead[0].headers.get("Hookstorm-Sequence"), "2");
  assert.equal(dead[0].headers.get("Hookstorm-Subject"), "occurrences.b");
  const metrics = (await dispatcher.request("GET", "/metrics")).text;
  assert.match(metrics, /hookstorm_occurrences_total{result="accepted"} 2/);
  assert.match(metrics, /hookstorm_occurrences_total{result="refused"} 2/);
});

test("what has the id of a message that is stored is not stored again", async () => {
  await queue.add("BRIEF", ["brief"]); // Another stream: the same id there is another message.
  await serve();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await queue.publish("occurrences.a", occurrence, "one");
  await settled();
  // JetStream would drop it itself for two minutes; what it forgets, the dispatcher still knows.
  await queue.administration.streams.purge("OCCURRENCES");
  await queue.administration.streams.update("OCCURRENCES", { duplicate_window: 100_000_000 });
  await sleep(300);
  await queue.publish("occurrences.a", occurrence, "one");
  await queue.publish("occurrences.a", occurrence, "two");
  await eventually("the other one is delivered", () => sink.requests.length === 2);
  await settled();
  assert.match((await dispatcher.request("GET", "/metrics")).text, /hookstorm_occurrences_total{result="repeated"} 1/);
  assert.equal(sink.requests.length, 2);
});

test("a dead letter that no stream takes leaves its message where it is", async () => {
  await serve(["--queue-dead-letters", "nobody.listens"]);
  await queue.publish("occurrences.a", "no JSON");
  await eventually("the log says so", () => /queue: message 1 is no occurrence, and stays: .*nobody\.listens/.test(dispatcher.log));
  assert.equal(await queue.open("OCCURRENCES", "hookstorm"), 1);
});

test("a consumer that is there already is used as it is", async () => {
  await queue.addConsumer("OCCURRENCES", "mine", { filter_subject: "occurrences.paris" });
  await serve(["--queue-consumer", "mine"]);
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await queue.publish("occurrences.rome", occurrence);
  await queue.publish("occurrences.paris", occurrence);
  await eventually("one is delivered", () => sink.requests.length === 1);
  await settled("mine");
  assert.equal(await dispatcher.stop(), 0);
  assert.equal(sink.requests.length, 1);
  assert.equal((await queue.administration.consumers.info("OCCURRENCES", "mine")).name, "mine", "it stays for the next start");
});

test("a queue that is not there is waited for, and said to be missing", async () => {
  await queue.kill();
  await serve();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await eventually("the log says so", () => /queue: The queue cannot be reached: .*; trying again/.test(dispatcher.log));
  await queue.start();
  await queue.publish("occurrences.a", occurrence);
  await eventually("it is delivered", () => sink.requests.length === 1);
  await queue.administration.streams.delete("OCCURRENCES");
  await eventually("the log says what lacks", () => /queue: The stream OCCURRENCES gives no consumer/.test(dispatcher.log));
  await queue.add("OCCURRENCES", ["occurrences.>"]);
  await queue.publish("occurrences.a", occurrence);
  await eventually("it goes on", () => sink.requests.length === 2);
});

test("a stream that goes while nobody waits for its messages is missed", async () => {
  await serve();
  await eventually("it waits for messages", async () => (await queue.waiting("OCCURRENCES", "hookstorm")) > 0);
  process.kill(dispatcher.pid, "SIGSTOP");
  try {
    await eventually("it waits no more", async () => (await queue.waiting("OCCURRENCES", "hookstorm")) === 0);
    await queue.administration.streams.delete("OCCURRENCES");
  } finally {
    process.kill(dispatcher.pid, "SIGCONT");
  }
  await eventually("the log says what lacks", () => /queue: The stream OCCURRENCES gives no consumer/.test(dispatcher.log));
});

test("a queue without a stream is refused", () => {
  const { status, stderr } = hookstorm(["serve", "--database", join(folder.path, "hookstorm.db"), "--queue", "nats://127.0.0.1:1"]);
  assert.equal(status, 2);
  assert.match(stderr.toString(), /needs both: --queue and --queue-stream/);
});

test("killed and started again under load, both sides lose nothing and store nothing twice", { timeout: 300_000 }, async (t) => {
  const below = generator(seed);
  await serve();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  const count = 6_000;
  let next = 0;
  const publisher = async () => {
    for (let number = next++; number < count; number = next++) {
      while (!(await queue.publish(`occurrences.${number % 7}`, occurrence, `id-${number}`).catch(() => false))) {
        await sleep(20); // The queue is away: the same id again.
      }
      await sleep(5);
    }
  };
  const publishing = Array.from({ length: 16 }, publisher);
  for (let round = 0; round < 4; ++round) {
    await sleep(100 + below(400));
    await dispatcher.stop("SIGKILL");
    await dispatcher.start();
    await sleep(100 + below(400));
    await queue.kill();
    await queue.start();
  }
  await Promise.all(publishing);
  await settled();
  await eventually("all are delivered", () => arrived().distinct >= count);
  const metrics = (await dispatcher.request("GET", "/metrics")).text;
  const { distinct, repeated } = arrived();
  t.diagnostic(`seed ${seed}: published ${count}, delivered ${distinct}, requests repeated by kills ${repeated}, ` +
    `${/hookstorm_occurrences_total{result="repeated"} \d+/.exec(metrics)[0]} since the last start`);
  assert.equal(distinct, count, "each message is stored once, and delivered");
});
