// The commands as a person and as a program use them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { documentedBody, goldenOccurrence, goldenRequest } from "../support/golden.mjs";
import { programPath, samplesFolder } from "../support/paths.mjs";
import { hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";

const occurrence = goldenOccurrence("session.started");
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

let folder;
let sink;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
});

after(async () => {
  await sink.stop();
  folder.remove();
});

test("preview: reads standard input or a file and prints the body's bytes alone", () => {
  const file = join(folder.path, "occurrence.json");
  writeFileSync(file, occurrence);
  const fromFile = hookstorm(["preview", file, "--family", "legacy", "--lenient"]);
  const fromInput = hookstorm(["preview", "-", "--family", "legacy", "--lenient"], { input: occurrence });
  assert.equal(fromFile.status, 0);
  assert.deepEqual(fromFile.stdout, fromInput.stdout);
  assert.equal(fromFile.stdout.at(0), "{".charCodeAt(0));
  assert.equal(fromFile.stdout.at(-1), "}".charCodeAt(0));
});

test("preview: problems go to standard error with path and code, and nothing is printed", () => {
  const refused = hookstorm(["preview", "-", "--family", "legacy"], { input: '{"trigger":"x"}' });
  assert.equal(refused.status, 1);
  assert.equal(refused.stdout.length, 0);
  assert.match(refused.stderr.toString(), /\/trigger.*unknown-trigger/);
  const json = JSON.parse(hookstorm(["preview", "-", "--family", "legacy", "--json"], { input: "7" }).stdout);
  assert.equal(json.body, null);
  assert.equal(json.problems[0].code, "wrong-type");
});

test("read: tells a body's family and trigger, remarks on it, and refuses what it does not know", () => {
  const read = hookstorm(["read", "-"], { input: documentedBody("session.ended") });
  assert.equal(read.status, 0);
  assert.match(read.stdout.toString(), /legacy session\.ended\n$/);
  assert.match(read.stdout.toString(), /attendance_duration.*\(warning\)/);
  const standard = hookstorm(["read", "-"], { input: goldenRequest("samples", "standard", "job.ended").body });
  assert.equal(standard.stdout.toString(), "standard job.ended 2026-09-15T08:00:09.250Z\n");
  const strict = hookstorm(["read", "-", "--strict", "--json"], { input: documentedBody("event.created") });
  assert.equal(strict.status, 1);
  assert.equal(JSON.parse(strict.stdout).value, null);
  assert.equal(hookstorm(["read", "-"], { input: "{}" }).status, 1);
});

test("schema and catalogue: print JSON; an unknown trigger is bad usage", () => {
  const schema = JSON.parse(hookstorm(["schema", "session.ended", "--family", "legacy"]).stdout);
  assert.equal(schema.$id, "urn:hookstorm:body:legacy:session.ended");
  assert.equal(JSON.parse(hookstorm(["schema", "session.ended"]).stdout).$id, "urn:hookstorm:occurrence:session.ended");
  assert.equal(JSON.parse(hookstorm(["catalogue"]).stdout).triggers[0].name, "event.created");
  assert.equal(hookstorm(["schema", "event.deleted"]).status, 2);
});

test("validate: tells occurrences from webhooks, says good, and warns", () => {
  const webhook = JSON.stringify({ triggers: ["event.created"], url: "http://example.com/" });
  const refused = hookstorm(["validate", "-", "--json"], { input: webhook });
  assert.equal(refused.status, 1);
  assert.equal(JSON.parse(refused.stdout).kind, "webhook");
  const warned = hookstorm(["validate", "-", "--allow-http", "--json"], { input: webhook });
  assert.equal(warned.status, 0);
  assert.equal(JSON.parse(warned.stdout).problems[0].severity, "warning");
  const lenient = hookstorm(["validate", "-", "--lenient"], { input: goldenOccurrence("event.published") });
  assert.equal(lenient.status, 0);
  assert.match(lenient.stdout.toString(), /good/i);
});

