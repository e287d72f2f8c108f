// A folder as a static site, the built page's unless told otherwise, under the policy that it must work with.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { pageFolder } from "./paths.mjs";

const pagePolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";
const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export class StaticSite {
  #folder;
  #policy;
  /** The paths that were asked for. */
  requests = [];

  constructor(folder = pageFolder, policy = pagePolicy) {
    this.#folder = folder;
    this.#policy = policy;
  }

  #server = createServer((request, response) => void this.answer(request, response));

  async start() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${this.#server.address().port}/`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** A file, or 404. */
  async answer(request, response) {
    const path = normalize(new URL(request.url, "http://site").pathname);
    const file = path.endsWith("/") ? `${path}index.html` : path;
    this.requests.push(path);
    if (path === "/favicon.ico") {
      response.writeHead(204).end(); // Chromium asks for it unbidden.
      return;
    }
    try {
      const content = await readFile(join(this.#folder, file));
      const type = mediaTypes[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": this.#policy }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}
