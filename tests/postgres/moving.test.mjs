// An installation moves from a file to PostgreSQL: what was pending is delivered from there, once.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { occurrence, triggers } from "../fault/setting.mjs";
import { programPath } from "../support/paths.mjs";
import { PostgresServer } from "../support/postgres.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually, within } from "../support/waiting.mjs";

const MESSAGES = 20;

let server;
let databases = 0;
let name;
let folder;
let file;
let sink;
let dispatchers;

before(async () => {
  server = await new PostgresServer().create();
});

after(() => server?.remove());

beforeEach(async () => {
  name = `moving_${++databases}`;
  server.query("postgres", `CREATE DATABASE ${name}`);
  assert.equal(hookstorm(["migrate", "up", "--store", server.url(name)]).status, 0);
  folder = temporaryFolder();
  file = join(folder.path, "hookstorm.db");
  sink = await new Sink().start();
  dispatchers = [];
});

afterEach(async () => {
  for (const dispatcher of dispatchers) {
    await dispatcher.stop("SIGKILL");
  }
  await sink.stop();
  folder.remove();
});

async function serve(store, options = []) {
  const dispatcher = new Dispatcher(store, options);
  dispatchers.push(dispatcher);
  return dispatcher.start();
}

const text = (bytes) => bytes.toString().trim();
const count = (sql) => Number(server.query(name, sql));
const copy = (...options) => hookstorm(["copy", "--from", file, "--to", server.url(name), ...options]);
const listed = async (dispatcher) => (await dispatcher.request("GET", "/v1/deliveries?page[size]=50")).json.data;

