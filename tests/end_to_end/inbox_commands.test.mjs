// `hookstorm inbox`: from making one to sending on what it took.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { programPath } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { eventually } from "../support/waiting.mjs";

let folder;
let dispatcher;
let inbox;
let url;

before(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

after(async () => {
  await dispatcher?.stop("SIGKILL");
  folder?.remove();
});

/** Runs a command on the dispatcher: its exit code and what it prints. */
function run(command, ...options) {
  const { status, stdout, stderr } = hookstorm(["inbox", command, "--url", dispatcher.url, ...options]);
  return { status, output: stdout.toString(), lines: stdout.toString().split("\n").filter((line) => line !== ""), error: stderr.toString() };
}

/** A way to a server's port that can be closed and opened again. */
class Way {
  #server;
  #sockets = new Set();
  #port = 0;

  constructor(target) {
    this.target = target;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async open() {
    this.#server = createServer((socket) => {
      const further = connect(this.target, "127.0.0.1");
      for (const [from, to] of [[socket, further], [further, socket]]) {
        this.#sockets.add(from);
        from.on("error", () => {}).pipe(to);
        from.on("close", () => to.destroy());
      }
    });
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = this.#server.address().port;
  }

  async close() {
    if (this.#server.listening) {
      this.#server.close();
      this.#sockets.forEach((socket) => socket.destroy());
      await once(this.#server, "close");
    }
  }
}

/** `inbox captures --follow` while it runs. */
class Following {
  #process;
  lines = [];
  errors = [];

  constructor(url, inbox, ...options) {
    this.#process = spawn(programPath, ["inbox", "captures", inbox, "--url", url, "--follow", ...options], { stdio: ["ignore", "pipe", "pipe"] });
    createInterface(this.#process.stdout).on("line", (line) => this.lines.push(line));
    createInterface(this.#process.stderr).on("line", (line) => this.errors.push(line));
  }

  stop() {
    this.#process.kill();
  }
}

test("create makes one with the answer that is asked for, and list tells of it", async () => {
  const made = run("create", "--name", "tests", "--status", "202", "--delay", "1", "--body", "ok", "--content-type", "text/x-mine");
  assert.equal(made.status, 0, made.error);
  [inbox, url] = made.lines;
  const answer = await fetch(url, { method: "POST" });
  assert.deepEqual([answer.status, await answer.text(), answer.headers.get("content-type")], [202, "ok", "text/x-mine"]);
  assert.match(run("list").lines[0], new RegExp(`^${inbox}  1  \\S+Z  ${url}  tests$`));
  assert.equal(JSON.parse(run("list", "--json").lines[0]).attributes.name, "tests");
  assert.equal(run("create", "--status", "199").status, 2);
  assert.equal(run("create", "--delay", "30001").status, 2);
});

test("captures lists what came, and show says whether it is signed and the same", async () => {
  await dispatcher.addWebhook({ triggers: ["session.started"], url });
  const accepted = await dispatcher.occurrence(goldenOccurrence("session.started"), "lenient");
  const message = accepted.json.data.id;
  await eventually("it is delivered", async () => (await dispatcher.message(message)).deliveries[0].state === "delivered");
  const { lines } = run("captures", inbox);
  assert.match(lines[0], new RegExp(`^2  \\S+Z  POST  /in/${inbox}  \\d+  ${message}$`));
  assert.match(lines[1], /^1 {2}\S+Z {2}POST {2}\S+ {2}0 {2}none$/);
  const { output } = run("show", inbox, "2");
  assert.match(output, /^\S+Z POST \/in\/\S+ from 127\.0\.0\.1\nsignature: holds\nsent: dlv_\S+, the same byte by byte\n/);
  const body = run("show", inbox, "2", "--body").output;
  assert.equal(JSON.parse(body).data.type, "sessions");
  const shown = JSON.parse(run("show", inbox, "2", "--json").output).data.attributes;
  assert.equal(shown.body, body);
  assert.match(run("show", inbox, "1").output, /signature: does not hold\n {2}There is no header webhook-id, which belongs to a signed request\. \[missing-header\]\n/);
  const missing = run("show", inbox, "9");
  assert.equal(missing.status, 1);
  assert.match(missing.error, /There is no such capture/);
});

test("captures --follow prints what comes in as it does, once, also after the dispatcher was away", async () => {
  const [followed, followedUrl] = run("create").lines;
  const [, otherUrl] = run("create").lines;
  await fetch(followedUrl, { method: "POST", body: "before" });
  const way = new Way(new URL(dispatcher.url).port);
  await way.open();
  const [text, json] = [new Following(way.url, followed), new Following(way.url, followed, "--json")];
  try {
    await Promise.all([text, json].map((command) => eventually("it follows", () => command.errors.length > 0)));
    await fetch(otherUrl, { method: "POST" });
    await fetch(`${followedUrl}/second`, { method: "PATCH", body: "12345" });
    await eventually("both are told", () => text.lines.length === 1 && json.lines.length === 1);
    assert.match(text.lines[0], new RegExp(`^2  \\S+Z  PATCH  /in/${followed}/second  5  none$`));
    assert.equal(JSON.parse(json.lines[0]).id, `${followed}/2`);
    await way.close();
    await eventually("it says that nobody answers", () => text.errors.length === 2);
    await fetch(followedUrl, { method: "POST" });
    await way.open();
    await eventually("it says that it goes on", () => text.errors.length === 3);
    await fetch(followedUrl, { method: "POST" });
    await eventually("the ones after it", () => text.lines.length === 3 && json.lines.length === 3);
    assert.deepEqual(json.lines.map((line) => JSON.parse(line).attributes.number), [2, 3, 4]);
  } finally {
    text.stop();
    json.stop();
    await way.close();
  }
  assert.match(run("captures", "0".repeat(32), "--follow").error, /There is no inbox/);
  assert.equal(run("captures", followed, "--follow", "--limit", "3").status, 2);
});

test("show --curl prints a command that sends the same again, and names no file", async () => {
  await fetch(url, { method: "PUT", headers: { "x-quote": "it's" }, body: "@/etc/hostname $(id) 'quoted'" });
  const command = run("show", inbox, "3", "--curl").output;
  const { status } = spawnSync("sh", ["-c", `${command.trimEnd()} --silent --output /dev/null`]);
  assert.equal(status, 0, command);
  const again = JSON.parse(run("show", inbox, "4", "--json").output).data.attributes;
  assert.equal(again.method, "PUT");
  assert.equal(again.body, "@/etc/hostname $(id) 'quoted'");
  assert.ok(again.headers.some(({ name, value }) => name === "x-quote" && value === "it's"));
  await fetch(url, { method: "POST", body: "a\0b" });
  assert.match(run("show", inbox, "5", "--curl").error, /NUL/);
});

test("forward sends one on and says what came back; delete takes captures, or all", async () => {
  const [other, otherUrl] = run("create", "--status", "204").lines;
  const forwarded = run("forward", inbox, "2", `${otherUrl}/to`);
  assert.equal(forwarded.status, 0, forwarded.error);
  assert.match(forwarded.output, /^status 204 in \d+ ms\n$/);
  assert.match(run("captures", other).lines[0], /  POST  \S+\/to  /);
  const failed = run("forward", inbox, "2", dispatcher.url.replace("http:", "https:"));
  assert.equal(failed.status, 1);
  assert.match(failed.output, /^failed: /);
  assert.equal(run("forward", inbox, "2", "ftp://x/").status, 1);
  assert.equal(run("delete", inbox, "--captures").status, 0);
  assert.deepEqual(run("captures", inbox).lines, []);
  assert.equal(run("delete", inbox).status, 0);
  assert.match(run("captures", inbox).error, /There is no inbox/);
  const help = hookstorm(["inbox", "captures", "--help"]).stdout.toString();
  assert.match(help, /hookstorm inbox captures/);
});
