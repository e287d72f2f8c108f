// A receiver of webhooks on a free port, of the loopback unless it is told otherwise: records every request as it came.
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";

import { eventually } from "./waiting.mjs";

export class Sink {
  /** Every request received whole: {from: an address, method, url, headers: [[name, value]…], body: Buffer, status: of the answer, once it has gone}. */
  requests = [];
  /** How each request is answered; may be replaced. `response` is Node's. */
  answer = (request, response) => response.writeHead(204).end();

  #tls;
  #server;

  /** `tls`: {key, cert} of one that speaks https. */
  constructor(tls) {
    this.#tls = tls;
    const receive = (request, response) => this.#receive(request, response);
    this.#server = tls ? createTlsServer(tls, receive) : createServer(receive);
  }

  #receive(request, response) {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const headers = [];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        headers.push([request.rawHeaders[i], request.rawHeaders[i + 1]]);
      }
      const received = { from: request.socket.remoteAddress, method: request.method, url: request.url, headers, body: Buffer.concat(chunks) };
      response.on("finish", () => (received.status = response.statusCode));
      this.requests.push(received);
      this.answer(received, response);
    });
  }

  /** `port` 0: a free one. */
  async start(port = 0, address = "127.0.0.1") {
    this.#server.listen(port, address);
    await once(this.#server, "listening");
    return this;
  }

  get port() {
    return this.#server.address().port;
  }

  url(path = "/") {
    return `${this.#tls ? "https" : "http"}://${this.#server.address().address}:${this.port}${path}`;
  }

  /** The first request that `matches`, once it is there. */
  received(what, matches = () => true) {
    return eventually(`the sink receives ${what}`, () => this.requests.find(matches));
  }

  /** Breaks off what is open; further connections are taken. */
  disconnect() {
    this.#server.closeAllConnections();
  }

  async stop() {
    this.disconnect();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** The value of a header, whatever its case. */
export function header(request, name) {
  return request.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}
