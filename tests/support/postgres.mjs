// A PostgreSQL server from the system's package, in a folder of its own, on a free port of the loopback.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "./waiting.mjs";

const VERSIONS = "/usr/lib/postgresql";

/** The folder of the newest version's programs. */
function programs() {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).filter((version) => existsSync(join(VERSIONS, version, "bin/initdb"))) : [];
  if (versions.length === 0) {
    throw new Error("there is no PostgreSQL server: install Debian's package postgresql");
  }
  return join(VERSIONS, versions.sort((one, other) => other - one)[0], "bin");
}

/** The server refuses to run as root. */
function user() {
  if (process.getuid() !== 0) {
    return {};
  }
  const line = readFileSync("/etc/passwd", "utf8").split("\n").find((line) => /^postgres:/.test(line)) ?? "nobody:x:65534:65534";
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

export class PostgresServer {
  #bin = programs();
  #user = user();
  #folder = mkdtempSync(join(tmpdir(), "hookstorm-postgres-"));
  #process;
  #log = "";
  port;

  #run(program, args) {
    const { status, stdout, stderr } = spawnSync(join(this.#bin, program), args, { ...this.#user, encoding: "utf8" });
    if (status !== 0) {
      throw new Error(`${program} ended with ${status}: ${stderr}`);
    }
    return stdout;
  }

  /** Makes what a server needs, and starts it. */
  async create() {
    if (this.#user.uid !== undefined) {
      chownSync(this.#folder, this.#user.uid, this.#user.gid);
    }
    this.#run("initdb", ["--pgdata", this.#folder, "--username=hookstorm", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
    this.port = await freePort();
    return this.start();
  }

  async start() {
    this.#process = spawn(join(this.#bin, "postgres"), ["-D", this.#folder, "-k", this.#folder, "-h", "127.0.0.1", "-p", String(this.port)], {
      ...this.#user,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process.stderr.on("data", (chunk) => (this.#log += chunk));
    await eventually("the server takes connections", () => this.#ready());
    return this;
  }

  #ready() {
    if (this.#process.exitCode !== null) {
      throw new Error(`postgres ended: ${this.#log}`);
    }
    return spawnSync(join(this.#bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(this.port), "-d", "postgres", "-U", "hookstorm"]).status === 0;
  }

  /** SIGQUIT: as when it crashes; SIGINT: in order. */
  async stop(signal = "SIGINT") {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, "exit");
      this.#process.kill(signal);
      await exited;
    }
  }

  /** Stops it, and removes all that it held. */
  async remove() {
    await this.stop("SIGQUIT");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  url(database) {
    return `postgres://hookstorm@127.0.0.1:${this.port}/${database}`;
  }

  /** A client that runs the SQL which is written to its standard input, until that ends. */
  session(database) {
    return spawn(join(this.#bin, "psql"), ["-X", "-q", "-d", this.url(database)], { ...this.#user, stdio: ["pipe", "ignore", "ignore"] });
  }

  /** Runs SQL and gives the rows' first column, as text. */
  query(database, sql) {
    return this.#run("psql", ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", this.url(database), "-c", sql]).trim();
  }
}
