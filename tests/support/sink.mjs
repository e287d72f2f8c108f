// A receiver of webhooks on a free port of the loopback: records every request as it came.
import { once } from "node:events";
import { createServer } from "node:http";

import { eventually } from "./waiting.mjs";

export class Sink {
  /** Every request received whole: {method, url, headers: [[name, value]…], body: Buffer}. */
  requests = [];
  /** How each request is answered; may be replaced. `response` is Node's. */
  answer = (request, response) => response.writeHead(204).end();

  #server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const headers = [];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        headers.push([request.rawHeaders[i], request.rawHeaders[i + 1]]);
      }
      const received = { method: request.method, url: request.url, headers, body: Buffer.concat(chunks) };
      this.requests.push(received);
      this.answer(received, response);
    });
  });

  /** `port` 0: a free one. */
  async start(port = 0) {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get port() {
    return this.#server.address().port;
  }

  url(path = "/") {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** The first request that `matches`, once it is there. */
  received(what, matches = () => true) {
    return eventually(`the sink receives ${what}`, () => this.requests.find(matches));
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** The value of a header, whatever its case. */
export function header(request, name) {
  return request.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}
