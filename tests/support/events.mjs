// A client of server-sent events that reads when it is told to, and resumes by the last id.
import { once } from "node:events";
import { connect } from "node:net";

import { eventually, within } from "./waiting.mjs";

export class EventStream {
  /** All that came: {id, event, data: parsed}. */
  events = [];
  /** Of the last one, or told on its own. */
  lastId;
  comments = 0;
  isClosed = false;
  status;
  headers = "";

  #socket;
  #text = "";
  #isHeadRead = false;

  /** `query` as in a URL; `lastId` where the stream is to go on after it, `token` where one is asked for. */
  static async open(url, query = "", { lastId, token, isPaused = false } = {}) {
    const stream = new EventStream();
    stream.lastId = lastId;
    const socket = connect(new URL(url).port, "127.0.0.1");
    await once(socket, "connect");
    stream.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text) => stream.#take(text));
    socket.on("error", () => {});
    socket.on("close", () => (stream.isClosed = true));
    const optional = [["Last-Event-ID", lastId], ["Authorization", token]].filter(([, value]) => value !== undefined);
    const further = optional.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`GET /v1/updates${query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n${further}\r\n`);
    await eventually("the stream begins", () => stream.lastId !== undefined && stream.#isHeadRead && (stream.status !== 200 || stream.#isBegun));
    if (isPaused) {
      socket.pause();
    }
    return stream;
  }

  #isBegun = false;

  #take(text) {
    this.#text += text;
    if (!this.#isHeadRead) {
      const end = this.#text.indexOf("\r\n\r\n");
      if (end < 0) {
        return;
      }
      this.#isHeadRead = true;
      this.headers = this.#text.slice(0, end);
      this.status = Number(this.headers.split(" ")[1]);
      this.lastId ??= "";
      this.#text = this.#text.slice(end + 4);
    }
    // Chunks end where their events end, so that their frames stand between events.
    for (let end; (end = this.#text.indexOf("\n\n")) >= 0; this.#text = this.#text.slice(end + 2)) {
      this.#event(this.#text.slice(0, end).replace(/^(\r\n)?[0-9a-f]+\r\n/, ""));
    }
  }

  #event(text) {
    this.#isBegun = true;
    const fields = { event: "message" };
    for (const line of text.split("\n")) {
      const [, name, value] = /^([^:]*): ?(.*)$/.exec(line);
      if (name === "") {
        ++this.comments;
      }
      fields[name] = value;
    }
    if (fields.data !== undefined) {
      this.events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    }
    this.lastId = fields.id ?? this.lastId;
  }

  pause() {
    this.#socket.pause();
  }

  resume() {
    this.#socket.resume();
  }

  get deliveries() {
    return this.events.filter(({ event }) => event === "delivery").map(({ data }) => data);
  }

  /** The first event that `matches`, once it is there. */
  next(what, matches) {
    return eventually(what, () => this.events.find(matches));
  }

  async ended() {
    if (!this.isClosed) {
      await within("the stream ends", once(this.#socket, "close"));
    }
  }

  close() {
    this.#socket.destroy();
  }
}
