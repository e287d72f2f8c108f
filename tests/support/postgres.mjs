// A PostgreSQL server from the system's package, in a folder of its own, on a free port of the loopback, and on another
// address where it is told to; and another one that follows it.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "./waiting.mjs";

const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;
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

/** Of whichever of the servers takes writes. */
export function urlOf(servers, database) {
  return `postgres://hookstorm@${servers.map(({ host }) => host).join(",")}/${database}`;
}

export class PostgresServer {
  #bin = programs();
  #user = user();
  #folder = mkdtempSync(join(tmpdir(), "hookstorm-postgres-"));
  #process;
  #log = "";
  #addresses = ["127.0.0.1"];
  port;

  #run(program, args) {
    const { status, stdout, stderr } = spawnSync(join(this.#bin, program), args, { ...this.#user, encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX });
    if (status !== 0) {
      throw new Error(`${program} ended with ${status}: ${stderr}`);
    }
    return stdout;
  }

  /** Makes what a server needs, and starts it; `network` is a further one, {address: its own there, range: who may come}. */
  async create(network) {
    this.#ownFolder();
    this.#run("initdb", ["--pgdata", this.#folder, "--username=hookstorm", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
    if (network) {
      this.#addresses.push(network.address);
      appendFileSync(join(this.#folder, "pg_hba.conf"), `host all all ${network.range} trust\n`);
    }
    this.port = await freePort();
    return this.start();
  }

  /** Another one that has what this one has, and follows it. */
  async standby(port) {
    const standby = new PostgresServer();
    standby.#ownFolder();
    standby.#run("pg_basebackup", ["--pgdata", standby.#folder, "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "-d", this.url("postgres")]);
    standby.port = port ?? (await freePort());
    return standby.start();
  }

  /** From now on a commit is answered once the standby has it. */
  async waitForStandby() {
    this.query("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
    this.query("postgres", "SELECT pg_reload_conf()");
    await eventually("the standby keeps up", () => this.query("postgres", "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") === "1");
  }

  /** A standby stays as it is from now on. */
  stopFollowing() {
    this.query("postgres", "ALTER SYSTEM SET primary_conninfo = ''");
    this.query("postgres", "SELECT pg_reload_conf()");
  }

  /** A standby takes writes from now on, and follows nobody. */
  promote() {
    this.query("postgres", "SELECT pg_promote()");
  }

  #ownFolder() {
    if (this.#user.uid !== undefined) {
      chownSync(this.#folder, this.#user.uid, this.#user.gid);
    }
  }

  async start() {
    const settings = ["-c", "wal_retrieve_retry_interval=200ms"]; // A standby looks for its primary again so often.
    this.#process = spawn(
      join(this.#bin, "postgres"),
      ["-D", this.#folder, "-k", this.#folder, "-h", this.#addresses.join(","), "-p", String(this.port), ...settings],
      { ...this.#user, stdio: ["ignore", "ignore", "pipe"] },
    );
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

  /** By its last address. */
  url(database) {
    return urlOf([this], database);
  }

  get host() {
    return `${this.#addresses.at(-1)}:${this.port}`;
  }

  /** Gives a function that tells the statements of `application` from now on. */
  followStatements() {
    for (const setting of ["log_line_prefix = '%a '", "log_statement = 'all'"]) {
      this.query("postgres", `ALTER SYSTEM SET ${setting}`);
    }
    this.query("postgres", "SELECT pg_reload_conf()");
    const from = this.#log.length;
    return (application) => this.#log.slice(from).split("\n").filter((line) => line.startsWith(`${application} LOG:  `));
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
