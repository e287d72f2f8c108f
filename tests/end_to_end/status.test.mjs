// How a dispatcher tells that it is well, and what it does.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

/** The value of a series in Prometheus' text format. */
async function metric(series) {
  const { status, headers, text } = await dispatcher.request("GET", "/metrics");
  assert.equal(status, 200);
  assert.match(headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
  return line && Number(line.slice(series.length + 1));
}

test("alive, ready, and what was delivered is counted", async () => {
  assert.deepEqual((await dispatcher.request("GET", "/healthz")).json, { status: "ok" });
  assert.deepEqual((await dispatcher.request("GET", "/readyz")).json, { status: "ready" });
  await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  await dispatcher.addWebhook({ triggers: ["event.created"], url: sink.url("/other") });
  assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
  assert.equal((await dispatcher.occurrence("{}")).status, 422);
  await eventually("the delivery ends", async () => (await metric('hookstorm_deliveries_ended_total{state="delivered"}')) === 1);
  assert.equal(await metric('hookstorm_occurrences_total{result="accepted"}'), 1);
  assert.equal(await metric('hookstorm_occurrences_total{result="refused"}'), 1);
  assert.equal(await metric("hookstorm_deliveries_total"), 1);
  assert.equal(await metric('hookstorm_skips_total{reason="trigger"}'), 1);
  assert.equal(await metric('hookstorm_attempts_total{answer="2xx",kind="first"}'), 1);
  assert.equal(await metric("hookstorm_webhooks"), 2);
  assert.ok((await metric("hookstorm_commit_seconds_count")) > 0);
});

test("what waits and what is under way is told, by the API and by the command", async () => {
  sink.answer = () => {}; // Never.
  await dispatcher.addWebhook({ triggers, url: sink.url("/in"), concurrency: 1 });
  for (let i = 0; i < 3; ++i) {
    assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
  }
  await sink.received("the first attempt");
  assert.equal(await metric("hookstorm_requests_under_way"), 1);
  assert.equal(await metric('hookstorm_pending_deliveries{kind="first"}'), 3);
  const { attributes } = (await dispatcher.request("GET", "/v1/status")).json.data;
  assert.equal(attributes.webhooks, 1);
  assert.equal(attributes.requests_under_way, 1);
  assert.deepEqual(attributes.pending, { first_attempts: 3, retries: 0 });
  assert.ok(Date.now() - Date.parse(attributes.oldest_due_at) < 60_000);

  const told = hookstorm(["status", "--url", dispatcher.url.replace(/\/$/, "")]);
  assert.equal(told.status, 0, told.stderr.toString());
  assert.match(told.stdout.toString(), /^webhooks: 1\nrequests under way: 1\nwaiting for their first attempt: 3\n/m);
  const json = hookstorm(["status", "--json", "--url", dispatcher.url.replace(/\/$/, "")]);
  assert.deepEqual(JSON.parse(json.stdout).data.attributes.pending, attributes.pending);
});

test("where no dispatcher answers, the command says so", async () => {
  await dispatcher.stop("SIGKILL");
  const told = hookstorm(["status", "--url", dispatcher.url.replace(/\/$/, "")]);
  assert.equal(told.status, 1);
  assert.match(told.stderr.toString(), /connect/i);
  const other = hookstorm(["status", "--url", sink.url("").replace(/\/$/, "")]);
  assert.equal(other.status, 1);
});
