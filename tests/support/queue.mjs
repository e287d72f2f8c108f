// A NATS server with JetStream on a free port, as long as a test needs it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { AckPolicy, connect } from "nats";

import { eventually } from "./waiting.mjs";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

export class Queue {
  #process;
  #folder;

  /** Keeps its streams in `folder`. */
  constructor(folder) {
    this.#folder = folder;
  }

  async start() {
    this.port ??= await freePort();
    this.#process = spawn("nats-server", ["-a", "127.0.0.1", "-p", `${this.port}`, "-js", "-sd", this.#folder], { stdio: "ignore" });
    this.connection = await eventually("the NATS server is there", () =>
      connect({ servers: this.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 }).catch(() => null),
    );
    this.streams = this.connection.jetstream();
    this.administration = await this.connection.jetstreamManager();
    return this;
  }

  get url() {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** A stream of the subjects. */
  add(name, subjects) {
    return this.administration.streams.add({ name, subjects });
  }

  /** Publishes a text, once it is stored. */
  publish(subject, text, id) {
    return this.streams.publish(subject, new TextEncoder().encode(text), id === undefined ? {} : { msgID: id });
  }

  /** What of a stream no consumer has acknowledged. */
  async open(stream, consumer) {
    const { num_pending: pending, num_ack_pending: unacknowledged } = await this.administration.consumers.info(stream, consumer);
    return pending + unacknowledged;
  }

  /** How many requests for messages a consumer holds; 0 where there is no such consumer yet. */
  async waiting(stream, consumer) {
    return (await this.administration.consumers.info(stream, consumer).catch(() => null))?.num_waiting ?? 0;
  }

  /** All messages of a stream: {subject, text, headers}. */
  async messages(stream) {
    const { state } = await this.administration.streams.info(stream);
    const messages = [];
    for (let sequence = state.first_seq; sequence <= state.last_seq && state.messages > 0; ++sequence) {
      const message = await this.administration.streams.getMessage(stream, { seq: sequence });
      messages.push({ subject: message.subject, text: new TextDecoder().decode(message.data), headers: message.header });
    }
    return messages;
  }

  /** A durable consumer as an operator would make it. */
  addConsumer(stream, name, settings) {
    return this.administration.consumers.add(stream, { durable_name: name, ack_policy: AckPolicy.Explicit, ...settings });
  }

  /** Ends the process alone: it may be started again. */
  async kill(signal = "SIGKILL") {
    await this.connection.close();
    const exited = once(this.#process, "exit");
    this.#process.kill(signal);
    await exited;
    await sleep(0);
  }

  async stop() {
    if (this.#process && this.#process.exitCode === null && this.#process.signalCode === null) {
      await this.kill();
    }
  }
}
