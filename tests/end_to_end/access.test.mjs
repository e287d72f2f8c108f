// Who may do what. The matrix of every route and every scope is made of the OpenAPI document, and that of the table of
// routes: a new route without a sample of its path makes it fail.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { EventStream } from "../support/events.mjs";
import { goldenOccurrence } from "../support/golden.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const SCOPES = ["webhooks:read", "webhooks:write", "occurrences:write", "deliveries:read", "admin"];

let folder;
let sink;
let dispatcher;
/** Of the workspace `default`, by their scopes. */
const tokens = {};
let revoked;
let otherAdmin;
/** What belongs to `default`. */
let ids;

const as = (token) => ({ headers: { authorization: token } });

async function made(response) {
  assert.equal(response.status, 201, response.text);
  return response.json.data;
}

async function newToken(by, name, scopes, workspace) {
  const attributes = { name, scopes, ...(workspace && { workspace }) };
  return made(await dispatcher.request("POST", "/v1/tokens", { data: { type: "tokens", attributes } }, by));
}

/** Signs in by the link, and gives what a browser would send from then on. */
async function signedIn(to) {
  const code = new URL(to.signInLink).hash.split("code=")[1];
  const response = await to.request("POST", "/v1/session", { code }, { headers: { origin: new URL(to.url).origin } });
  assert.equal(response.status, 201, response.text);
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie, /^hookstorm_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
  return { cookie: cookie.split(";")[0], origin: new URL(to.url).origin };
}

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = new Dispatcher(join(folder.path, "hookstorm.db"), ["--rate-limit", "0"]);
  dispatcher.isOpen = false;
  await dispatcher.start();
  const browser = { headers: await signedIn(dispatcher) };
  for (const scope of SCOPES) {
    tokens[scope] = (await newToken(browser, scope, [scope])).attributes.token;
  }
  const admin = as(tokens.admin);
  const victim = await newToken(admin, "revoked", ["admin"]);
  revoked = victim.attributes.token;
  assert.equal((await dispatcher.request("DELETE", `/v1/tokens/${victim.id}`, undefined, admin)).status, 204);
  await made(await dispatcher.request("POST", "/v1/workspaces", { data: { type: "workspaces", attributes: { name: "other" } } }, admin));
  otherAdmin = (await newToken(admin, "other's", ["admin"], "other")).attributes.token;

  const attributes = { url: sink.url(), event: "event.created", name: "of default" };
  const webhook = await made(await dispatcher.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes } }, admin));
  const accepted = await dispatcher.request("POST", "/v1/occurrences?checking=lenient", goldenOccurrence("event.created"), admin);
  assert.equal(accepted.json.data.attributes.deliveries, 1);
  const message = accepted.json.data.id;
  const delivery = `dlv_${message.slice(4)}_${webhook.id}`;
  await eventually("the delivery was tried", async () => {
    const shown = await dispatcher.request("GET", `/v1/deliveries/${delivery}`, undefined, admin);
    return shown.json.data.attributes.attempts.length > 0;
  });
  const inbox = await made(await dispatcher.request("POST", "/v1/inboxes", { data: { type: "inboxes", attributes: { name: "of default" } } }, admin));
  assert.equal((await fetch(new URL(`/in/${inbox.id}`, dispatcher.url), { method: "POST", body: "{}" })).status, 200);
  ids = { inbox: inbox.id, webhook: webhook.id, message, delivery, token: (await newToken(admin, "kept", ["webhooks:read"])).id };
});

after(async () => {
  await dispatcher?.stop();
  await sink?.stop();
  folder.remove();
});

/** What stands in the place of a path's names. To add a route of something with an id, add it here. */
function sampleOf(path) {
  const samples = [
    [/^\/v1\/webhooks\/\{id\}/, { id: ids.webhook }],
    [/^\/v1\/messages\/\{id\}/, { id: ids.message }],
    [/^\/v1\/deliveries\/\{id\}/, { id: ids.delivery, number: "1" }],
    [/^\/v1\/inboxes\/\{id\}/, { id: ids.inbox, number: "1" }],
    [/^\/v1\/tokens\/\{id\}/, { id: ids.token }],
    [/^\/v1\/schemas\//, { trigger: "event.created", family: "extended" }],
    [/^\/v1\/samples\//, { trigger: "event.created" }],
  ];
  const [, values] = samples.find(([pattern]) => pattern.test(path)) ?? [null, {}];
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    assert.ok(values[name], `add a sample of ${path} to this test`);
    return values[name];
  });
}

