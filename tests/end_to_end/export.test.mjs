// The delivery log over the API: the lines of the command, by the filters of the lists, for readers of any speed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const triggers = ["session.started", "event.created"];
const MEBIBYTE = 1024 * 1024;

let folder;
let sink;
let dispatcher;
let good;
let bad;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  sink.answer = (request, response) => response.writeHead(request.url === "/gone" ? 400 : 204).end();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  good = await dispatcher.addWebhook({ triggers, url: sink.url("/in") });
  bad = await dispatcher.addWebhook({ triggers, url: sink.url("/gone"), retry: { delays: [] }, filter: "trigger == 'event.created'" });
  for (const trigger of ["session.started", "event.created", "session.started"]) {
    assert.equal((await dispatcher.occurrence(goldenOccurrence(trigger), "lenient")).status, 202);
  }
  await eventually("all end", async () => (await dispatcher.request("GET", "/v1/deliveries?filter[state]=pending")).json.data.length === 0);
});

after(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

const exported = async (query = "") => {
  const answer = await dispatcher.request("GET", `/v1/export${query}`);
  assert.equal(answer.status, 200);
  return answer.text;
};
const lines = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** A client that reads only when it is told to. */
async function client(head) {
  const socket = connect(new URL(dispatcher.url).port, "127.0.0.1");
  await once(socket, "connect");
  socket.pause();
  socket.write(head);
  return socket;
}

async function readAll(socket) {
  const chunks = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.resume();
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

test("export: the API gives the very lines of the command, read from the file or from the dispatcher", async () => {
  const text = await exported();
  assert.equal(lines(text).length, 6);
  assert.equal(hookstorm(["export", "--database", dispatcher.database]).stdout.toString(), text);
  assert.equal(hookstorm(["export", "--url", dispatcher.url]).stdout.toString(), text);
  assert.equal(hookstorm(["export", "--url", dispatcher.url, "--webhook", bad.id]).stdout.toString(), await exported(`?filter[webhook]=${bad.id}`));
  const refused = hookstorm(["export", "--url", dispatcher.url, "--webhook", "x".repeat(50)]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr.toString(), /at most 36 bytes/);
});

test("export: filters are those of the lists", async () => {
  const of = async (query) => lines(await exported(`?${query}`)).map(({ type, webhook }) => `${type} ${webhook.id === good.id ? "good" : "bad"}`);
  assert.deepEqual(await of("filter[state]=exhausted"), ["delivery bad"]);
  assert.deepEqual(await of("filter[state]=delivered"), ["delivery good", "delivery good", "delivery good"]);
  assert.deepEqual(await of("filter[trigger]=event.created"), ["delivery good", "delivery bad"]);
  assert.deepEqual(await of(`filter[webhook]=${bad.id}`), ["skip bad", "delivery bad", "skip bad"]);
  const moments = lines(await exported()).map(({ accepted_at }) => accepted_at);
  assert.equal((await of(`filter[since]=${moments[2]}`)).length, moments.filter((moment) => moment >= moments[2]).length);
  assert.equal((await of(`filter[until]=${moments[2]}`)).length, moments.filter((moment) => moment < moments[2]).length);
  assert.deepEqual(await of("filter[since]=2100-01-01T00:00:00Z"), []);
  assert.equal((await dispatcher.request("GET", "/v1/export?filter[state]=lost")).status, 422);
});

test("export: HTTP/1.0 is answered without chunks, and HEAD without a body", async () => {
  const plain = await readAll(await client("GET /v1/export HTTP/1.0\r\nHost: localhost\r\n\r\n"));
  assert.doesNotMatch(plain, /Transfer-Encoding/i);
  assert.equal(plain.slice(plain.indexOf("\r\n\r\n") + 4), await exported());
  const head = await dispatcher.request("GET", "/healthz").then(() => fetch(new URL("/v1/export", dispatcher.url), { method: "HEAD" }));
  assert.equal(head.status, 200);
  assert.equal(head.headers.get("content-type"), "application/jsonl");
});

test("export: a reader that stalls holds nothing up, not the log of the database either, and still gets every line", async () => {
  const filler = JSON.parse(goldenOccurrence("session.started"));
  filler.event.filler = "x".repeat(512 * 1024);
  const large = JSON.stringify(filler);
  const accept = async () => assert.equal((await dispatcher.occurrence(large, "lenient")).status, 202);
  for (let i = 0; i < 10; ++i) {
    await accept();
  }
  const stalled = await client("GET /v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await eventually("the export has begun", () => stalled.readableLength > 0 || stalled.bytesRead > 0 || stalled.read() !== null);
  const others = await Promise.all(Array.from({ length: 15 }, () => client("GET /v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  const one_more = () => dispatcher.request("GET", "/v1/export?filter[until]=1980-01-01T00:00:00Z");
  const refused = await eventually("no more are taken", async () => {
    const answer = await one_more();
    return answer.status === 503 && answer;
  });
  assert.equal(refused.json.errors[0].code, "too-many-under-way");
  for (let i = 0; i < 100; ++i) {
    await accept();
  }
  const size = statSync(`${dispatcher.database}-wal`).size;
  assert.ok(size < 24 * MEBIBYTE, `the log of the database has ${size} bytes`);
  others.forEach((socket) => socket.destroy());
  await eventually("others have their turn", async () => (await one_more()).status === 200);
  const text = await readAll(stalled);
  assert.match(text, /\r\n0\r\n\r\n$/);
  assert.ok(text.length > 55 * MEBIBYTE, `${text.length}`);
});
