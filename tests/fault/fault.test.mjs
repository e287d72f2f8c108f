// The worst days: whatever happens to the process, the receivers and the machine, everything accepted is delivered or
// exhausted. HOOKSTORM_FAULT=full makes the runs long: 100 kills, a minute of SIGSTOP.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";

import { selfSigned } from "../support/certificate.mjs";
import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { generator } from "../support/random.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";
import { account, settledDeliveries, Traffic } from "./traffic.mjs";

const isFull = process.env.HOOKSTORM_FAULT === "full";
const seed = Number(process.env.HOOKSTORM_FAULT_SEED ?? 20261126);
const occurrence = goldenOccurrence("session.started");
const triggers = ["session.started"];

let folder;
let database;
let sink;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  database = join(folder.path, "hookstorm.db");
  sink = await new Sink().start();
});

afterEach(async () => {
  await dispatcher?.stop("SIGKILL");
  await sink?.stop();
  folder?.remove();
});

async function serve(options = []) {
  dispatcher = await new Dispatcher(database, options).start();
  return dispatcher;
}

/** Lets traffic run while `trouble` happens, and accounts for all of it once everything is at its end. */
async function underLoad(t, paths, trouble) {
  const traffic = new Traffic(dispatcher, occurrence);
  try {
    await trouble(traffic);
  } finally {
    await traffic.stop();
  }
  const deliveries = await settledDeliveries(database);
  const counts = account(traffic.accepted, deliveries, sink.requests, paths);
  t.diagnostic(`${JSON.stringify({ ...counts, posts_without_answer: traffic.unknown })}`);
  assert.ok(counts.accepted > 0);
  return { counts, deliveries };
}

test("kill -9 at random moments", { timeout: 3_600_000 }, async (t) => {
  const kills = isFull ? 100 : 5;
  t.diagnostic(`seed ${seed}, ${kills} kills`);
  const below = generator(seed);
  await serve(["--retry-delays", "1,1,1,1,1,1"]);
  for (const path of ["/a", "/b"]) {
    await dispatcher.addWebhook({ triggers, url: sink.url(path) });
  }
  let answers = 0; // Every twentieth fails, so that retries are there as well.
  sink.answer = (request, response) => response.writeHead(++answers % 20 === 0 ? 500 : 204).end();
  const { counts } = await underLoad(t, ["/a", "/b"], async () => {
    for (let kill = 0; kill < kills; ++kill) {
      await sleep(100 + below(900));
      await dispatcher.stop("SIGKILL");
      await dispatcher.start();
    }
  });
  assert.equal(counts.exhausted, 0);
});

test("SIGSTOP for a while", { timeout: 600_000 }, async (t) => {
  await serve(["--retry-delays", "1,1"]);
  await dispatcher.addWebhook({ triggers, url: sink.url("/a") });
  const { counts } = await underLoad(t, ["/a"], async () => {
    await sleep(500);
    process.kill(dispatcher.pid, "SIGSTOP");
    await sleep(isFull ? 60_000 : 2_000);
    process.kill(dispatcher.pid, "SIGCONT");
    await sleep(500);
  });
  assert.equal(counts.exhausted, 0);
  assert.equal(counts.duplicates, 0);
});

test("a disk that is full for a while", { timeout: 300_000 }, async (t) => {
  const small = join(folder.path, "small");
  mkdirSync(small);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", small]).status !== 0) {
    t.skip("no small file system can be mounted here");
    return;
  }
  try {
    database = join(small, "hookstorm.db");
    const ballast = join(small, "ballast");
    writeFileSync(ballast, Buffer.alloc(90 * 1024 * 1024)); // Without it there is room for all that follows.
    await serve(["--retry-delays", "1,1"]);
    await dispatcher.addWebhook({ triggers, url: sink.url("/a") });
    const { counts } = await underLoad(t, ["/a"], async (traffic) => {
      await eventually("the disk is full", () => traffic.refused > 0);
      rmSync(ballast);
      const before = traffic.accepted.length;
      await eventually("occurrences are accepted again", () => traffic.accepted.length > before);
    });
    assert.equal(counts.exhausted, 0);
    assert.match(dispatcher.log, /disk is full|database or disk/);
    await dispatcher.stop();
  } finally {
    await dispatcher?.stop("SIGKILL");
    spawnSync("umount", [small]);
  }
});