test("send: one signed attempt, exit 0 on 2xx and 1 otherwise", async () => {
  // spawnSync would stop this process, and with it the sink: the command runs beside it.
  const send = (path) =>
    new Promise((resolve) => {
      const child = spawn(
        programPath,
        ["send", "-", "--url", sink.url(path), "--family", "legacy", "--allow-http", "--lenient", "--json"],
        { env: { ...process.env, HOOKSTORM_SECRET: secret } },
      );
      let output = "";
      child.stdout.on("data", (chunk) => (output += chunk));
      child.on("close", (status) => resolve({ status, output }));
      child.stdin.end(occurrence);
    });
  sink.answer = (request, response) => response.writeHead(request.url === "/good" ? 201 : 503).end("hello");
  const good = await send("/good");
  assert.equal(good.status, 0, good.output);
  assert.equal(JSON.parse(good.output).status, 201);
  const bad = await send("/bad");
  assert.equal(bad.status, 1, bad.output);
  const received = sink.requests.at(0);
  const headers = Object.fromEntries(received.headers.map(([name, value]) => [name.toLowerCase(), value]));
  new Webhook(secret).verify(received.body.toString(), headers);
});

test("send: a message sent again keeps the id that it is given, so that receivers can drop it", async () => {
  const send = (id) =>
    new Promise((resolve) => {
      const child = spawn(programPath, ["send", "-", "--url", sink.url("/again"), "--allow-http", "--lenient", "--message-id", id, "--json"]);
      let output = "";
      child.stdout.on("data", (chunk) => (output += chunk));
      child.on("close", (status) => resolve({ status, output }));
      child.stdin.end(occurrence);
    });
  sink.answer = (request, response) => response.writeHead(200).end();
  for (let attempt = 0; attempt < 2; ++attempt) {
    const sent = await send("msg_again");
    assert.equal(sent.status, 0, sent.output);
    assert.equal(JSON.parse(sent.output).message_id, "msg_again");
  }
  const requests = sink.requests.filter(({ url }) => url === "/again");
  assert.deepEqual(
    requests.map((request) => header(request, "webhook-id")),
    ["msg_again", "msg_again"],
  );
  assert.equal((await send("not an id")).status, 2);
});

test("usage: exit 2 for what cannot be meant, and help with examples", () => {
  assert.equal(hookstorm(["preview"]).status, 2);
  assert.equal(hookstorm(["preview", "/nonexistent/file", "--family", "legacy"]).status, 2);
  const unknown = hookstorm(["preview", "-", "--family", "new"], { input: "{}" });
  assert.equal(unknown.status, 2);
  assert.match(String(unknown.stderr), /"new" is no family; there are extended, legacy, standard, cloudevents\n/);
  const dance = hookstorm(["dance"]);
  assert.equal(dance.status, 2);
  assert.match(String(dance.stderr), /not expected: dance/);
  const nothing = hookstorm([]);
  assert.equal(nothing.status, 2);
  assert.match(String(nothing.stderr), /Subcommands:[^]*serve/);
  assert.equal(hookstorm(["serve", "--keep-days", "0"]).status, 2);
  assert.equal(hookstorm(["serve", "--keep-messages", "0"]).status, 2);
  for (const command of [[], ["serve"], ["preview"], ["validate"], ["send"], ["matches"], ["render"], ["recipes"], ["listen"]]) {
    const help = hookstorm([...command, "--help"]);
    assert.equal(help.status, 0);
    assert.match(help.stdout.toString(), /Example/);
  }
  assert.match(hookstorm(["--version"]).stdout.toString(), /^(hookstorm )?\d+\.\d+\.\d+\n$/);
});

test("send: what the family has no body for is not sent, and the reason is told", () => {
  const job = readFileSync(join(samplesFolder, "job.ended.json"), "utf8");
  const refused = hookstorm(["send", "-", "--url", "https://a.invalid/", "--family", "legacy"], { input: job });
  assert.equal(refused.status, 1);
  assert.equal(refused.stdout.length, 0);
  assert.match(refused.stderr.toString(), /family-trigger-mismatch/);
});
