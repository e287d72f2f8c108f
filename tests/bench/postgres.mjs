// Measures dispatchers that share a PostgreSQL database, with server, load and receiver on the same machine: one JSON
// line a figure. What was accepted, delivered and delivered twice is counted against each other.
//   node tests/bench/postgres.mjs [DISPATCHERS[f]…]     such as 1 2 2f: f where somebody follows live updates at each; 1, 2, 2f and 4 without
import { mkdtempSync } from "node:fs";
import { join } from "node:path";

import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { PostgresServer } from "../support/postgres.mjs";
import { addWebhooks, agree, cpuSeconds, load, median, print, ROUNDS, Sink } from "./running.mjs";

const MESSAGES = 20_000;
const CONNECTIONS = 64;

/** What the server has counted since it was made. */
function counters(server) {
  const [transactions, wal] = server
    .query("hookstorm", "SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = 'hookstorm'), (SELECT wal_bytes FROM pg_stat_wal)")
    .split("|")
    .map(Number);
  return { transactions, wal };
}

/** Live updates as they come, of which nothing is meant for this process to read. */
async function follow({ url }) {
  const ending = new AbortController();
  const response = await fetch(new URL("/v1/updates?filter[type]=captures", url), { signal: ending.signal });
  response.body.pipeTo(new WritableStream()).catch(() => {});
  return ending;
}

async function throughput(count, isFollowed) {
  const folder = temporaryFolder();
  const server = await new PostgresServer().create();
  const dispatchers = [];
  const sink = await new Sink(join(folder.path, "arrived")).start();
  try {
    server.query("postgres", "CREATE DATABASE hookstorm");
    hookstorm(["migrate", "up", "--store", server.url("hookstorm")]);
    for (let i = 0; i < count; ++i) {
      dispatchers.push(await new Dispatcher(server.url("hookstorm")).start());
    }
    await addWebhooks(dispatchers[0], sink, 1);
    const followers = isFollowed ? await Promise.all(dispatchers.map(follow)) : [];
    const before = counters(server);
    const cpuBefore = dispatchers.map(({ pid }) => cpuSeconds(pid));
    const sent = await Promise.all(
      dispatchers.map((dispatcher, i) => {
        const records = mkdtempSync(join(folder.path, `load-${i}-`));
        return load(new URL(dispatcher.url).port, records, { messages: MESSAGES / count, connections: CONNECTIONS / count });
      }),
    );
    await sink.arrived(MESSAGES);
    const cpu = dispatchers.reduce((sum, { pid }, i) => sum + cpuSeconds(pid) - cpuBefore[i], 0);
    const arrived = await sink.stop();
    followers.forEach((follower) => follower.abort());
    for (const dispatcher of dispatchers) {
      await dispatcher.stop();
    }
    const after = counters(server);
    const all = { accepted: sent.reduce((sum, each) => sum + each.accepted, 0), refused: sent.reduce((sum, each) => sum + each.refused, 0) };
    const counts = agree(all, arrived, 1);
    const begun = Math.min(...sent.map((each) => each.started_at));
    const last = arrived.arrivals.reduce((latest, { at }) => Math.max(latest, at), 0);
    return {
      counts,
      rate: counts.delivered / ((last - begun) / 1e9),
      cpu: (cpu * 1e6) / counts.delivered,
      transactions: (after.transactions - before.transactions) / counts.delivered,
      wal: (after.wal - before.wal) / counts.delivered,
    };
  } finally {
    for (const dispatcher of dispatchers) {
      await dispatcher.stop("SIGKILL");
    }
    await server.remove();
    folder.remove();
  }
}

const asked = process.argv.slice(2);
for (const count of asked.length > 0 ? asked : ["1", "2", "2f", "4"]) {
  const runs = [];
  for (let round = 0; round < ROUNDS; ++round) {
    runs.push(await throughput(Number.parseInt(count, 10), count.endsWith("f")));
  }
  const of = (figure) => median(runs.map((run) => run[figure]));
  const more = { rounds: ROUNDS, ...runs.at(-1).counts };
  print("postgres", `rate.d${count}`, of("rate"), "1/s", more);
  print("postgres", `cpu.d${count}`, of("cpu"), "us", more);
  print("postgres", `transactions.d${count}`, of("transactions"), "1/delivery", more);
  print("postgres", `wal.d${count}`, of("wal"), "bytes/delivery", more);
}