/** Receivers that are strange, and yet answer 2xx: what each does with a connection. */
const strange = {
  "that answers before it reads": (socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n"),
  "that sends a gigabyte": (socket) => {
    const chunk = Buffer.alloc(65536, "x");
    let left = 1024 * 1024 * 1024;
    const more = () => {
      while (left > 0 && socket.write(chunk)) {
        left -= chunk.length;
      }
    };
    socket.once("data", () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${left}\r\n\r\n`);
      more();
    });
    socket.on("drain", more);
  },
};

/** Receivers that do everything wrong. */
const bad = {
  "that resets at once": (socket) => socket.resetAndDestroy(),
  "that resets after the request": (socket) => socket.once("data", () => socket.resetAndDestroy()),
  "that hangs": () => {},
  "that drips a byte a second": (socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 1000);
      socket.on("close", () => clearInterval(timer));
    });
  },
  "that sends a gigabyte of headers": (socket) => {
    const line = `X-Line: ${"x".repeat(65536)}\r\n`;
    let left = 1024 * 1024 * 1024;
    const more = () => {
      while (left > 0 && socket.write(line)) {
        left -= line.length;
      }
    };
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\n");
      more();
    });
    socket.on("drain", more);
  },
  "that sends no status line": (socket) => socket.once("data", () => socket.end("<html>hello</html>")),
  "that closes without an answer": (socket) => socket.once("data", () => socket.end()),
  "that sends interim answers without end": (socket) => {
    const interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(100);
    const more = () => {
      while (!socket.destroyed && socket.write(interim)) {
        // Until the socket is full.
      }
    };
    socket.once("data", more);
    socket.on("drain", more);
  },
  "that redirects": (socket) =>
    socket.once("data", () => socket.end("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")),
};

test("a receiver whose certificate nobody vouches for, or that speaks no TLS, gets nothing", { timeout: 120_000 }, async () => {
  const { certificate, key } = selfSigned(folder.path, ["127.0.0.1"]);
  const bodies = [];
  const untrusted = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => bodies.push(data));
  });
  const plain = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  });
  try {
    for (const server of [untrusted, plain]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
    await serve(["--retry-delays", "1"]);
    for (const [name, server] of Object.entries({ untrusted, plain })) {
      await dispatcher.addWebhook({ triggers, url: `https://127.0.0.1:${server.address().port}/${name}` });
    }
    assert.equal((await dispatcher.occurrence(occurrence, "lenient")).status, 202);
    const deliveries = await settledDeliveries(database);
    assert.deepEqual(
      deliveries.map(({ state, attempts }) => [state, attempts.length]),
      [["exhausted", 2], ["exhausted", 2]],
    );
    for (const { path, attempts } of deliveries) {
      assert.match(attempts[0].failure, path === "/untrusted" ? /certificate/i : /SSL/, path);
    }
    assert.equal(bodies.length, 0);
  } finally {
    untrusted.close();
    plain.close();
  }
});

test("receivers that do everything wrong delay and lose nothing of a good one", { timeout: 600_000 }, async (t) => {
  await serve(["--retry-delays", "1"]);
  await dispatcher.addWebhook({ triggers, url: sink.url("/good") });
  const servers = [];
  const paths = ["/good"];
  try {
    for (const [name, behave] of Object.entries({ ...strange, ...bad })) {
      const server = createServer((socket) => {
        socket.on("error", () => {}); // It is the other side that is tested.
        behave(socket);
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      servers.push(server);
      const path = `/${encodeURIComponent(name)}`;
      paths.push(path);
      await dispatcher.addWebhook({ triggers, url: `http://127.0.0.1:${server.address().port}${path}`, timeout: 2, name });
    }
    for (let i = 0; i < 10; ++i) {
      const accepted = await dispatcher.occurrence(occurrence, "lenient");
      assert.equal(accepted.status, 202);
      await sink.received("the message", (request) => request.headers.some(([, value]) => value === accepted.json.data.id));
    }
    const wrong = Object.keys(bad).map((name) => `/${encodeURIComponent(name)}`);
    const deliveries = await settledDeliveries(database);
    assert.equal(deliveries.length, 10 * paths.length);
    for (const { path, state, attempts } of deliveries) {
      const expected = wrong.includes(path) ? ["exhausted", 2] : ["delivered", 1];
      assert.deepEqual([state, attempts.length], expected, `${path}: ${JSON.stringify(attempts)}`);
    }
    t.diagnostic(JSON.stringify({ delivered: deliveries.length - 10 * wrong.length, exhausted: 10 * wrong.length }));
  } finally {
    for (const server of servers) {
      server.close();
    }
  }
});
