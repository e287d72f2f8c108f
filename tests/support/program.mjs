// The program: its commands, and a running dispatcher with its API.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ApiDocument } from "./openapi.mjs";
import { programPath } from "./paths.mjs";
import { environmentWith } from "./shims.mjs";
import { within } from "./waiting.mjs";

/** Runs a command to its end; output as Buffers. */
export function hookstorm(args, { input = "", env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(programPath, args, {
    input,
    env: { ...process.env, ...env },
    maxBuffer: 16 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "hookstorm-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The same for every dispatcher: it is asked for once. */
let apiDocument;

/** A dispatcher on a free port, of the loopback unless it is told otherwise. What it answers is checked against its document. */
export class Dispatcher {
  #process;
  #log = "";
  url;
  /** Where it listens. */
  address = "127.0.0.1";
  /** The words of a command that starts the program in other surroundings. */
  launcher = [];
  /** What may be sent to beside the open Internet. */
  networks = ["127.0.0.0/8"];
  allowsHttp = true;
  /** What stands between the program and its surroundings; see shims.mjs. */
  shims = [];
  /** Whether whoever reaches it may do everything; else a token is asked for. */
  isOpen = true;
  /** Goes with each request that has no authorization of its own. */
  token;
  /** What it printed for who is to sign in first. */
  signInLink;

  constructor(database, options = []) {
    this.database = database;
    this.options = options;
  }

  async start() {
    const [program, ...words] = [...this.launcher, programPath];
    this.#process = spawn(
      program,
      [...words, "serve", "--database", this.database, "--listen", `${this.address}:0`, ...(this.isOpen ? ["--open"] : []), ...(this.allowsHttp ? ["--allow-http"] : []), ...this.networks.flatMap((network) => ["--allow-network", network]), ...this.options],
      { stdio: ["ignore", "pipe", "pipe"], env: environmentWith(this.shims) },
    );
    this.#process.stderr.on("data", (chunk) => (this.#log += chunk));
    let output = "";
    const ready = new Promise((resolve, reject) => {
      this.#process.stdout.on("data", (chunk) => {
        output += chunk;
        const url = /ready at (http:\/\/\S+)\n/.exec(output)?.[1];
        if (url) {
          resolve(url);
        }
      });
      this.#process.once("exit", (code) => reject(new Error(`serve ended with ${code}: ${this.#log}`)));
      this.#process.once("error", reject);
    });
    this.url = await within("serve is ready", ready);
    this.signInLink = /^Sign in.*: (\S+)$/m.exec(output)?.[1];
    return this;
  }

  get pid() {
    return this.#process.pid;
  }

  get log() {
    return this.#log;
  }

  /** What a sanitizer has said of it. */
  get sanitizerReport() {
    return /^.*(Sanitizer|runtime error:)[^]*/m.exec(this.#log)?.[0];
  }

  /** Ends the process by `signal` and gives its exit code (null when the signal killed it). */
  async stop(signal = "SIGTERM") {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return this.#process.exitCode;
    }
    const exited = once(this.#process, "exit");
    this.#process.kill(signal);
    const [code] = await within("serve ends", exited);
    return code;
  }

  get authorization() {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  async request(method, path, body, { type = "application/json", headers = {} } = {}) {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { ...this.authorization, ...(body === undefined ? {} : { "content-type": type }), ...headers },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    apiDocument ??= new ApiDocument(await (await fetch(new URL("/openapi.json", this.url))).json());
    apiDocument.check(method, path, { status: response.status, headers: response.headers, text });
    const isJson = /^application\/(vnd\.api\+)?json$/.test(response.headers.get("content-type")) && text !== "";
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
  }

  /** Throws where the value is not what the document's schema of that name says; after a request. */
  checkAgainst(schema, value) {
    apiDocument.checkSchema(`#/components/schemas/${schema}`, value, schema);
  }

  /** Makes a webhook and gives its resource. */
  async addWebhook(attributes) {
    const answer = await this.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes } });
    if (answer.status !== 201) {
      throw new Error(`the webhook was not made: ${answer.status} ${answer.text}`);
    }
    return answer.json.data;
  }

  occurrence(text, checking = "strict") {
    return this.request("POST", `/v1/occurrences?checking=${checking}`, text);
  }

  async message(id) {
    return (await this.request("GET", `/v1/messages/${id}`)).json.data.attributes;
  }
}
