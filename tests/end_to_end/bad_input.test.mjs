// Bad input gets stable codes with places, a 4xx status, and leaves no row behind.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { goldenOccurrence } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";

let folder;
let dispatcher;
let sample;

before(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  const module = await (await import(moduleUrl)).loadHookstorm();
  sample = (trigger) => JSON.parse(module.sample(trigger));
});

after(async () => {
  // Nothing of what was refused may have left a row: read with SQLite's own library through Python.
  await dispatcher.stop();
  const rows = execFileSync("python3", [
    "-c",
    "import sqlite3,sys\nc=sqlite3.connect(sys.argv[1])\n" +
      "print(sum(c.execute('select count(*) from '+t).fetchone()[0] for t in ('messages','deliveries','webhooks','attempts')))",
    dispatcher.database,
  ]);
  assert.equal(rows.toString().trim(), "0");
  folder.remove();
});

function changed(trigger, change) {
  const occurrence = sample(trigger);
  change(occurrence);
  return JSON.stringify(occurrence);
}

const cases = [
  ["not JSON", 400, "", "invalid-json", () => "{nope"],
  ["an empty body", 400, "", "invalid-json", () => ""],
  ["text after the document", 400, "", "trailing-data", () => `${goldenOccurrence("event.created")}\nDuring this event`],
  ["a name given twice", 400, "/trigger", "duplicate-name", () => '{"trigger":"event.created","trigger":"x"}'],
  ["too deep", 400, `${"/0".repeat(32)}`, "too-deep", () => "[".repeat(100)],
  ["a wrong type", 422, "/event/title", "wrong-type", () => changed("event.created", (it) => (it.event.title = 7))],
  ["seconds where text belongs", 422, "/event/created_at", "wrong-type", () => changed("event.created", (it) => (it.event.created_at = 1643710217))],
  ["an unknown trigger", 422, "/trigger", "unknown-trigger", () => changed("event.created", (it) => (it.trigger = "event.deleted"))],
  ["a missing record", 422, "/person", "missing-record", () => changed("people.registered", (it) => delete it.person)],
  ["a missing field", 422, "/session/status", "missing-field", () => changed("session.created", (it) => delete it.session.status)],
  ["a list", 422, "", "wrong-type", () => "[]"],
];

for (const [what, status, pointer, code, body] of cases) {
  test(`${what}: ${status} ${code} at "${pointer}", by the API and by the command line`, async () => {
    const text = body();
    const answer = await dispatcher.occurrence(text);
    assert.equal(answer.status, status, answer.text);
    const error = answer.json.errors.find((candidate) => candidate.code === code);
    assert.ok(error, answer.text);
    assert.equal(error.source.pointer, pointer);
    assert.equal(error.status, String(status));
    assert.notEqual(error.detail, "");

    const validated = hookstorm(["validate", "-", "--as", "occurrence", "--json"], { input: text });
    assert.equal(validated.status, 1);
    const report = JSON.parse(validated.stdout);
    assert.equal(report.valid, false);
    assert.ok(report.problems.some((problem) => problem.code === code && problem.path === pointer));
  });
}

test("3 MB: 413 too-large, and the client sees it", async () => {
  const text = changed("event.created", (it) => (it.event.description = "x".repeat(3 * 1024 * 1024)));
  const answer = await dispatcher.occurrence(text);
  assert.equal(answer.status, 413);
  assert.equal(answer.json.errors[0].code, "too-large");
  const validated = hookstorm(["validate", "-", "--json"], { input: text });
  assert.equal(validated.status, 1);
  assert.equal(JSON.parse(validated.stdout).problems[0].code, "too-large");
});

test("every problem is reported at once", async () => {
  const text = changed("people.registered", (it) => {
    it.event.title = 7;
    it.session.timezone = null;
    delete it.person.email;
  });
  const { json } = await dispatcher.occurrence(text);
  assert.deepEqual(
    json.errors.map((error) => error.source.pointer),
    ["/event/title", "/session/timezone", "/person/email"],
  );
});

const webhookCases = [
  ["a URL with user info", "/data/attributes/url", "url-user-info", { url: "https://user:pass@example.com/" }],
  ["a URL with a fragment", "/data/attributes/url", "url-fragment", { url: "https://example.com/#a" }],
  ["an unknown trigger", "/data/attributes/triggers/0", "unknown-trigger", { triggers: ["event.deleted"] }],
  ["no trigger", "/data/attributes/triggers", "no-trigger", { triggers: [] }],
  ["an unknown family", "/data/attributes/family", "unknown-family", { family: "new" }],
  ["an unknown field", "/data/attributes/colour", "unknown-field", { colour: "red" }],
  ["a wrong type", "/data/attributes/enabled", "wrong-type", { enabled: "yes" }],
  ["a secret of another form", "/data/attributes/secret", "invalid-secret", { secret: "v1,abc" }],
];

for (const [what, pointer, code, attributes] of webhookCases) {
  test(`a webhook with ${what}: 422 ${code} at ${pointer}`, async () => {
    const good = { triggers: ["event.created"], url: "https://example.com/in" };
    const body = { data: { type: "webhooks", attributes: { ...good, ...attributes } } };
    const answer = await dispatcher.request("POST", "/v1/webhooks", body);
    assert.equal(answer.status, 422, answer.text);
    const error = answer.json.errors.find((candidate) => candidate.code === code);
    assert.equal(error?.source.pointer, pointer, answer.text);
  });
}

test("a webhook that is not wrapped, another media type, another method, an unknown path", async () => {
  const bare = await dispatcher.request("POST", "/v1/webhooks", { url: "https://example.com" });
  assert.equal(bare.status, 422);
  assert.match(bare.json.errors[0].source.pointer, /^(\/data)?$/);
  const text = await dispatcher.request("POST", "/v1/occurrences", "{}", { type: "text/plain" });
  assert.equal(text.status, 415);
  assert.equal(text.json.errors[0].code, "unsupported-media-type");
  const put = await dispatcher.request("PUT", "/v1/webhooks", "{}");
  assert.equal(put.status, 405);
  assert.match(put.headers.get("allow"), /GET.*POST|POST.*GET/);
  assert.equal((await dispatcher.request("GET", "/v1/nothing")).status, 404);
  assert.equal((await dispatcher.request("GET", "/v1/messages/msg_none")).status, 404);
  assert.equal((await dispatcher.request("PATCH", "/v1/webhooks/b836c804-8696-4946-a8c8-ece61da0ecd6", "{}")).status, 404);
});

test("other sites' pages are refused", async () => {
  const answer = await dispatcher.request("POST", "/v1/occurrences", "{}", { headers: { origin: "https://evil.example" } });
  assert.equal(answer.status, 403);
  assert.equal(answer.json.errors[0].code, "origin-refused");
});
