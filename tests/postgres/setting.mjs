// What each test of several dispatchers starts with and ends in: a receiver, a database, and an account of everything
// that was accepted.
// HOOKSTORM_POSTGRES=full makes runs long; HOOKSTORM_FAULT_SEED chooses what is left to chance.
import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";

import { occurrence, triggers } from "../fault/setting.mjs";
import { account, Traffic } from "../fault/traffic.mjs";
import { PostgresServer, urlOf } from "../support/postgres.mjs";
import { Dispatcher, hookstorm } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

export const isFull = process.env.HOOKSTORM_POSTGRES === "full";
const DATABASE = "hookstorm";
const SETTLING_MS = 300_000;
/** After which a silent dispatcher is taken for dead, and what is left to look around. */
export const TAKEOVER_MS = 10_000 + 5_000;

export class Setting {
  /** The first one takes writes; the others follow it. */
  servers = [];
  dispatchers = [];
  sink;
  #removed = [];

  /** One that is set up before each of a file's tests and taken down afterwards; what `networks` gives leads there as well. */
  static ofEachTest(networks = () => undefined) {
    const setting = new Setting();
    beforeEach(() => setting.#setUp(networks()));
    afterEach(() => setting.#takeDown());
    return setting;
  }

  async #setUp(networks) {
    this.dispatchers = [];
    this.sink = await new Sink().start(0, networks?.own("clients"));
    const server = new PostgresServer();
    this.servers = [server];
    await server.create(networks && { address: networks.own("database"), range: networks.range("database") });
    server.query("postgres", `CREATE DATABASE ${DATABASE}`);
    const migrated = hookstorm(["migrate", "up", "--store", this.url]);
    assert.equal(migrated.status, 0, String(migrated.stderr));
  }

  async #takeDown() {
    try {
      for (const dispatcher of this.dispatchers) {
        await this.#stop(dispatcher);
      }
    } finally {
      for (const server of [...this.servers.splice(0), ...this.#removed.splice(0)]) {
        await server.remove();
      }
      await this.sink.stop();
    }
  }

  /** Ends it, in order where it can, and looks at what a sanitizer has said of it. */
  async #stop(dispatcher) {
    try {
      await dispatcher.stop();
    } finally {
      await dispatcher.stop("SIGKILL");
    }
    assert.equal(dispatcher.sanitizerReport, undefined);
  }

  get url() {
    return urlOf(this.servers, DATABASE);
  }

  /** The first column of what the database says. */
  query(sql) {
    return this.servers[0].query(DATABASE, sql);
  }

  /** A server that follows the first one; before dispatchers are started. Where it is awaited, no commit is answered before it has it. */
  async addStandby({ isAwaited = true } = {}) {
    this.servers.push(await this.servers[0].standby());
    await (isAwaited && this.servers[0].waitForStandby());
  }

  /** From now on it gets nothing any more, though it has all that was there before. */
  async letStandbyFallBehind() {
    const [primary, standby] = this.servers;
    const position = primary.query("postgres", "SELECT pg_current_wal_lsn()");
    await eventually("the standby has come so far", () => standby.query("postgres", `SELECT pg_last_wal_replay_lsn() >= '${position}'`) === "t");
    standby.stopFollowing();
  }

  /** The first server dies, once `meanwhile` is over the other one takes writes. */
  async failOver(meanwhile = async () => {}) {
    const [primary, standby] = this.servers;
    await primary.stop("SIGQUIT");
    await meanwhile();
    standby.promote();
    this.servers = [standby];
    this.#removed.push(primary);
  }

  /** After a failover: where the dead server was there is one that follows again. */
  async replaceDeadServer() {
    const { port } = this.#removed.at(-1);
    this.servers.push(await this.servers[0].standby(port));
    await this.servers[0].waitForStandby();
  }

  /** Starts dispatchers; `prepare` is told of each before, and of its number. */
  async serve(count, options = ["--retry-delays", "1,1,1,1,1,1,1,1,1,1"], prepare = () => {}) {
    for (let i = 0; i < count; ++i) {
      const dispatcher = new Dispatcher(this.url, options);
      prepare(dispatcher, i);
      this.dispatchers.push(dispatcher);
      await dispatcher.start();
    }
  }

  /** Every delivery there is: {message, path, state}. */
  #deliveries() {
    const rows = this.query(
      "SELECT m.public_id || ' ' || d.state || ' ' || (r.configuration::json ->> 'url') FROM deliveries d " +
        "JOIN messages m ON m.id = d.message JOIN webhook_revisions r ON r.webhook = d.webhook AND r.number = 1",
    );
    return rows.split("\n").map((row) => {
      const [message, state, url] = row.split(" ");
      return { message, path: new URL(url).pathname, state };
    });
  }

  /** A webhook for everything, at `path` of the receiver. */
  addWebhook(path, attributes = {}) {
    return this.dispatchers[0].addWebhook({ triggers, url: this.sink.url(path), ...attributes });
  }

  /** Traffic at each dispatcher while `trouble` happens, which gets it; then what became of all of it. */
  async underLoad(t, paths, trouble) {
    const traffic = this.dispatchers.map((dispatcher) => new Traffic(dispatcher, occurrence));
    try {
      await trouble(traffic);
    } finally {
      await Promise.all(traffic.map((each) => each.stop()));
    }
    await eventually("nothing is pending", () => this.query("SELECT count(*) FROM deliveries WHERE state = 'pending'") === "0", SETTLING_MS);
    const deliveries = this.#deliveries();
    const accepted = traffic.flatMap((each) => each.accepted);
    const counts = account(accepted, deliveries, this.sink.requests, paths);
    const percent = ((counts.duplicates * 100) / counts.delivered).toFixed(2);
    t.diagnostic(
      JSON.stringify({
        ...counts,
        duplicates_percent: Number(percent),
        by_dispatcher: traffic.map((each) => each.accepted.length),
        refused: traffic.map((each) => each.refused),
        posts_without_answer: traffic.map((each) => each.unknown),
      }),
    );
    assert.ok(traffic.every((each) => each.accepted.length > 0));
    assert.equal(counts.exhausted, 0);
    return counts;
  }
}

/** Once each dispatcher has refused something from now on. */
export function allRefuse(traffic) {
  const before = traffic.map(({ refused }) => refused);
  return eventually("each dispatcher refuses", () => traffic.every(({ refused }, i) => refused > before[i]));
}

/** Once each dispatcher has accepted something from now on. */
export function allAccept(traffic) {
  const before = traffic.map(({ accepted }) => accepted.length);
  return eventually("each dispatcher accepts again", () => traffic.every(({ accepted }, i) => accepted.length > before[i]));
}

/**
 * Of what came twice: 1 % at most, as long runs show. Whoever dies leaves what was under way to be sent again, however little is
 * delivered in a short run: there so many may be left besides.
 */
export function assertFewDuplicates({ duplicates, delivered }, besides) {
  const allowed = delivered / 100 + (isFull ? 0 : besides);
  assert.ok(duplicates < allowed, `${duplicates} of ${delivered} came twice`);
}
