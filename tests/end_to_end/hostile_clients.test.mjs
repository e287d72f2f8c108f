// Clients that mean no good: whatever they send or hold back, the server answers others. The short form is part of every
// run; HOOKSTORM_HOSTILE=full takes 10,000 connections.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { eventually, within } from "../support/waiting.mjs";

const IDLE = process.env.HOOKSTORM_HOSTILE === "full" ? 10_000 : 1_500;
const DRIPPING = process.env.HOOKSTORM_HOSTILE === "full" ? 2_000 : 300;

let folder;
let dispatcher;
const sockets = [];

before(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

after(async () => {
  sockets.forEach((socket) => socket.destroy());
  await dispatcher?.stop("SIGKILL");
  folder?.remove();
});

/** A connection; `received` is what came so far. */
async function client() {
  const socket = connect(new URL(dispatcher.url).port, "127.0.0.1");
  sockets.push(socket);
  socket.received = "";
  socket.isEnded = false;
  socket.setEncoding("latin1");
  socket.on("data", (text) => (socket.received += text));
  socket.on("error", () => {});
  socket.on("close", () => (socket.isEnded = true));
  socket.on("end", () => (socket.isEnded = true));
  await once(socket, "connect");
  return socket;
}

/** All that is answered to the bytes until the server closes. */
async function answered(bytes) {
  const socket = await client();
  socket.write(bytes, "latin1");
  socket.end();
  await within("the server closes", eventually("the end", () => socket.isEnded));
  return socket.received;
}

const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

async function stillServes() {
  const answer = await fetch(new URL("/healthz", dispatcher.url), { headers: { connection: "close" } });
  assert.equal(answer.status, 200);
}

test("heads and bodies that drip hold nobody up", async () => {
  const dripping = await Promise.all(Array.from({ length: DRIPPING }, client));
  dripping.forEach((socket, i) => {
    socket.write(i % 2 === 0 ? "GET /healthz HTTP/1.1\r\nHost: localh" : "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
  });
  for (let round = 0; round < 5; ++round) {
    dripping.forEach((socket) => socket.write(" "));
    await stillServes();
  }
  assert.ok(dripping.every(({ received }) => received === ""), "none is answered before it has asked");
  dripping.forEach((socket) => socket.destroy());
});

test("thousands of connections that ask nothing keep nobody out", async () => {
  const idle = [];
  while (idle.length < IDLE) {
    idle.push(...(await Promise.all(Array.from({ length: 500 }, client))));
    await stillServes();
  }
  assert.equal(idle.filter(({ isEnded }) => isEnded).length, 0);
  idle.at(-1).write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await eventually("one of them asks", () => statuses(idle.at(-1).received)[0] === 200);
  idle.forEach((socket) => socket.destroy());
  await stillServes();
});

const GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
const POST = "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
const HIDDEN = "GET /v1/instance HTTP/1.1\r\nHost: localhost\r\n\r\n";

test("heads and bodies that are too large are refused", async () => {
  assert.deepEqual(statuses(await answered(`${GET}X: ${"x".repeat(17_000)}\r\n\r\n`)), [431]);
  assert.deepEqual(statuses(await answered(`GET /${"x".repeat(17_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)), [431]);
  assert.deepEqual(statuses(await answered(`${GET}${"a: b\r\n".repeat(4_000)}\r\n`)), [431]);
  assert.deepEqual(statuses(await answered(`${POST}Content-Length: 3000000\r\n\r\n{`)), [413]);
  assert.deepEqual(statuses(await answered(`${POST}Transfer-Encoding: chunked\r\n\r\n300000\r\n${"x".repeat(0x300000)}\r\n0\r\n\r\n`)), [413]);
  await stillServes();
});

test("a request whose end is in doubt is refused, and nothing after it is read as another", async () => {
  const doubtful = [
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
    "Content-Length: 5\r\nContent-Length: 5\r\n",
    "Content-Length: 5\r\nContent-Length: 6\r\n",
    "Content-Length: 5, 5\r\n",
    "Content-Length: +5\r\n",
    "Content-Length: 5 5\r\n",
    "Content-Length: 0x5\r\n",
    "Content-Length: -5\r\n",
    "Content-Length : 5\r\n",
    "Content-Length\t: 5\r\n",
    "Content-Length: 5\n",
    "Content-Length: 5\r",
    "Transfer-Encoding: chunked, identity\r\n",
    "Transfer-Encoding: identity, chunked\r\n",
    "Transfer-Encoding: xchunked\r\n",
    "Transfer-Encoding: \x00chunked\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    "Transfer-Encoding : chunked\r\n",
    "Transfer_Encoding\x7f: chunked\r\n",
    ": 5\r\n",
  ];
  for (const lines of doubtful) {
    const answers = statuses(await answered(`${POST}${lines}\r\n0\r\n\r\n${HIDDEN}`));
    assert.ok(answers.length <= 1, `${JSON.stringify(lines)}: ${answers}`);
    assert.ok(answers.every((status) => status >= 400 && status < 500), `${JSON.stringify(lines)}: ${answers}`);
  }
  for (const head of ["GET /healthz HTTP/1.1\nHost: localhost\n\n", "GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /healthz HTTP/1.1 \r\nHost: localhost\r\n\r\n", "GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n", "GET /healthz\r\n\r\n", "\x16\x03\x01\x02\x00\x01", `${GET} folded: yes\r\n\r\n`.replace(`${GET} `, "GET /healthz HTTP/1.1\r\n ")]) {
    const answers = statuses(await answered(`${head}${HIDDEN}`));
    assert.ok(answers.length <= 1 && answers.every((status) => status >= 400 && status < 500), `${JSON.stringify(head)}: ${answers}`);
  }
  assert.deepEqual(statuses(await answered(`GET /healthz HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`)), [400]);
  assert.deepEqual(statuses(await answered(`${GET}X: a\r\n folded: b\r\nConnection: close\r\n\r\n`)), [200], "a folded line is one header, as the specification lets it be");
});

test("chunks that are none are refused", async () => {
  for (const chunks of ["5\r\nabc\r\n0\r\n\r\n", "-1\r\n", "g\r\n", "\r\n", "fffffffffffffffff\r\n", "0x5\r\nabcde\r\n0\r\n\r\n", "5 \x00\r\nabcde\r\n0\r\n\r\n", "5\nabcde\n0\n\n", "0\r\nX : y\r\n\r\n"]) {
    const answers = statuses(await answered(`${POST}Transfer-Encoding: chunked\r\n\r\n${chunks}${HIDDEN}`));
    assert.ok(answers.length <= 1 && answers.every((status) => status >= 400 && status < 500), `${JSON.stringify(chunks)}: ${answers}`);
  }
  await stillServes();
});

test("requests sent all at once are answered in order, and those after a refusal are not", async () => {
  const many = await answered(`${`${GET}\r\n`.repeat(200)}${GET}Connection: close\r\n\r\n${HIDDEN}`);
  assert.deepEqual(statuses(many), Array(201).fill(200));
  assert.deepEqual(statuses(await answered(`${GET}\r\n${POST}Content-Length: 9\r\nContent-Length: 9\r\n\r\n${HIDDEN}`)), [200, 400]);
});

test("who asks much and reads nothing is not written to without end", async () => {
  const greedy = await client();
  greedy.pause();
  greedy.write("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2_000));
  await stillServes();
  await stillServes();
  greedy.destroy();
});
