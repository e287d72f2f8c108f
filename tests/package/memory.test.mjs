// Memory over many calls, of the module and of JavaScript, and bodies as large as they may be. HOOKSTORM_PACKAGE=full
// makes the million calls of the long form.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { moduleUrl } from "../support/paths.mjs";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

const CALLS = process.env.HOOKSTORM_PACKAGE === "full" ? 1_000_000 : 60_000;
const MEGABYTE = 1024 * 1024;

let hookstorm;
let memory;

before(async () => {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate(...given);
    memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
    return instance;
  };
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  WebAssembly.instantiate = instantiate;
});

/** Every call but the simulation, each in a form that succeeds and in one that does not. */
function rounds() {
  const occurrence = hookstorm.sample("people.registered");
  const webhook = { triggers: ["people.registered"], url: "https://a.example/", secret: hookstorm.newSecret(), filter: "person.email != ''" };
  const attempt = { messageId: "msg_1", attemptedAt: new Date() };
  const { headers, body } = hookstorm.renderRequest(occurrence, webhook, attempt).value;
  const received = { headers: headers.map(({ name, value }) => [name, value]), body, secrets: webhook.secret };
  const template = { text: "${person.first_name}" };
  return [
    () => hookstorm.checkOccurrence(occurrence),
    () => hookstorm.checkOccurrence("{"),
    () => hookstorm.checkWebhook(webhook),
    () => hookstorm.checkWebhook({ url: "http://a" }),
    () => hookstorm.buildBody(occurrence, "legacy"),
    () => hookstorm.renderRequest(occurrence, webhook, attempt),
    () => hookstorm.renderRequest(occurrence, { ...webhook, template: { $eval: "nothing" } }, attempt),
    () => hookstorm.matches(occurrence, webhook),
    () => hookstorm.renderTemplate(template, occurrence),
    () => hookstorm.readBody(body),
    () => hookstorm.readBody("[]"),
    () => hookstorm.sign({ body, secret: webhook.secret, messageId: "msg_1" }),
    () => hookstorm.verify(received),
    () => hookstorm.verify({ ...received, body: body.slice(1) }),
    () => hookstorm.classifyAddress("10.0.0.1"),
    () => assert.throws(() => hookstorm.buildBody(occurrence, "none")),
  ];
}

function call(calls, count) {
  for (let i = 0; i < count; ++i) {
    calls[i % calls.length]();
  }
}

test(`${CALLS.toLocaleString("en")} calls grow no memory, neither the module's nor that of JavaScript`, () => {
  const calls = rounds();
  call(calls, 5000);
  collectGarbage();
  const before = { module: memory.buffer.byteLength, heap: process.memoryUsage().heapUsed };
  call(calls, CALLS);
  collectGarbage();
  assert.equal(memory.buffer.byteLength, before.module);
  const grown = process.memoryUsage().heapUsed - before.heap;
  assert.ok(grown < MEGABYTE, `the heap grew by ${grown} bytes`);
});

test("an occurrence and a body of 2 MB are taken, and what is larger is refused; afterwards all is as before", () => {
  const occurrence = JSON.parse(hookstorm.sample("people.registered"));
  // Whatever is unknown is passed on, here in texts as long as they may be.
  occurrence.person.notes = Array.from({ length: 32 }, () => "é".repeat(32_000));
  const text = JSON.stringify(occurrence);
  assert.ok(Buffer.byteLength(text) > 2_000_000 && Buffer.byteLength(text) <= 2 * MEGABYTE);
  const secret = hookstorm.newSecret();
  const webhook = { triggers: ["people.registered"], url: "https://a.example/", secret };
  const grownOnce = () => {
    const { value } = hookstorm.renderRequest(text, webhook, { messageId: "msg_1", attemptedAt: new Date() });
    assert.ok(value.body.includes(occurrence.person.notes[31]));
    const received = { headers: value.headers.map((header) => [header.name, header.value]), body: value.body, secrets: secret };
    assert.equal(hookstorm.verify(received).value.version, "v1");
    assert.equal(hookstorm.verify({ ...received, secrets: hookstorm.newSecret() }).problems[0].code, "signature-mismatch");
    assert.notEqual(hookstorm.readBody(value.body).value, null);
    assert.equal(hookstorm.checkOccurrence(text.padEnd(3 * MEGABYTE)).problems[0].code, "too-large");
    return memory.buffer.byteLength;
  };
  const [, , , settled, ...later] = Array.from({ length: 8 }, grownOnce);
  assert.deepEqual(later, later.map(() => settled));
  assert.equal(hookstorm.checkOccurrence(hookstorm.sample("people.registered")).problems.length, 0);
});

test("a large body costs as much as many small ones: nothing is more than linear", () => {
  const occurrenceOf = (texts) => {
    const occurrence = JSON.parse(hookstorm.sample("people.registered"));
    occurrence.person.notes = Array.from({ length: texts }, (_, index) => `${index}`.padEnd(1000, '"é'));
    return JSON.stringify(occurrence);
  };
  /** Microseconds of the processor, whatever else runs, for as much input in all. */
  const cost = (use, times) => {
    const start = process.cpuUsage();
    for (let i = 0; i < times; ++i) {
      use();
    }
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const [small, large] = [occurrenceOf(60), occurrenceOf(960)];
  const received = (text) => {
    const { value } = hookstorm.buildBody(text, "extended");
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const headers = hookstorm.sign({ body: value, secret, messageId: "msg_1" }).value;
    return { headers, body: value, secrets: secret };
  };
  for (const use of [
    (text) => hookstorm.checkOccurrence(text),
    (text) => hookstorm.buildBody(text, "extended"),
    (text) => hookstorm.readBody(hookstorm.buildBody(text, "extended").value),
    (text) => hookstorm.verify(received(text)),
  ]) {
    cost(() => use(small), 16); // Compiled before it is measured.
    const growth = cost(() => use(large), 4) / cost(() => use(small), 64);
    assert.ok(growth < 4, `the same in texts 16 times as long took ${growth.toFixed(1)} times as long; quadratic is 16`);
  }
});