/** How often each message came to the path, by its id. */
function arrivals(path) {
  const counts = new Map();
  for (const request of sink.requests.filter(({ url }) => url === path)) {
    const id = header(request, "webhook-id");
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** A file with what was delivered, what waits for a retry, and what waits for a receiver that wants to be left alone; the
 * deliveries as they were listed at last, and the webhook of that receiver. */
async function filledFile(options = []) {
  sink.answer = ({ url }, response) =>
    ({
      "/good": () => response.writeHead(204).end(),
      "/failing": () => response.writeHead(500).end(),
      "/throttled": () => response.writeHead(429, { "retry-after": "3600" }).end(),
    })[url]();
  const dispatcher = await serve(file, options);
  const retry = { delays: [3600] };
  await dispatcher.addWebhook({ triggers, url: sink.url("/good") });
  await dispatcher.addWebhook({ triggers, url: sink.url("/failing"), retry });
  const throttled = await dispatcher.addWebhook({ triggers, url: sink.url("/throttled"), retry, concurrency: 1 });
  for (let i = 0; i < MESSAGES; ++i) {
    assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
  }
  await eventually("all was tried that may be", async () => {
    const health = (await dispatcher.request("GET", `/v1/webhooks/${throttled.id}`)).json.data.attributes.health;
    return arrivals("/good").size === MESSAGES && arrivals("/failing").size === MESSAGES && health.state === "throttled";
  });
  assert.equal(await dispatcher.stop(), 0);
  const again = await serve(file, options);
  const deliveries = await listed(again);
  assert.equal(await again.stop(), 0);
  return { deliveries, throttled };
}

test("what was pending is delivered from the database, once, and what was delivered is not", { timeout: 600_000 }, async () => {
  const { deliveries, throttled } = await filledFile();
  const exported = text(hookstorm(["export", "--store", file]).stdout);
  const copied = copy("--json");
  assert.equal(copied.status, 0, text(copied.stderr));
  const rows = JSON.parse(text(copied.stdout));
  assert.deepEqual([rows.messages, rows.deliveries, rows.webhooks], [MESSAGES, 3 * MESSAGES, 3]);
  assert.equal(text(hookstorm(["export", "--store", server.url(name)]).stdout), exported);

  const first = await serve(server.url(name));
  assert.deepEqual(await listed(first), deliveries);
  assert.equal(await first.stop(), 0);
  assert.equal(sink.requests.filter(({ url }) => url !== "/throttled").length, 2 * MESSAGES);
  assert.equal(arrivals("/throttled").size, 1);

  // An hour goes by.
  server.query(name, `UPDATE deliveries SET due_at = 1 WHERE state = 'pending' AND attempts > 0`);
  sink.answer = (request, response) => response.writeHead(204).end();
  const two = [await serve(server.url(name)), await serve(server.url(name))];
  const changed = await two[0].request("PATCH", `/v1/webhooks/${throttled.id}`, {
    data: { type: "webhooks", id: throttled.id, attributes: { url: sink.url("/after") } },
  });
  assert.equal(changed.status, 200, changed.text);
  // A new message goes the same way, behind them.
  assert.equal((await two[1].occurrence(occurrence, "lenient")).status, 202);
  await eventually("nothing is pending", () => count("SELECT count(*) FROM deliveries WHERE state <> 'delivered'") === 0);
  const times = (path) => [...arrivals(path).values()].sort();
  assert.deepEqual(times("/good"), Array(MESSAGES + 1).fill(1));
  assert.deepEqual(times("/failing"), [1, ...Array(MESSAGES).fill(2)]);
  assert.deepEqual(times("/after"), Array(MESSAGES + 1).fill(1));
});

/** Holds the copying up once it comes to the last table; what it gives ends that. */
async function obstacle() {
  const client = server.session(name);
  client.stdin.write("BEGIN; LOCK TABLE captures IN SHARE MODE;\n");
  await eventually("the table is locked", () => count("SELECT count(*) FROM pg_locks WHERE relation = 'captures'::regclass AND mode = 'ShareLock' AND granted") === 1);
  return async () => {
    const exited = once(client, "exit");
    client.stdin.end();
    await within("psql ends", exited);
  };
}

const waiting = () => count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'hookstorm'");

function startCopying() {
  const process = spawn(programPath, ["copy", "--from", file, "--to", server.url(name)], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  process.stderr.on("data", (chunk) => (said += chunk));
  const ended = once(process, "exit").then(([code, signal]) => ({ code, signal, said }));
  return { process, ended };
}

const rowsLeft = () => count("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM webhooks) + count(*) FROM attempts");

test("a copy that is killed, and one whose server crashes, leave nothing, and may be run again", { timeout: 600_000 }, async () => {
  await filledFile();
  for (const crash of [
    async (copying) => {
      copying.process.kill("SIGKILL");
      assert.equal((await copying.ended).signal, "SIGKILL");
    },
    async (copying) => {
      await server.stop("SIGQUIT");
      const { code, said } = await copying.ended;
      assert.equal(code, 1);
      assert.match(said, /hookstorm: PostgreSQL: /);
      await server.start();
    },
  ]) {
    const letGo = await obstacle();
    const copying = startCopying();
    await eventually("the copying is held up", () => waiting() === 1);
    await crash(copying);
    await letGo();
    await eventually("its session ends", () => count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hookstorm'") === 0);
    assert.equal(rowsLeft(), 0);
  }
  const copied = copy();
  assert.equal(copied.status, 0, text(copied.stderr));
  assert.match(text(copied.stdout), /^All is copied/);
  assert.match(text(copied.stderr), /^messages: 20$/m);
  assert.ok(rowsLeft() > 0);
});

test("a dispatcher that starts during the copying waits for its end, and one that runs is not copied beside", { timeout: 600_000 }, async () => {
  // It is not to think that nothing is encrypted, nor to encrypt what is there already.
  const key = ["--secrets-key-file", join(folder.path, "secrets.key")];
  writeFileSync(key[1], randomBytes(32).toString("base64"));
  const { deliveries } = await filledFile(key);
  const letGo = await obstacle();
  const copying = startCopying();
  await eventually("the copying is held up", () => waiting() === 1);
  const starting = serve(server.url(name), key);
  await eventually("the dispatcher waits", () => waiting() === 2);
  await letGo();
  assert.equal((await copying.ended).code, 0);
  assert.deepEqual(await listed(await starting), deliveries);

  const again = copy();
  assert.equal(again.status, 1);
  assert.match(text(again.stderr), /A dispatcher works on the database/);
  await dispatchers.at(-1).stop();
  assert.match(text(copy().stderr), /holds webhooks already/);
  await serve(file, key);
  assert.match(text(copy().stderr), /is in use by another hookstorm process; stop that one first/);
});

test("what is no file or no database is refused", () => {
  const refused = (from, to) => {
    const { status, stderr } = hookstorm(["copy", "--from", from, "--to", to]);
    return `${status} ${text(stderr).split("\n")[0]}`;
  };
  assert.match(refused(file, server.url(name)), /^2 .*does not exist/);
  assert.match(refused(programPath, server.url(name)), /^1 .*database/);
  assert.match(refused(programPath, "other.db"), /^2 hookstorm: --to: give the database as/);
  assert.match(refused(programPath, "postgres://127.0.0.1:1/none"), /^1 /);
});