/** Of the document: every operation with the scope that it needs, `none` and `any` included. */
async function operations() {
  const { json } = await dispatcher.request("GET", "/openapi.json");
  return Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]) => {
      const scope = security.length === 0 ? "none" : (security[0].token[0] ?? "any");
      assert.ok(["none", "any", "instance", ...SCOPES].includes(scope), `${method} ${path}: ${scope}`);
      return { method: method.toUpperCase(), path, scope, hasBody: requestBody !== undefined };
    }),
  );
}

/** Status, code and text of an answer; of one that goes on for ever, without its text. */
async function ask({ method, path, hasBody }, token) {
  const response = await fetch(new URL(sampleOf(path), dispatcher.url), {
    method,
    headers: { ...(token && { authorization: token }), ...(hasBody && { "content-type": "application/json" }) },
    body: hasBody ? "{}" : undefined,
  });
  const isEndless = response.headers.get("content-type") === "text/event-stream";
  const text = isEndless ? (await response.body.cancel(), "") : await response.text();
  const code = response.status >= 400 ? JSON.parse(text).errors[0].code : null;
  return { status: response.status, code, text };
}

const mayPass = (granted, needed) => ["none", "any", granted].includes(needed) || granted === "admin";

test("every route asks for a token that is there, and for its scope", async () => {
  const all = await operations();
  assert.ok(all.length >= 35);
  for (const operation of all) {
    const name = `${operation.method} ${operation.path}`;
    for (const token of [undefined, revoked, "hs_unknown", `Bearer ${revoked}`]) {
      const { status, code } = await ask(operation, token);
      if (operation.scope === "none") {
        assert.notEqual(status, 403, name);
        assert.ok(status !== 401 || operation.path === "/v1/session", name);
      } else {
        assert.deepEqual([status, code], [401, "unauthorized"], `${name} with ${token}`);
      }
    }
    for (const scope of SCOPES.filter((each) => !mayPass(each, operation.scope))) {
      const { status, code } = await ask(operation, tokens[scope]);
      assert.deepEqual([status, code], [403, "scope-missing"], `${name} with ${scope}`);
    }
  }
});

test("another workspace's admin sees nothing, finds nothing and changes nothing", async () => {
  for (const operation of await operations()) {
    const name = `${operation.method} ${operation.path}`;
    if (operation.path === "/v1/session" || operation.scope === "none") {
      continue;
    }
    const { status, code, text } = await ask(operation, otherAdmin);
    if (operation.scope === "instance") {
      assert.deepEqual([status, code], [403, "scope-missing"], name);
    } else if (operation.path.includes("{id}")) {
      assert.deepEqual([status, code], [404, "not-found"], name);
    } else {
      assert.ok(![401, 403, 404].includes(status), `${name}: ${status}`);
    }
    for (const [kind, id] of Object.entries(ids)) {
      assert.ok(!text.includes(id), `${name} tells of a ${kind}`);
    }
  }
  const status = await dispatcher.request("GET", "/v1/status", undefined, as(otherAdmin));
  assert.equal(status.json.data.attributes.webhooks, 0);
  for (const [query, path] of [[`filter[webhook]=${ids.webhook}`, "/v1/deliveries"], [`filter[webhook]=${ids.webhook}`, "/v1/export"]]) {
    const { text } = await dispatcher.request("GET", `${path}?${query}`, undefined, as(otherAdmin));
    assert.ok(!text.includes(ids.message), path);
  }
  const audit = await dispatcher.request("GET", "/v1/audit", undefined, as(otherAdmin));
  assert.deepEqual(audit.json.data.map(({ attributes }) => attributes.action), ["token.created"]);
  const resent = await dispatcher.request("POST", "/v1/replay?filter[state]=delivered,exhausted", undefined, as(otherAdmin));
  assert.equal(resent.json.meta.found, 0);
  const accepted = await dispatcher.request("POST", "/v1/occurrences?checking=lenient", goldenOccurrence("event.created"), as(otherAdmin));
  assert.deepEqual(accepted.json.data.attributes, { ...accepted.json.data.attributes, deliveries: 0, skipped: [] });
  const hidden = await dispatcher.request("GET", `/v1/messages/${accepted.json.data.id}`, undefined, as(tokens.admin));
  assert.equal(hidden.status, 404);
});

