// Receivers that do everything wrong, or that are not who they should be.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";

import { Authority, selfSigned } from "../support/certificate.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";
import { failuresAt, isFull, occurrence, Setting } from "./setting.mjs";
import { settledDeliveries } from "./traffic.mjs";

const HOUR_MS = 3_600_000;

const setting = Setting.ofEachTest();

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

test("receivers that cannot show who they are get nothing, and the reason says why", { timeout: 600_000 }, async (t) => {
  const now = Date.now();
  const authority = new Authority(join(setting.folder.path, "authority"), "trusted");
  const other = new Authority(join(setting.folder.path, "other"), "unknown");
  const [here, yesterday, tomorrow] = ["IP:127.0.0.1", new Date(now - 24 * HOUR_MS), new Date(now + 24 * HOUR_MS)];
  const certificates = {
    "/good": authority.issue(here, yesterday, tomorrow),
    "/expired": authority.issue(here, yesterday, new Date(now - HOUR_MS)),
    "/not-yet-valid": authority.issue(here, new Date(now + HOUR_MS), tomorrow),
    "/another-name": authority.issue("DNS:another.example", yesterday, tomorrow),
    "/unknown-issuer": other.issue(here, yesterday, tomorrow),
    "/self-signed": selfSigned(setting.folder.path, ["127.0.0.1"]),
  };
  const reasons = {
    "/expired": /certificate has expired/,
    "/not-yet-valid": /certificate is not yet valid/,
    "/another-name": /name matches target/,
    "/unknown-issuer": /unable to get (local )?issuer certificate/,
    "/self-signed": /self-signed certificate/,
    "/plain": /wrong version number/,
  };
  const plain = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  });
  plain.listen(0, "127.0.0.1");
  await once(plain, "listening");
  const sinks = new Map();
  try {
    await setting.serve(["--retry-delays", "1", "--ca-bundle", authority.certificate]);
    await setting.addWebhook(`https://127.0.0.1:${plain.address().port}/plain`);
    for (const [path, { certificate, key }] of Object.entries(certificates)) {
      const sink = await new Sink({ key: readFileSync(key), cert: readFileSync(certificate) }).start();
      sinks.set(path, sink);
      await setting.addWebhook(sink.url(path));
    }
    const good = sinks.get("/good");
    const { deliveries } = await setting.underLoad(
      t,
      [...sinks.keys(), "/plain"],
      (traffic) => eventually("some are accepted", () => traffic.accepted.length >= (isFull ? 1000 : 20)),
      { inModeration: true, requests: good.requests },
    );
    for (const [path, reason] of Object.entries(reasons)) {
      const failures = failuresAt(deliveries, path);
      assert.equal(failures.length, 2 * deliveries.length / 7, path);
      for (const failure of failures) {
        assert.match(failure, reason, path);
      }
      assert.equal(sinks.get(path)?.requests.length ?? 0, 0, path);
    }
    assert.equal(failuresAt(deliveries, "/good").length, 0);
  } finally {
    plain.close();
    for (const sink of sinks.values()) {
      await sink.stop();
    }
  }
});

test("receivers that do everything wrong delay and lose nothing of a good one", { timeout: 600_000 }, async (t) => {
  const { sink } = setting;
  await setting.serve(["--retry-delays", "1"]);
  await setting.addWebhook("/good");
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
      await setting.addWebhook(`http://127.0.0.1:${server.address().port}${path}`, { timeout: 2, name });
    }
    for (let i = 0; i < 10; ++i) {
      const accepted = await setting.dispatcher.occurrence(occurrence, "lenient");
      assert.equal(accepted.status, 202);
      await sink.received("the message", (request) => request.headers.some(([, value]) => value === accepted.json.data.id));
    }
    const wrong = Object.keys(bad).map((name) => `/${encodeURIComponent(name)}`);
    const deliveries = await settledDeliveries(setting.database);
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
