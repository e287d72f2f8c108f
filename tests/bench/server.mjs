// Measures the API's server: how late live updates come, and how soon it answers beside clients that mean no good. One
// JSON line a figure; clients and receiver are in this process, on the same machine.
//   node tests/bench/server.mjs [FIGURE…]     such as updates; all without a name
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";
import { median, print } from "./measuring.mjs";

const occurrence = readFileSync(new URL("occurrence.json", import.meta.url), "utf8");
const percentile = (values, part) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1];
const residentMegabytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function withDispatcher(run) {
  const folder = temporaryFolder();
  const dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  const sockets = [];
  const client = async (bytes = "") => {
    const socket = connect(new URL(dispatcher.url).port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.setNoDelay();
    socket.write(bytes);
    return socket;
  };
  try {
    await run({ dispatcher, client });
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await dispatcher.stop();
    folder.remove();
  }
}

/** How long each of `count` requests takes, one after the other over one connection. */
async function healthChecks(client, count) {
  const socket = await client();
  const times = [];
  for (let i = 0; i < count; ++i) {
    const from = performance.now();
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const [answer] = await once(socket, "data");
    times.push(performance.now() - from);
    assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
    await sleep(1);
  }
  socket.destroy();
  return times;
}

const ATTACKS = [
  "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
  `POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n${"[".repeat(0x100000)}\r\n0\r\n\r\n`,
  `${"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20)}`,
  "\x00".repeat(5_000),
];

const figures = {
  /** 1,000 followers and one that reads nothing: from the receiver's answer to the update. */
  async updates() {
    const followers = 1_000;
    const messages = 200;
    const sink = await new Sink().start();
    await withDispatcher(async ({ dispatcher, client }) => {
      const answered = new Map();
      const lags = [];
      sink.answer = (request, response) => {
        answered.set(header(request, "webhook-id"), performance.now());
        response.writeHead(204).end();
      };
      await dispatcher.addWebhook({ triggers: ["event.created"], url: sink.url() });
      const before = residentMegabytes(dispatcher.pid);
      const follow = () => client("GET /v1/updates?filter[state]=delivered HTTP/1.1\r\nHost: localhost\r\n\r\n");
      const slow = await follow();
      slow.pause();
      for (let i = 0; i < followers; ++i) {
        (await follow()).on("data", (chunk) => {
          const now = performance.now();
          for (const [, id] of chunk.toString("latin1").matchAll(/"message_id":"(\w+)"/g)) {
            lags.push(now - answered.get(id));
          }
        });
      }
      for (let i = 0; i < messages; ++i) {
        assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
        await sleep(40);
      }
      await eventually("all have all", () => lags.length === followers * messages);
      print("server.updates.lag", median(lags), "ms", { followers, messages, p99: Math.round(percentile(lags, 0.99)), max: Math.round(Math.max(...[percentile(lags, 1)])) });
      print("server.updates.memory", residentMegabytes(dispatcher.pid) - before, "MB", { followers });
    });
    await sink.stop();
  },

  /** Beside heads and bodies that drip, idle connections, and requests that are none. */
  async hostile() {
    const count = 1_000;
    const tell = (name, times, more) => print(`server.healthz.${name}`, percentile(times, 0.99), "ms", { percentile: 99, median: Math.round(median(times) * 100) / 100, ...more });
    await withDispatcher(async ({ dispatcher, client }) => {
      tell("alone", await healthChecks(client, count));
      const dripping = [];
      for (let i = 0; i < 2_000; ++i) {
        dripping.push(await client(i % 2 === 0 ? "GET /healthz HTTP/1.1\r\nHost: localh" : "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"));
      }
      const drip = setInterval(() => dripping.forEach((socket) => socket.write(" ")), 500);
      tell("dripping", await healthChecks(client, count), { connections: dripping.length });
      clearInterval(drip);
      dripping.forEach((socket) => socket.destroy());
      const idle = [];
      while (idle.length < 10_000) {
        idle.push(...(await Promise.all(Array.from({ length: 500 }, () => client()))));
      }
      tell("idle", await healthChecks(client, count), { connections: idle.length, rss_mb: Math.round(residentMegabytes(dispatcher.pid)) });
      idle.forEach((socket) => socket.destroy());
      let isOver = false;
      let attacks = 0;
      const attackers = Array.from({ length: 8 }, async (_, i) => {
        while (!isOver) {
          const socket = await client(ATTACKS[(attacks + i) % ATTACKS.length]);
          socket.resume();
          socket.end();
          await once(socket, "close");
          ++attacks;
        }
      });
      tell("attacked", await healthChecks(client, count), { attackers: attackers.length });
      isOver = true;
      await Promise.all(attackers);
    });
  },
};

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : Object.keys(figures)) {
  assert.ok(figures[name], `there is no figure ${name}; there are: ${Object.keys(figures).join(", ")}`);
  await figures[name]();
}