test("whoever has the scope is let in", async () => {
  const all = await operations();
  // What takes something away goes last, and a part of something before the whole.
  const order = ({ method, path }) => (method === "DELETE" ? 1000 - path.length : 0);
  for (const operation of all.toSorted((left, right) => order(left) - order(right))) {
    for (const scope of SCOPES.filter((each) => mayPass(each, operation.scope) && (each !== "admin" || operation.scope === "admin" || operation.scope === "instance"))) {
      const { status, text } = await ask(operation, `Bearer ${tokens[scope]}`);
      const name = `${operation.method} ${operation.path} with ${scope}: ${status} ${text}`;
      assert.ok(![401, 403, 404].includes(status) || operation.path === "/v1/session", name);
      assert.ok(status < 500, name);
    }
  }
});

test("what was changed stands in the audit log, with who did it, and holds no secret", async () => {
  const { json, text } = await dispatcher.request("GET", "/v1/audit?page[size]=50", undefined, as(tokens.admin));
  const entries = json.data.map(({ attributes }) => attributes);
  const created = entries.find(({ action }) => action === "webhook.created");
  assert.equal(created.subject_id, ids.webhook);
  assert.deepEqual([created.actor.kind, created.actor.token_name], ["token", "admin"]);
  assert.deepEqual([created.revision_before, created.revision_after], [null, 1]);
  const rotated = entries.find(({ action }) => action === "webhook.secret-rotated");
  assert.deepEqual([rotated.revision_before, rotated.revision_after, rotated.actor.token_name], [1, 2, "webhooks:write"]);
  assert.equal(entries.find(({ action }) => action === "webhook.deleted").revision_after, null);
  assert.ok(entries.some(({ action, actor }) => action === "token.created" && actor.kind === "session" && actor.token_name === "sign-in link"));
  for (const action of ["token.revoked", "workspace.created", "signed-in"]) {
    assert.ok(entries.some((entry) => entry.action === action), action);
  }
  for (const secret of [/whsec_/, /hs_[\w-]{43}/]) {
    assert.doesNotMatch(text, secret);
  }
});

async function withDispatcher(options, work) {
  const own = temporaryFolder();
  const database = join(own.path, "hookstorm.db");
  const begin = async () => {
    const started = new Dispatcher(database, options);
    started.isOpen = false;
    return started.start();
  };
  let running = await begin();
  try {
    const restart = async () => {
      await running.stop();
      running = await begin();
      return running;
    };
    await work(running, restart, database);
  } finally {
    await running.stop();
    own.remove();
  }
}

const createToken = (to, browser, name = "first", scopes = ["admin"]) =>
  to.request("POST", "/v1/tokens", { data: { type: "tokens", attributes: { name, scopes } } }, { headers: browser });

test("the sign-in link works once, and there is another one until somebody has a token", async () => {
  await withDispatcher([], async (first, restart) => {
    const code = new URL(first.signInLink).hash.split("code=")[1];
    assert.equal((await first.request("POST", "/v1/session", { code: `${code}x` })).status, 401);
    const browser = await signedIn(first);
    assert.equal((await first.request("POST", "/v1/session", { code })).status, 401);
    const who = await first.request("GET", "/v1/session", undefined, { headers: browser });
    assert.deepEqual([who.json.data.attributes.workspace, who.json.data.attributes.scopes], ["default", ["admin"]]);

    const second = await restart();
    assert.ok(second.signInLink);
    // A browser names the origin that it is at: that of another port.
    const here = { ...browser, origin: new URL(second.url).origin };
    assert.equal((await second.request("GET", "/v1/webhooks", undefined, { headers: here })).status, 200);
    const { json } = await createToken(second, here);
    const third = await restart();
    assert.equal(third.signInLink, undefined);

    const session = await third.request("POST", "/v1/session", { token: json.data.attributes.token }, { headers: { origin: new URL(third.url).origin.replace("http:", "https:") } });
    const cookie = session.headers.getSetCookie()[0];
    assert.match(cookie, /; HttpOnly; SameSite=Strict; Secure$/);
    const there = { cookie: cookie.split(";")[0], origin: new URL(third.url).origin };
    assert.equal((await third.request("DELETE", `/v1/tokens/${json.data.id}`, undefined, { headers: there })).status, 204);
    assert.equal((await third.request("GET", "/v1/session", undefined, { headers: there })).status, 401, "it went with its token");
    assert.equal((await third.request("POST", "/v1/session", { token: json.data.attributes.token })).status, 401);

    const out = await third.request("DELETE", "/v1/session", undefined, { headers: { ...browser, origin: new URL(third.url).origin } });
    assert.equal(out.status, 204);
    assert.match(out.headers.getSetCookie()[0], /^hookstorm_session=; Path=\/; Max-Age=0/);
    assert.equal((await third.request("GET", "/v1/session", undefined, { headers: { cookie: browser.cookie } })).status, 401);
  });
});

