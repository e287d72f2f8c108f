// Posts while a dispatcher comes and goes, and what became of all of it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { programPath } from "../support/paths.mjs";
import { header } from "../support/sink.mjs";

const POSTERS = 8;
const PAUSE_WHILE_DOWN_MS = 5;
const PAUSE_IN_MODERATION_MS = 100;
const SETTLING_LOOKS_MAX = 300;

export class Traffic {
  /** The ids of the messages that were acknowledged. */
  accepted = [];
  /** Posts that ended without an answer: stored or not, nobody knows. */
  unknown = 0;
  refused = 0;

  #agent = new Agent({ keepAlive: true, maxSockets: POSTERS });
  #posters;
  #pauseMs;
  #stopped = false;

  /** Posts `occurrence` to where `dispatcher` listens at the time: without a pause, or some dozens of times a second. */
  constructor(dispatcher, occurrence, inModeration = false) {
    this.dispatcher = dispatcher;
    this.occurrence = occurrence;
    this.#pauseMs = inModeration ? PAUSE_IN_MODERATION_MS : 0;
    this.#posters = Array.from({ length: POSTERS }, () => this.#post());
  }

  /** Ends after the posts that are under way. */
  async stop() {
    this.#stopped = true;
    await Promise.all(this.#posters);
    this.#agent.destroy();
  }

  async #post() {
    while (!this.#stopped) {
      try {
        const { status, headers, body } = await this.#send();
        if (status === 202) {
          this.accepted.push(JSON.parse(body).data.id);
          await (this.#pauseMs > 0 && sleep(this.#pauseMs));
        } else {
          assert.equal(status, 503, body); // A full queue, or a store that fails.
          assert.match(headers["retry-after"], /^[0-9]+$/);
          ++this.refused;
          await sleep(PAUSE_WHILE_DOWN_MS);
        }
      } catch (error) {
        if (error instanceof assert.AssertionError) {
          throw error;
        }
        this.unknown += error.code === "ECONNREFUSED" ? 0 : 1;
        await sleep(PAUSE_WHILE_DOWN_MS);
      }
    }
  }

  #send() {
    return new Promise((resolve, reject) => {
      const url = new URL("/v1/occurrences?checking=lenient", this.dispatcher.url);
      const post = request(url, { method: "POST", agent: this.#agent, headers: { "content-type": "application/json", ...this.dispatcher.authorization } });
      post.on("error", reject);
      post.on("response", (response) => {
        let body = "";
        response.on("data", (chunk) => (body += chunk));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      post.end(this.occurrence);
    });
  }
}

/** What `hookstorm export` says of every delivery: {message, path, state, attempts}. */
async function deliveriesIn(database) {
  const exporting = spawn(programPath, ["export", "--database", database], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(exporting, "exit");
  const deliveries = [];
  for await (const line of createInterface(exporting.stdout)) {
    const { type, message_id, webhook, state, attempts } = JSON.parse(line);
    if (type === "delivery") {
      deliveries.push({ message: message_id, path: new URL(webhook.url).pathname, state, attempts });
    }
  }
  assert.equal((await exited)[0], 0, "export");
  return deliveries;
}

/** Waits until nothing is pending any more; all deliveries. */
export async function settledDeliveries(database) {
  for (let looks = 0; looks < SETTLING_LOOKS_MAX; ++looks) {
    const deliveries = await deliveriesIn(database);
    if (deliveries.every(({ state }) => state !== "pending")) {
      return deliveries;
    }
    await sleep(1000);
  }
  throw new Error("deliveries stay pending");
}

/**
 * Nothing accepted is lost: each message has a delivery to each of `paths`, at its end; what is delivered came in at the
 * sink and was answered so. Gives counts, with what came again after it was answered so.
 */
export function account(accepted, deliveries, requests, paths) {
  const states = new Map(deliveries.map(({ message, path, state }) => [`${message} ${path}`, state]));
  const arrived = new Set();
  let duplicates = 0;
  for (const received of requests.filter(({ status }) => status >= 200 && status < 300)) {
    const name = `${header(received, "webhook-id")} ${received.url}`;
    duplicates += arrived.has(name) ? 1 : 0;
    arrived.add(name);
  }
  const counts = { accepted: accepted.length, delivered: 0, exhausted: 0, duplicates };
  for (const message of accepted) {
    for (const path of paths) {
      const state = states.get(`${message} ${path}`);
      assert.ok(state === "delivered" || state === "exhausted", `${message} to ${path} is ${state}`);
      ++counts[state];
    }
  }
  for (const [name, state] of states) {
    assert.ok(state !== "delivered" || arrived.has(name), `${name} is delivered, and never came`);
  }
  assert.equal(counts.delivered + counts.exhausted, accepted.length * paths.length, "accepted = delivered + exhausted");
  return counts;
}
