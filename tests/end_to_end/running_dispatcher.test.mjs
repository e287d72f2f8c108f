// The commands that ask a running dispatcher: webhooks, messages, deliveries, resend, cancel.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const folder = temporaryFolder();
let sink;
let dispatcher;
let good;
let bad;
let status = 500;

before(async () => {
  sink = await new Sink().start();
  sink.answer = (request, response) => response.writeHead(request.url === "/bad" ? status : 204).end();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "0"]).start();
  good = await dispatcher.addWebhook({ triggers: ["session.started"], url: sink.url("/good"), name: "fine" });
  bad = await dispatcher.addWebhook({ triggers: ["session.started"], url: sink.url("/bad"), name: "ill" });
  for (let i = 0; i < 60; ++i) {
    await dispatcher.occurrence(goldenOccurrence("session.started"), "lenient");
  }
  await eventually("all have ended", () => sink.requests.length === 180);
  await eventually("all is stored", () => run("deliveries", "--limit", "1000", "--state", "exhausted").lines.length === 60);
});

after(async () => {
  await dispatcher.stop("SIGKILL");
  await sink.stop();
  folder.remove();
});

/** Runs a command on the dispatcher: its exit code and what it prints. */
function run(command, ...options) {
  const { status, stdout, stderr } = hookstorm([command, "--url", dispatcher.url, ...options]);
  return { status, lines: stdout.toString().split("\n").filter((line) => line !== ""), error: stderr.toString() };
}

test("lists webhooks, messages and deliveries, page after page, for people and as JSON", () => {
  const webhooks = run("webhooks");
  assert.equal(webhooks.status, 0);
  assert.match(webhooks.lines[0], new RegExp(`^${good.id}  true  healthy  \\["session.started"\\]  http\\S+/good  fine$`));
  assert.equal(webhooks.lines.length, 2);
  assert.deepEqual(run("webhooks", "--json").lines.map((line) => JSON.parse(line).id), [good.id, bad.id]);
  assert.equal(run("messages").lines.length, 20, "as many as the help says");
  const messages = run("messages", "--limit", "1000").lines;
  assert.equal(messages.length, 60);
  assert.match(messages[0], /^msg_\w+  \d{4}-\S+Z  session\.started$/);
  assert.equal(run("messages", "--trigger", "job.ended").lines.length, 0);
  assert.equal(run("deliveries", "--limit", "119").lines.length, 119);
  const failed = run("deliveries", "--webhook", bad.id, "--state", "exhausted", "--state", "cancelled", "--limit", "1000").lines;
  assert.equal(failed.length, 60);
  assert.match(failed[0], /^dlv_\w+_\S{36}  \S+Z  exhausted  2  session\.started$/);
  assert.equal(run("deliveries", "--since", "2099-01-01T00:00:00Z").lines.length, 0);
});

test("sends one again, counts before it sends all, and cancels what waits", async () => {
  const [id] = run("deliveries", "--webhook", bad.id, "--limit", "1").lines[0].split("  ");
  status = 204;
  assert.deepEqual(run("resend", id).lines, [`is sent again: ${id}`]);
  await eventually("it is delivered", () => run("deliveries", "--webhook", bad.id, "--state", "delivered").lines.length === 1);
  assert.deepEqual(run("resend", "--webhook", bad.id, "--dry-run").lines, ["would be sent again: 59"]);
  assert.equal(JSON.parse(run("resend", "--all", "--json").lines[0]).meta.resent, 59);
  await eventually("all are delivered", () => run("deliveries", "--webhook", bad.id, "--state", "delivered", "--limit", "100").lines.length === 60);
  await dispatcher.request("PATCH", `/v1/webhooks/${bad.id}`, { data: { type: "webhooks", attributes: { enabled: false } } });
  assert.equal(run("resend", id).status, 0);
  assert.deepEqual(run("cancel", id).lines, [`is not sent any more: ${id}`]);
  const again = run("cancel", id);
  assert.equal(again.status, 1);
  assert.match(again.error, /^hookstorm: This delivery has ended/);
});

test("says what is wrong, in the dispatcher's words or its own", () => {
  const nothing = run("resend");
  assert.equal(nothing.status, 2);
  assert.match(nothing.error, /Say which/);
  assert.match(run("resend", "dlv_none").error, /There is no delivery with this id/);
  assert.match(run("deliveries", "--since", "yesterday").error, /filter\[since\]|moment/);
  assert.equal(run("deliveries", "--state", "lost").status, 2);
  const { status, stderr } = hookstorm(["webhooks", "--url", "http://127.0.0.1:1"]);
  assert.equal(status, 1);
  assert.match(stderr.toString(), /connect/i);
});