test("another site's page changes nothing by a session", async () => {
  await withDispatcher([], async (running) => {
    const { cookie, origin } = await signedIn(running);
    const create = (headers) => createToken(running, headers);
    for (const headers of [{ cookie }, { cookie, origin: "https://evil.example" }, { cookie, origin: "null" }, { cookie, origin: `${origin}1` }]) {
      const { status, json } = await create(headers);
      assert.deepEqual([status, json.errors[0].code], [403, "origin-refused"], headers.origin);
    }
    assert.equal((await create({ cookie, origin })).status, 201);
    assert.equal((await create({ cookie: `a=b; ${cookie}; c=d`, origin })).status, 201);
    assert.equal((await create({ cookie: `x${cookie}`, origin })).status, 401);
  });
});

test("a token may do so many requests in a second, and is told how many are left", async () => {
  await withDispatcher(["--rate-limit", "3", "--monthly-limit", "1000"], async (running) => {
    const browser = await signedIn(running);
    const { json } = await createToken(running, browser, "client", ["webhooks:read"]);
    const answers = [];
    for (let i = 0; i < 12; ++i) {
      answers.push(await running.request("GET", "/v1/webhooks", undefined, as(json.data.attributes.token)));
    }
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(passed.length + refused.length, answers.length);
    assert.ok(passed.length >= 3);
    assert.equal(passed[0].headers.get("ratelimit-interval-limit"), "3");
    assert.equal(passed[0].headers.get("ratelimit-interval-remaining"), "2");
    assert.equal(passed[0].headers.get("ratelimit-monthly-limit"), "1000");
    assert.equal(passed[0].headers.get("ratelimit-monthly-remaining"), "999");
    assert.ok(Number(passed[0].headers.get("ratelimit-reset")) > Date.now() / 1000);
    for (const { headers, json: body } of refused) {
      assert.equal(headers.get("retry-after"), "1");
      assert.equal(headers.get("ratelimit-interval-remaining"), "0");
      assert.equal(body.errors[0].code, "rate-limited");
    }
    const open = await running.request("GET", "/healthz");
    assert.equal(open.headers.get("ratelimit-interval-limit"), null);
  });
});

test("live updates tell everybody what their scopes and their workspace let them see, and end with the token", async () => {
  await withDispatcher([], async (running) => {
    const browser = await signedIn(running);
    const token = async (name, scopes) => (await made(await createToken(running, browser, name, scopes))).attributes.token;
    const admin = await token("admin", ["admin"]);
    const reader = await made(await createToken(running, browser, "reader", ["deliveries:read"]));
    await made(await running.request("POST", "/v1/workspaces", { data: { type: "workspaces", attributes: { name: "other" } } }, as(admin)));
    const attributes = { name: "other's", scopes: ["admin"], workspace: "other" };
    const other = (await made(await running.request("POST", "/v1/tokens", { data: { type: "tokens", attributes } }, as(admin)))).attributes.token;
    const follow = (who, query) => EventStream.open(running.url, query, { token: who });
    const streams = { admin: await follow(admin), reader: await follow(reader.attributes.token), other: await follow(other) };
    assert.equal((await follow(reader.attributes.token, "?filter[type]=webhooks")).status, 403);

    const webhook = { url: sink.url("/live"), event: "event.created" };
    const ofWebhooks = [];
    for (const by of [admin, other]) {
      ofWebhooks.push((await made(await running.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: webhook } }, as(by)))).id);
      await running.request("POST", "/v1/occurrences?checking=lenient", goldenOccurrence("event.created"), as(by));
    }
    for (const stream of Object.values(streams)) {
      await stream.next("a delivery", ({ event, data }) => event === "delivery" && data.attributes.state === "delivered");
    }
    const told = ({ events }) => [...new Set(events.map(({ event, data }) => `${event} of ${event === "webhook" ? data.id : data.attributes.webhook_id}`))].sort();
    const [ofDefault, ofOther] = ofWebhooks;
    assert.deepEqual(told(streams.admin), [`delivery of ${ofDefault}`, `webhook of ${ofDefault}`]);
    assert.deepEqual(told(streams.reader), [`delivery of ${ofDefault}`]);
    assert.deepEqual(told(streams.other), [`delivery of ${ofOther}`, `webhook of ${ofOther}`]);

    assert.equal((await running.request("DELETE", `/v1/tokens/${reader.id}`, undefined, as(admin))).status, 204);
    await streams.reader.ended();
    assert.ok(!streams.admin.isClosed && !streams.other.isClosed);
    assert.equal((await follow(reader.attributes.token)).status, 401);
    Object.values(streams).forEach((stream) => stream.close());
  });
});

