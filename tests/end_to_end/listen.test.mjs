// `hookstorm listen`: a receiver for developing one, with the dispatcher as its sender.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { programPath } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually, within } from "../support/waiting.mjs";

const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let dispatcher;
let sink;
let listener;

beforeEach(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--retry-delays", "3600"]).start();
});

afterEach(async () => {
  listener?.kill("SIGKILL");
  await dispatcher.stop("SIGKILL");
  await sink.stop();
  folder.remove();
});

/** Starts the command on a free port: its URL, and what it prints. */
async function listen(options, env = {}) {
  listener = spawn(programPath, ["listen", "--listen", "127.0.0.1:0", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let notes = "";
  listener.stderr.on("data", (chunk) => (notes += chunk));
  const url = await eventually("it listens", () => /Listening at (\S+)/.exec(notes)?.[1]);
  const lines = createInterface(listener.stdout)[Symbol.asyncIterator]();
  const line = async () => (await within("a line is printed", lines.next())).value;
  return { url, line };
}

test("prints, reads and checks what the dispatcher sends, and answers as it is told", async () => {
  const webhook = await dispatcher.addWebhook({ triggers, url: sink.url("/") });
  const { url, line } = await listen(["--status", "503"], { HOOKSTORM_SECRET: webhook.attributes.secret });
  await dispatcher.request("PATCH", `/v1/webhooks/${webhook.id}`, { data: { type: "webhooks", attributes: { url: `${url}in?a=b` } } });
  const { json } = await dispatcher.occurrence(occurrence, "lenient");
  assert.match(await line(), /^\d{4}-\S+Z POST \/in\?a=b$/);
  assert.match(await line(), /^body: extended session\.started.*, \d+ bytes$/);
  assert.match(await line(), /^signature: valid: standard v1, secret 1/);
  const rest = [];
  while (rest.at(-1) !== "}") {
    rest.push(await line());
  }
  assert.ok(rest.includes(`webhook-id: ${json.data.id}`), rest.join("\n"));
  assert.equal(JSON.parse(rest.slice(rest.indexOf("{")).join("\n")).data.meta.webhook.event, "session.started");
  await eventually("the answer came back", async () => (await dispatcher.message(json.data.id)).deliveries[0].attempts[0]?.status === 503);
  const exited = once(listener, "exit");
  listener.kill("SIGINT");
  assert.equal((await exited)[0], 0);
});

test("passes requests on byte for byte, answers as that receiver did, and prints JSON", async () => {
  sink.answer = (request, response) => response.writeHead(418).end("short and stout");
  const { url, line } = await listen(["--forward-to", sink.url("/mine"), "--json"]);
  const webhook = await dispatcher.addWebhook({ triggers, url: `${url}in`, headers: { "x-mine": "yes" } });
  const { json } = await dispatcher.occurrence(occurrence, "lenient");
  const printed = JSON.parse(await line());
  const passed = await sink.received("what was passed on");
  assert.equal(passed.url, "/mine");
  assert.equal(passed.body.toString(), printed.body);
  for (const name of ["webhook-id", "webhook-signature", "content-type", "user-agent", "x-mine"]) {
    assert.equal(header(passed, name), printed.headers.find(([each]) => each === name)[1], name);
  }
  assert.equal(header(passed, "host"), new URL(sink.url()).host);
  assert.equal(printed.forwarded.status, 418);
  assert.equal(printed.signature, null, "no secret was given");
  assert.equal(printed.read.value.trigger, "session.started");
  const attempt = await eventually("the answer came back", async () => (await dispatcher.message(json.data.id)).deliveries[0].attempts[0]);
  assert.deepEqual([attempt.status, attempt.response_body], [418, "short and stout"]);
  // What was printed can be checked later, as any receiver would.
  const { status } = hookstorm(["verify", "--body", "-", "--secret", webhook.attributes.secret, ...printed.headers.flatMap(([name, value]) => ["--header", `${name}: ${value}`])], { input: printed.body });
  assert.equal(status, 0);
});

test("says what is wrong: a signature that does not hold, a body of no family, a receiver that is not there", async () => {
  const nobody = await new Sink().start();
  const gone = nobody.url("/");
  await nobody.stop();
  const { url, line } = await listen(["--forward-to", gone, "--secret", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "--json"]);
  const answer = await fetch(url, { method: "POST", body: "\u001b[31mhello" });
  assert.equal(answer.status, 502);
  const printed = JSON.parse(await line());
  assert.equal(printed.signature.value, null);
  assert.equal(printed.signature.problems[0].code, "missing-header");
  assert.equal(printed.read.value, null);
  assert.match(printed.forwarded.failure, /connect/i);
  assert.equal((await fetch(url)).status, 200, "a GET is answered, and not passed on");
  assert.equal(JSON.parse(await line()).forwarded, null);
});

test("what comes in reaches the terminal without control characters", async () => {
  const { url, line } = await listen([]);
  await fetch(url, { method: "POST", body: "\u001b[31mhello\nworld" });
  const lines = [];
  while (!lines.includes("world")) {
    lines.push(await line());
  }
  assert.ok(lines.includes("?[31mhello"), lines.join("\n"));
});

test("what cannot be listened on or passed on to is refused", () => {
  assert.match(hookstorm(["listen", "--listen", "0.0.0.0:1"]).stderr.toString(), /reached from other machines/);
  const { status, stderr } = hookstorm(["listen", "--forward-to", "ftp://example.com/"]);
  assert.equal(status, 2);
  assert.match(stderr.toString(), /--forward-to/);
});
