// What each test of a fault starts with and ends in: a receiver, a database in a folder of its own, a dispatcher
// under load, and an account of everything that was accepted.
// HOOKSTORM_FAULT=full makes runs long; HOOKSTORM_FAULT_SEED chooses what is left to chance.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { account, settledDeliveries, Traffic } from "./traffic.mjs";

export const isFull = process.env.HOOKSTORM_FAULT === "full";
export const seed = Number(process.env.HOOKSTORM_FAULT_SEED ?? 20261126);
export const occurrence = goldenOccurrence("session.started");
export const triggers = ["session.started"];

export class Setting {
  folder;
  database;
  sink;
  dispatcher;

  /** One that is set up before each of a file's tests and taken down afterwards. */
  static ofEachTest() {
    const setting = new Setting();
    beforeEach(() => setting.#setUp());
    afterEach(() => setting.#takeDown());
    return setting;
  }

  async #setUp() {
    this.folder = temporaryFolder();
    this.database = join(this.folder.path, "hookstorm.db");
    this.sink = await new Sink().start();
  }

  async #takeDown() {
    try {
      await this.stop();
    } finally {
      await this.sink.stop();
      this.folder.remove();
    }
  }

  /** Starts a dispatcher; `shims` come between it and its surroundings, `networks` may be sent to. */
  async serve(options = [], { shims = [], networks = ["127.0.0.0/8"] } = {}) {
    this.dispatcher = new Dispatcher(this.database, options);
    this.dispatcher.shims = shims;
    this.dispatcher.networks = networks;
    await this.dispatcher.start();
  }

  /** Ends the dispatcher, in order where it can, and looks at what a sanitizer has said of it. */
  async stop() {
    const { dispatcher } = this;
    this.dispatcher = undefined;
    if (dispatcher === undefined) {
      return;
    }
    try {
      await dispatcher.stop();
    } catch (error) {
      await dispatcher.stop("SIGKILL");
      throw error;
    }
    assert.equal(dispatcher.sanitizerReport, undefined);
  }

  /** A webhook for everything, at `path` of the receiver or a whole URL. */
  addWebhook(path, attributes = {}) {
    return this.dispatcher.addWebhook({ triggers, url: path.startsWith("/") ? this.sink.url(path) : path, ...attributes });
  }

  /**
   * Lets traffic run while `trouble` happens, and accounts for all of it once everything is at its end: each message
   * has gone to each of `paths`, and `requests` holds what came in. Of traffic in moderation there are some dozens of messages
   * a second.
   */
  async underLoad(t, paths, trouble, { inModeration = false, requests = this.sink.requests } = {}) {
    const traffic = new Traffic(this.dispatcher, occurrence, inModeration);
    try {
      await trouble(traffic);
    } finally {
      await traffic.stop();
    }
    const deliveries = await settledDeliveries(this.database);
    const counts = account(traffic.accepted, deliveries, requests, paths);
    t.diagnostic(JSON.stringify({ ...counts, refused: traffic.refused, posts_without_answer: traffic.unknown }));
    assert.ok(counts.accepted > 0);
    return { counts, deliveries };
  }
}

/** The texts of why attempts got no answer, of deliveries to `path`. */
export function failuresAt(deliveries, path) {
  return deliveries
    .filter((delivery) => delivery.path === path)
    .flatMap(({ attempts }) => attempts)
    .filter(({ status }) => status === null)
    .map(({ failure }) => failure);
}