test("a client of the vendor's works with a token, bare or as Bearer", async () => {
  await withDispatcher([], async (running) => {
    const { json } = await createToken(running, await signedIn(running), "client", ["webhooks:read", "webhooks:write"]);
    const { token } = json.data.attributes;
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`]) {
      const call = (method, path, body) => running.request(method, path, body, { type: "application/vnd.api+json", headers: { accept: "application/vnd.api+json", authorization } });
      const created = await made(await call("POST", "/v1/webhooks", { data: { type: "webhooks", attributes: { url: "https://example.com/", event: "job.ended" } } }));
      const listed = await call("GET", "/v1/webhooks?filter[event]=job.ended&page[number]=0&page[size]=20");
      assert.deepEqual(listed.json.data.map(({ id }) => id), [created.id]);
      assert.equal((await call("DELETE", `/v1/webhooks/${created.id}`)).status, 204);
    }
  });
});

test("an open dispatcher is not reached from elsewhere", () => {
  const { status, stderr } = hookstorm(["serve", "--open", "--listen", "0.0.0.0:0", "--database", join(folder.path, "open.db")]);
  assert.equal(status, 2);
  assert.match(String(stderr), /--open: 0\.0\.0\.0 is reached from other machines/);
});

test("tokens are made, listed and revoked by command, of a file and of a running dispatcher", async () => {
  await withDispatcher([], async (running, restart, database) => {
    const inUse = hookstorm(["token", "create", "x", "--scope", "admin", "--database", database]);
    assert.equal(inUse.status, 1);
    assert.match(String(inUse.stderr), /in use/);
    await running.stop();
    const made = hookstorm(["token", "create", "by hand", "--scope", "admin", "--database", database]);
    assert.equal(made.status, 0, String(made.stderr));
    const token = String(made.stdout).trim();
    assert.match(token, /^hs_[\w-]{43}$/);

    const again = await restart();
    assert.equal(again.signInLink, undefined);
    const env = { HOOKSTORM_TOKEN: token };
    const run = (...args) => hookstorm([...args, "--url", again.url], { env });
    assert.match(String(hookstorm(["webhooks", "--url", again.url]).stderr), /HOOKSTORM_TOKEN/);
    assert.equal(run("webhooks").status, 0);
    assert.equal(run("status").status, 0);
    assert.equal(run("export").status, 0);
    assert.equal(String(run("workspace", "create", "acme").stdout), "acme\n");
    assert.equal(String(run("workspace", "list").stdout), "default\nacme\n");
    const shop = JSON.parse(String(run("token", "create", "shop", "--scope", "occurrences:write", "--workspace", "acme", "--json").stdout));
    assert.deepEqual([shop.attributes.workspace, shop.attributes.scopes], ["acme", ["occurrences:write"]]);
    const listed = run("token", "list", "--workspace", "acme", "--json");
    assert.deepEqual(JSON.parse(String(listed.stdout)).id, shop.id);
    assert.equal(run("token", "revoke", shop.id).status, 0);
    assert.equal(run("token", "revoke", shop.id).status, 1);
    const audit = await again.request("GET", "/v1/audit", undefined, as(token));
    assert.ok(audit.json.data.some(({ attributes }) => attributes.actor.kind === "command-line" && attributes.subject_name === "by hand"));
  });
});
