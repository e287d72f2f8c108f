// The built page as a static site, under the policy that it must work with.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { pageFolder } from "./paths.mjs";

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";
const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export class StaticSite {
  #server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://site").pathname);
    const file = path === "/" ? "/index.html" : path;
    try {
      const content = await readFile(join(pageFolder, file));
      const type = mediaTypes[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });

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
}
