// Occurrences sent again, and many at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const sample = (trigger) => readFileSync(join(samplesFolder, `${trigger}.json`), "utf8");
const triggers = ["event.created", "people.registered"];

let folder;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
});

afterEach(async () => {
  await dispatcher.stop();
  await sink.stop();
  folder.remove();
});

const post = (path, body, key) =>
  dispatcher.request("POST", path, body, { headers: key === undefined ? {} : { "idempotency-key": key } });

test("a request sent again with its key, also at once and after a crash, makes one message with one answer", async () => {
  const body = sample("event.created");
  const answers = await Promise.all(Array.from({ length: 8 }, () => post("/v1/occurrences", body, "key-1")));
  await dispatcher.stop("SIGKILL");
  await dispatcher.start();
  answers.push(await post("/v1/occurrences", body, "key-1"));
  for (const answer of answers) {
    assert.equal(answer.status, 202, answer.text);
    assert.equal(answer.text, answers[0].text);
  }
  assert.equal(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null).length, 1);
  const other = await post("/v1/occurrences", sample("people.registered"), "key-1");
  assert.equal(other.status, 409);
  assert.equal(other.json.errors[0].code, "idempotency-key-reused");
  assert.equal(other.json.errors[0].source.header, "Idempotency-Key");
  const twoKeys = await post("/v1/occurrences", body, "key-1, key-2");
  assert.equal(twoKeys.json.errors[0].code, "invalid-idempotency-key");

  const log = hookstorm(["export", "--database", dispatcher.database]);
  assert.equal(log.stdout.toString().trim().split("\n").length, 1);
});

test("a batch is delivered message by message, and refused as a whole with the place of what is wrong", async () => {
  const good = [sample("event.created"), sample("people.registered"), sample("event.created")];
  const refused = await post("/v1/occurrences/batch", `[${good.join(",")},{"trigger":"event.gone"}]`);
  assert.equal(refused.status, 422);
  assert.equal(refused.json.errors[0].source.pointer, "/3/trigger");

  const accepted = await post("/v1/occurrences/batch", `[${good.join(",")}]`, "batch-1");
  assert.equal(accepted.status, 202, accepted.text);
  assert.deepEqual(
    accepted.json.data.map(({ attributes }) => [attributes.trigger, attributes.deliveries]),
    [
      ["event.created", 1],
      ["people.registered", 1],
      ["event.created", 1],
    ],
  );
  assert.equal((await post("/v1/occurrences/batch", `[${good.join(",")}]`, "batch-1")).text, accepted.text);
  const ids = accepted.json.data.map(({ id }) => id);
  await eventually("all are delivered", async () => {
    const messages = await Promise.all(ids.map((id) => dispatcher.message(id)));
    return messages.every(({ deliveries }) => deliveries[0].state === "delivered");
  });
  assert.deepEqual(sink.requests.map((request) => header(request, "webhook-id")).sort(), [...ids].sort());
});
