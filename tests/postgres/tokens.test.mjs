// Tokens of a PostgreSQL database: made in it by the command, before a dispatcher runs there and beside those that do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PostgresServer } from "../support/postgres.mjs";
import { Dispatcher, hookstorm } from "../support/program.mjs";
import { eventually } from "../support/waiting.mjs";

let server;
let dispatcher;

before(async () => {
  server = await new PostgresServer().create();
  server.query("postgres", "CREATE DATABASE hookstorm");
  assert.equal(hookstorm(["migrate", "up", "--store", server.url("hookstorm")]).status, 0);
});

after(async () => {
  await dispatcher?.stop("SIGKILL");
  await server?.remove();
});

const text = (bytes) => bytes.toString().trim();

test("tokens are made in the database: the first one without a dispatcher, others beside those that run", { timeout: 600_000 }, async () => {
  const store = ["--store", server.url("hookstorm")];
  const made = hookstorm(["token", "create", "admin", "--scope", "admin", ...store]);
  assert.equal(made.status, 0, text(made.stderr));
  const admin = text(made.stdout);
  dispatcher = new Dispatcher(server.url("hookstorm"));
  dispatcher.isOpen = false;
  await dispatcher.start();
  assert.equal(dispatcher.signInLink, undefined);
  const status = async (token) => (await dispatcher.request("GET", "/v1/webhooks", undefined, { headers: { authorization: token } })).status;
  assert.equal(await status(admin), 200);

  const reader = JSON.parse(text(hookstorm(["token", "create", "reader", "--scope", "webhooks:read", "--json", ...store]).stdout));
  await eventually("the dispatcher knows the token", async () => (await status(reader.attributes.token)) === 200);
  const lines = text(hookstorm(["token", "list", "--json", ...store]).stdout).split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line).attributes.name), ["admin", "reader"]);
  assert.equal(hookstorm(["token", "revoke", reader.id, ...store]).status, 0);
  await eventually("the dispatcher refuses the token", async () => (await status(reader.attributes.token)) === 401);
  assert.equal(hookstorm(["token", "revoke", reader.id, ...store]).status, 1);
  // None of these commands counted as a dispatcher.
  assert.equal(server.query("hookstorm", "SELECT last_value FROM dispatchers_id_seq"), "1");
  assert.equal(server.query("hookstorm", "SELECT count(*) FROM audit WHERE actor = 'command-line'"), "3");

  server.query("postgres", "CREATE DATABASE without_tables");
  const refused = hookstorm(["token", "create", "a", "--scope", "admin", "--store", server.url("without_tables")]);
  assert.equal(refused.status, 1);
  assert.match(text(refused.stderr), /hookstorm migrate up/);
});
