// Measures the dispatcher: one JSON line a figure. Load and sink are processes of their own, on the same machine; in
// every run what was accepted, delivered and delivered twice is counted against each other.
//   node tests/bench/dispatcher.mjs [FIGURE…]     such as rate.f1; all without a name
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { selfSigned } from "../support/certificate.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { addWebhooks, agree, cpuSeconds, load, median, occurrence, percentile, print as printOf, programs, residentMegabytes, ROUNDS, Sink, wakeUps } from "./running.mjs";

const print = (...figure) => printOf("dispatcher", ...figure);

/** A folder, a sink and a dispatcher for one run, gone afterwards. */
async function withDispatcher(run, { serve = [], sink = [], prepare } = {}) {
  const folder = temporaryFolder();
  const receiver = await new Sink(join(folder.path, "arrived"), sink).start();
  const database = join(folder.path, "hookstorm.db");
  prepare?.(database, receiver);
  const dispatcher = new Dispatcher(database, serve);
  try {
    await dispatcher.start();
    return await run({ dispatcher, sink: receiver, folder: folder.path, port: new URL(dispatcher.url).port, pid: dispatcher.pid });
  } finally {
    await dispatcher.stop();
    folder.remove();
  }
}

async function throughput(fanOut, messages, options) {
  return withDispatcher(async ({ dispatcher, sink, folder, port, pid }) => {
    await addWebhooks(dispatcher, sink, fanOut);
    const before = cpuSeconds(pid);
    const sent = await load(port, folder, { messages, connections: 64 });
    await sink.arrived(messages * fanOut);
    const cpu = cpuSeconds(pid) - before;
    const arrived = await sink.stop();
    const counts = agree(sent, arrived, fanOut);
    const last = arrived.arrivals.reduce((latest, { at }) => Math.max(latest, at), 0);
    const seconds = (last - sent.started_at) / 1e9;
    return {
      rate: counts.delivered / seconds,
      cpu: (cpu * 1e6) / counts.delivered,
      counts,
      ingest: sent.accepted / ((sent.ended_at - sent.started_at) / 1e9),
    };
  }, options);
}

async function rates(fanOut, messages) {
  const runs = [];
  for (let round = 0; round < ROUNDS; ++round) {
    runs.push(await throughput(fanOut, messages));
  }
  const more = { rounds: ROUNDS, ...runs.at(-1).counts };
  print(`rate.f${fanOut}`, median(runs.map((run) => run.rate)), "1/s", { ...more, accepted_per_s: Math.round(median(runs.map((run) => run.ingest))) });
  print(`cpu.f${fanOut}`, median(runs.map((run) => run.cpu)), "us", more);
}

/** Milliseconds from the begin of each post to the first byte of its deliveries on `path`. */
function delays(sent, arrived, path) {
  return arrived.arrivals
    .filter((arrival) => arrival.path.startsWith(path) && sent.begun.has(arrival.id))
    .map((arrival) => (arrival.at - sent.begun.get(arrival.id)) / 1e6);
}

async function firstByte(hanging) {
  return withDispatcher(async ({ dispatcher, sink, folder, port }) => {
    const webhooks = 4;
    await addWebhooks(dispatcher, sink, webhooks);
    if (hanging) {
      await addWebhooks(dispatcher, sink, webhooks, "hang");
    }
    const messages = 7500;
    const sent = await load(port, folder, { messages, rate: 3000 / webhooks, connections: 64 });
    const expected = messages * webhooks;
    for (let waited = 0; ; ++waited) {
      const { requests } = await sink.counts();
      if (requests >= expected && waited > 10) {
        break;
      }
      assert.ok(waited < 300, "waited in vain for the deliveries");
      await sleep(100);
    }
    await dispatcher.stop("SIGKILL"); // What hangs would else be waited for.
    const arrived = await sink.stop();
    const healthy = arrived.arrivals.filter(({ path }) => path.startsWith("/in/"));
    assert.equal(new Set(healthy.map(({ id, path }) => id + path)).size, sent.accepted * webhooks, "accepted = delivered");
    const times = delays(sent, arrived, "/in/");
    return { p99: percentile(times, 0.99), median: median(times), delivered: healthy.length };
  });
}

/** Fills a store with deliveries that wait for a retry in an hour. */
function withPending(pending) {
  return (database, sink) =>
    execFileSync(`${programs}hookstorm_bench_backlog`, [
      database, "--occurrence", occurrence, "--pending", `${pending}`, "--due-in", "3600", "--url", `http://127.0.0.1:${sink.port}/later`,
    ]);
}

