// What `serve` says about a file that it must not take.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";

let folder;
let dispatcher;

beforeEach(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

afterEach(async () => {
  await dispatcher.stop();
  folder.remove();
});

function refusal(database) {
  const ended = hookstorm(["serve", "--database", database, "--listen", "127.0.0.1:0"]);
  assert.equal(ended.status, 1, ended.stderr.toString());
  assert.equal(ended.stdout.length, 0, "it never says that it is ready");
  return ended.stderr.toString();
}

function execute(database, sql) {
  execFileSync("python3", ["-c", "import sqlite3,sys\nsqlite3.connect(sys.argv[1]).executescript(sys.argv[2])", database, sql]);
}

test("a file that another process has open is refused, and free again once that is gone, however it ended", async () => {
  assert.match(refusal(dispatcher.database), /hookstorm\.db is in use by another hookstorm process/);
  assert.equal((await dispatcher.request("GET", "/healthz")).status, 200);
  await dispatcher.stop("SIGKILL");
  await dispatcher.start();
});

test("a file that a newer program wrote is refused, with its version and what to do", async () => {
  await dispatcher.stop();
  execute(dispatcher.database, "PRAGMA user_version = 99");
  assert.match(refusal(dispatcher.database), /written by a newer Hookstorm \(its schema is version 99, .*\); use that program/);
});

test("another program's file is refused, and so is what is no database", async () => {
  const other = join(folder.path, "other.db");
  execute(other, "CREATE TABLE things (id INTEGER)");
  assert.match(refusal(other), /database of another program/);
  assert.match(refusal(folder.path), /cannot be opened|is a directory/i);
});
