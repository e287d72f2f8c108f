// What a dispatcher delivered is exported and replayed: the unchanged webhook would send the bytes that the sink got, an edited one
// differs where it was edited.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";

import { moduleUrl, samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

let folder;
let sink;
let dispatcher;
let webhook;
let configuration;
let log;
let logFile;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  webhook = await dispatcher.addWebhook({
    triggers: ["people.registered", "session.started"],
    url: sink.url("/in"),
    headers: { "X-Team": "one" },
    filter: "trigger == 'people.registered'",
  });
  for (const trigger of ["people.registered", "session.started"]) {
    const accepted = await dispatcher.occurrence(readFileSync(join(samplesFolder, `${trigger}.json`), "utf8"));
    assert.equal(accepted.status, 202);
    if (trigger === "people.registered") {
      await eventually("the delivery is stored", async () =>
        (await dispatcher.message(accepted.json.data.id)).deliveries[0].state === "delivered");
    }
  }
  const exported = hookstorm(["export", "--database", dispatcher.database]);
  assert.equal(exported.status, 0, exported.stderr.toString());
  log = exported.stdout.toString();
  logFile = join(folder.path, "log.jsonl");
  writeFileSync(logFile, log);
  configuration = JSON.parse(log.split("\n")[0]).webhook;
});

after(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

function replayed(changes, ...options) {
  const file = join(folder.path, "edited.json");
  writeFileSync(file, JSON.stringify({ ...configuration, ...changes }));
  const { status, stdout, stderr } = hookstorm(["replay", logFile, "--webhook", file, "--allow-http", ...options]);
  assert.equal(status, 0, stderr.toString());
  return stdout.toString();
}

test("export: a running dispatcher's deliveries and skips, without secrets, by webhook and moment", () => {
  const lines = log.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map((line) => line.type), ["delivery", "skip"]);
  assert.equal(lines[0].attempts[0].status, 204);
  assert.equal(lines[1].reason, "filter");
  assert.ok(!log.includes(webhook.attributes.secret));
  const scoped = (...options) => hookstorm(["export", "--database", dispatcher.database, ...options]).stdout.toString();
  assert.equal(scoped("--webhook", webhook.id), log);
  const stranger = hookstorm(["export", "--database", dispatcher.database, "--webhook", "00000000-0000-0000-0000-000000000001"]);
  assert.deepEqual([stranger.status, stranger.stdout.length], [2, 0]);
  assert.match(String(stranger.stderr), /There never was a webhook 0000/);
  assert.equal(scoped("--since", "9999-01-01T00:00:00Z"), "");
  assert.equal(hookstorm(["export", "--database", join(folder.path, "missing.db")]).status, 1);
});

test("replay: the unchanged webhook sends what the sink got, byte for byte", () => {
  const { report } = JSON.parse(replayed({}, "--json", "--requests"));
  assert.equal(report.counts.same, 1);
  assert.equal(report.counts["not-sent"], 1);
  const [{ was, now }] = report.lines;
  assert.deepEqual(now, was);
  assert.equal(sink.requests.length, 1);
  assert.deepEqual(Buffer.from(now.body, "utf8"), sink.requests[0].body);
  for (const { name, value } of now.headers) {
    assert.equal(header(sink.requests[0], name.toLowerCase()), value);
  }
  assert.match(replayed({}), /^2 lines, 1 same, 1 not-sent\n$/);
});

test("replay: an edited webhook differs where it was edited, and program and module agree", async () => {
  const changes = { headers: { "X-Team": "two" }, pick: ["/data/id"], filter: "true" };
  const { report } = JSON.parse(replayed(changes, "--json"));
  assert.equal(report.counts.different, 1);
  assert.equal(report.counts["newly-sent"], 1);
  const differences = report.lines[0].differences;
  assert.deepEqual(differences.find(({ at }) => at === "X-Team"), { part: "header", at: "X-Team", was: "one", now: "two" });
  assert.deepEqual(differences.find(({ at }) => at === "/data/type"), { part: "body", at: "/data/type", was: '"people"', now: null });
  assert.match(replayed(changes), /body \/data\/type: "people" -> \(nothing\)/);
  const module = await (await import(moduleUrl)).loadHookstorm();
  const { value } = module.replay(log, { ...configuration, ...changes }, { allowHttp: true });
  assert.deepEqual(value, report);
});