const figures = {
  "rate.f1": () => rates(1, 60_000),
  "rate.f3": () => rates(3, 30_000),
  "rate.f10": () => rates(10, 12_000),

  async first_byte_p99() {
    const alone = [];
    const beside = [];
    for (let round = 0; round < ROUNDS; ++round) {
      alone.push(await firstByte(false));
      beside.push(await firstByte(true));
    }
    for (const [name, runs] of [["first_byte_p99", alone], ["first_byte_p99.half_hanging", beside]]) {
      print(name, median(runs.map((run) => run.p99)), "ms", {
        rounds: ROUNDS,
        all: runs.map((run) => Math.round(run.p99 * 100) / 100),
        median: Math.round(median(runs.map((run) => run.median)) * 100) / 100,
        delivered: runs.at(-1).delivered,
      });
    }
  },

  async "rate.backlog"() {
    const pending = 1_000_000;
    const empty = [];
    const full = [];
    const prepare = withPending(pending);
    for (let round = 0; round < ROUNDS; ++round) {
      empty.push((await throughput(1, 40_000)).rate);
      full.push((await throughput(1, 40_000, { prepare })).rate);
    }
    print("rate.backlog", median(full), "1/s", { pending, empty: Math.round(median(empty)), part: Math.round((median(full) / median(empty)) * 100) / 100 });
  },

  /** From the start of the process until it says that it is ready, after it was killed. */
  async start_up() {
    const pending = 1_000_000;
    const times = [];
    await withDispatcher(async ({ dispatcher, sink }) => {
      for (let round = 0; round < ROUNDS; ++round) {
        await dispatcher.stop("SIGKILL");
        const from = performance.now();
        await dispatcher.start();
        times.push(performance.now() - from);
      }
      await sink.stop();
    }, { prepare: withPending(pending) });
    print("start_up", median(times), "ms", { pending, rounds: ROUNDS });
  },

  async rss() {
    await withDispatcher(async ({ dispatcher, sink, folder, port, pid }) => {
      await sleep(1000);
      print("rss.idle", residentMegabytes(pid), "MB");
      await addWebhooks(dispatcher, sink, 1, "hang");
      await load(port, folder, { messages: 100_000, connections: 64 });
      print("rss.pending", residentMegabytes(pid), "MB", { pending: 100_000 });
      await dispatcher.stop("SIGKILL");
      await sink.stop();
    });
    await withDispatcher(async ({ dispatcher, sink, folder, port, pid }) => {
      await addWebhooks(dispatcher, sink, 600, "hang"); // Each gets one slot, and some wait for theirs.
      await load(port, folder, { messages: 10, connections: 10 });
      await sleep(2000);
      const { requests } = await sink.counts();
      print("rss.in_flight", residentMegabytes(pid), "MB", { in_flight: requests });
      await dispatcher.stop("SIGKILL");
      await sink.stop();
    });
  },

  async "reuse.tls"() {
    const hosts = 1000;
    const webhooks = 10_000;
    const messages = 10;
    const addresses = Array.from({ length: hosts }, (_, i) => `127.0.${1 + Math.floor((i + 1) / 256)}.${(i + 1) % 256}`);
    const identity = temporaryFolder();
    const { certificate, key } = selfSigned(identity.path, addresses);
    await withDispatcher(async ({ dispatcher, sink, folder, port, pid }) => {
      for (let i = 0; i < webhooks; ++i) {
        await dispatcher.addWebhook({ triggers: ["event.created"], url: `https://${addresses[i % hosts]}:${sink.port}/in/${i}` });
      }
      const before = cpuSeconds(pid);
      const sent = await load(port, folder, { messages, connections: 1 });
      await sink.arrived(messages * webhooks);
      const cpu = cpuSeconds(pid) - before;
      const arrived = await sink.stop();
      const counts = agree(sent, arrived, webhooks);
      print("reuse.tls", (1 - arrived.connections / arrived.requests) * 100, "%", {
        webhooks, hosts, connections: arrived.connections, ...counts, cpu_us: Math.round((cpu * 1e6) / counts.delivered), rss_mb: Math.round(residentMegabytes(pid)),
      });
    }, { sink: ["--hosts", `${hosts}`, "--certificate", certificate, "--key", key], serve: ["--ca-bundle", certificate] });
    identity.remove();
  },

  async "cpu.idle"() {
    await withDispatcher(async ({ dispatcher, sink, folder, port, pid }) => {
      await addWebhooks(dispatcher, sink, 3);
      await load(port, folder, { messages: 100, connections: 8 });
      await sink.arrived(300);
      await sleep(2000);
      const seconds = 20;
      const [cpu, woken] = [cpuSeconds(pid), wakeUps(pid)];
      await sleep(seconds * 1000);
      print("cpu.idle", ((cpuSeconds(pid) - cpu) / seconds) * 100, "%", { wake_ups_per_s: (wakeUps(pid) - woken) / seconds });
      await sink.stop();
    });
  },
};

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : Object.keys(figures)) {
  assert.ok(figures[name], `there is no figure ${name}; there are: ${Object.keys(figures).join(", ")}`);
  await figures[name]();
}
