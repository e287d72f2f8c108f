// What benchmarks of running dispatchers share: the processes that send and receive, and figures of the program's own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export const programs = new URL("../../build/native/tests/bench/", import.meta.url).pathname;
export const occurrence = new URL("occurrence.json", import.meta.url).pathname;
const CLOCK_TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux.
export const ROUNDS = 3;

/** One line of `subject`. */
export function print(subject, measure, value, unit, more = {}) {
  console.log(JSON.stringify({ measure: `${subject}.${measure}`, value: Math.round(value * 100) / 100, unit, ...more }));
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const percentile = (values, part) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1];

/** The receiving process. */
export class Sink {
  #process;
  #lines;

  constructor(records, options = []) {
    this.records = records;
    this.options = options;
  }

  async start() {
    this.#process = spawn(`${programs}hookstorm_bench_sink`, [this.records, ...this.options], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
    this.port = Number((await this.#line()).split(" ")[1]);
    return this;
  }

  /** What came in until now. */
  async counts() {
    this.#process.stdin.write("?");
    return JSON.parse(await this.#line());
  }

  /** Waits until `count` requests came in; throws when none has come for 30 seconds. */
  async arrived(count) {
    for (let seen = -1, idle = 0; idle < 300; ) {
      const { requests } = await this.counts();
      if (requests >= count) {
        return;
      }
      idle = requests === seen ? idle + 1 : 0;
      seen = requests;
      await sleep(100);
    }
    throw new Error(`waited in vain for ${count} requests`);
  }

  /** Ends the process; its counts and what came when, in nanoseconds. */
  async stop() {
    this.#process.stdin.end();
    const counts = JSON.parse(await this.#line());
    await once(this.#process, "exit");
    const arrivals = readFileSync(this.records, "utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [id, path, at] = line.split(" ");
        return { id, path, at: Number(at) };
      });
    return { ...counts, arrivals };
  }

  async #line() {
    const { value, done } = await this.#lines.next();
    assert.ok(!done, "the sink ended early");
    return value;
  }
}

/** Runs the sending process to its end. */
export async function load(port, folder, options) {
  const records = join(folder, "accepted");
  const process = spawn(
    `${programs}hookstorm_bench_load`,
    [records, "--port", port, "--occurrence", occurrence, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`])],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  process.stdout.on("data", (chunk) => (output += chunk));
  await once(process, "exit");
  const counts = JSON.parse(output);
  const begun = new Map(
    readFileSync(records, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([id, at]) => [id, Number(at)]),
  );
  return { ...counts, begun };
}

export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

export function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

export function wakeUps(pid) {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${task}/status`, "utf8"))[1]))
    .reduce((sum, count) => sum + count, 0);
}

export async function addWebhooks(dispatcher, sink, count, path = "in", more = {}) {
  for (let i = 0; i < count; ++i) {
    await dispatcher.addWebhook({ triggers: ["event.created"], url: `http://127.0.0.1:${sink.port}/${path}/${i}`, ...more });
  }
}

/** Everything accepted was delivered to every webhook, and nothing else came. */
export function agree(accepted, arrived, fanOut) {
  assert.equal(accepted.refused, 0, "refused posts");
  assert.equal(accepted.accepted * fanOut, arrived.distinct, "accepted × webhooks = delivered");
  return { accepted: accepted.accepted, delivered: arrived.distinct, duplicates: arrived.duplicates };
}
