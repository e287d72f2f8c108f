// The module in Node: every call, problems as values, misuse as exceptions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { documentedBody, goldenOccurrence } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";

let hookstorm;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

test("the catalogue: triggers and families with names, titles and descriptions", () => {
  assert.deepEqual(
    hookstorm.triggers().map((trigger) => trigger.title),
    ["Event created", "Session created", "Event is published", "New registrant", "Event starts", "Event ends",
      "Registrant attended", "Registrant did not attend", "Registrant watched the replay", "Job ended"],
  );
  assert.deepEqual(
    hookstorm.families().map((family) => family.name),
    ["extended", "legacy", "standard", "cloudevents"],
  );
  for (const facts of [...hookstorm.triggers(), ...hookstorm.families()]) {
    assert.notEqual(facts.description, "");
  }
  hookstorm.triggers()[0].name = "changed";
  assert.equal(hookstorm.triggers()[0].name, "event.created");
});

test("the version is the same wherever it stands", () => {
  const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  assert.equal(JSON.parse(read("wasm/package.json")).version, hookstorm.version);
  assert.equal(JSON.parse(read("wasm/package.published.json")).version, hookstorm.version);
  assert.equal(JSON.parse(read("web/package.json")).version, hookstorm.version);
  assert.equal(/project\(hookstorm VERSION (\S+)/.exec(read("CMakeLists.txt"))[1], hookstorm.version);
});

test("every sample passes strict checking and builds in every family", () => {
  for (const { name, families } of hookstorm.triggers()) {
    const sample = hookstorm.sample(name);
    const checked = hookstorm.checkOccurrence(sample);
    assert.deepEqual(checked.problems, []);
    assert.equal(checked.value.trigger, name);
    for (const family of families) {
      const { value } = hookstorm.buildBody(sample, family);
      assert.equal(JSON.stringify(JSON.parse(value)), value);
    }
  }
});

test("a family that cannot carry a trigger is a problem, and has no schema for it", () => {
  const { value, problems } = hookstorm.buildBody(hookstorm.sample("job.ended"), "legacy");
  assert.equal(value, null);
  assert.deepEqual(problems.map(({ path, code }) => [path, code]), [["", "family-trigger-mismatch"]]);
  assert.throws(() => hookstorm.schema("job.ended", "legacy"), TypeError);
});

test("a documented body is built from its occurrence", () => {
  const { value } = hookstorm.buildBody(goldenOccurrence("session.ended"), "legacy", { checking: "lenient" });
  assert.equal(value, JSON.stringify(JSON.parse(documentedBody("session.ended"))));
});

test("a body from elsewhere is told by its shape and checked, leniently unless strictness is asked for", () => {
  const read = hookstorm.readBody(documentedBody("event.created"));
  assert.deepEqual(read.value, {
    family: "extended",
    trigger: "event.created",
    webhookId: "b836c804-8696-4946-a8c8-ece61da0ecd6",
    body: JSON.parse(documentedBody("event.created")),
  });
  assert.ok(read.problems.every((problem) => problem.severity === "warning"));
  assert.equal(hookstorm.readBody(documentedBody("event.created"), { checking: "strict" }).value, null);
  assert.equal(hookstorm.readBody("{}").problems[0].code, "unknown-body");
  assert.throws(() => hookstorm.readBody({}), /TypeError.*text/);
});

test("an address is classified, looking through to the one it leads to", () => {
  assert.deepEqual(hookstorm.classifyAddress("::ffff:10.0.0.1"), null);
  assert.equal(hookstorm.classifyAddress("example.com"), null);
  assert.deepEqual(hookstorm.classifyAddress("::ffff:a00:1"), {
    addressClass: "ipv4-mapped",
    isPublic: false,
    reason:
      "stands for an IPv4 address (RFC 4291, section 2.5.5.2) and leads to 10.0.0.1, which is in a private network",
    inner: "10.0.0.1",
    innerClass: "private",
  });
  assert.equal(hookstorm.classifyAddress("8.8.8.8").isPublic, true);
});

test("problems are values: path, code, message and severity, all at once", () => {
  const checked = hookstorm.checkWebhook({ triggers: [], url: "http://u@x", family: "new" });
  assert.equal(checked.value, null);
  assert.deepEqual(
    checked.problems.map(({ path, code, severity }) => [path, code, severity]),
    [
      ["/triggers", "no-trigger", "error"],
      ["/url", "url-http-refused", "error"],
      ["/url", "url-user-info", "error"],
      ["/family", "unknown-family", "error"],
    ],
  );
  assert.equal(hookstorm.checkOccurrence("{").problems[0].code, "invalid-json");
  assert.equal(hookstorm.buildBody("{", "legacy").value, null);
});

test("a webhook's defaults are filled in", () => {
  assert.deepEqual(hookstorm.checkWebhook({ triggers: ["event.created"], url: "https://a.example/" }).value, {
    name: "",
    triggers: ["event.created"],
    url: "https://a.example/",
    family: "extended",
    enabled: true,
  });
});

test("a rendered request is signed so that another library accepts it", () => {
  const secret = hookstorm.newSecret();
  const webhook = { triggers: ["event.created"], url: "https://a.example/in", secret };
  const messageId = hookstorm.newMessageId(new Date());
  const { value } = hookstorm.renderRequest(hookstorm.sample("event.created"), webhook, {
    messageId,
    attemptedAt: new Date(),
  });
  const headers = Object.fromEntries(value.headers.map((header) => [header.name, header.value]));
  assert.equal(headers.host, "a.example");
  assert.equal(headers["webhook-id"], messageId);
  assert.deepEqual(new Webhook(secret).verify(value.body, headers), JSON.parse(value.body));
});

test("without a secret nothing is signed", () => {
  const webhook = { triggers: ["event.created"], url: "https://a.example/in" };
  const { value } = hookstorm.renderRequest(hookstorm.sample("event.created"), webhook, {
    messageId: "msg_1",
    attemptedAt: new Date(),
  });
  assert.ok(!value.headers.some((header) => header.name === "webhook-signature"));
});

test("new ids and secrets have their forms and differ", () => {
  assert.match(hookstorm.newWebhookId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.match(hookstorm.newMessageId(new Date()), /^msg_[0-9A-HJKMNP-TV-Z]{26}$/);
  assert.match(hookstorm.newSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.notEqual(hookstorm.newSecret(), hookstorm.newSecret());
  assert.notEqual(hookstorm.newWebhookId(), hookstorm.newWebhookId());
});

test("texts of any script and size cross the border unharmed", () => {
  const occurrence = JSON.parse(hookstorm.sample("event.created"));
  occurrence.event.title = "é 漢字 😀 \u0000 \u2028 \" \\ /";
  occurrence.event.description = "😀".repeat(16_000);
  const { value } = hookstorm.buildBody(JSON.stringify(occurrence), "extended");
  const { attributes } = JSON.parse(value).data;
  assert.equal(attributes.title, occurrence.event.title);
  assert.equal(attributes.description, occurrence.event.description);
  assert.equal(hookstorm.checkOccurrence("x".repeat(3_000_000)).problems[0].code, "too-large");
});

test("an occurrence may be given as an object as well", () => {
  const text = hookstorm.sample("people.registered");
  const object = JSON.parse(text);
  const webhook = { triggers: ["people.registered"], url: "https://a.example/", filter: "person.email != ''" };
  const attempt = { messageId: "msg_1", attemptedAt: new Date() };
  for (const call of [
    (occurrence) => hookstorm.checkOccurrence(occurrence),
    (occurrence) => hookstorm.buildBody(occurrence, "legacy"),
    (occurrence) => hookstorm.matches(occurrence, webhook),
    (occurrence) => hookstorm.renderRequest(occurrence, webhook, attempt),
  ]) {
    assert.notEqual(call(text).value, null);
    assert.deepEqual(call(object), call(text));
  }
});

test("a lone surrogate is refused, not replaced", () => {
  for (const text of ["\ud800", "a\udc00b", "\ud83d\ud83d\ude00", '"\ud800"', '"\\ud800"']) {
    const { value, problems } = hookstorm.checkOccurrence(`{"trigger": "${text.replaceAll('"', "")}"}`);
    assert.equal(value, null);
    assert.equal(problems[0].code, "invalid-json", JSON.stringify(text));
  }
  assert.equal(hookstorm.checkWebhook({ triggers: [], url: "\ud800" }).problems[0].code, "invalid-json");
});

test("misuse throws and says what is wrong", () => {
  const sample = hookstorm.sample("event.created");
  const webhook = { triggers: ["event.created"], url: "https://a.example/" };
  assert.throws(() => hookstorm.sample("event.deleted"), /RangeError.*event\.created/);
  assert.throws(() => hookstorm.checkOccurrence(undefined), /TypeError.*occurrence must be a JSON text/);
  assert.throws(() => hookstorm.checkOccurrence(sample, { checking: "loose" }), /RangeError.*checking/);
  assert.throws(() => hookstorm.checkWebhook(7), /TypeError.*webhook/);
  assert.throws(() => hookstorm.buildBody(sample, "new"), /RangeError.*family/);
  const at = { attemptedAt: new Date() };
  assert.throws(() => hookstorm.renderRequest(sample, webhook), /TypeError: options must be an object, not undefined/);
  assert.throws(() => hookstorm.buildBody(sample, "legacy", null), /TypeError: options must be an object, not null/);
  assert.throws(() => hookstorm.renderTemplate({}, null), /TypeError: source must be an object, not null/);
  assert.throws(() => hookstorm.renderRequest(sample, webhook, { messageId: "a.b", ...at }), /RangeError.*messageId/);
  assert.throws(() => hookstorm.renderRequest(sample, webhook, { messageId: "a", attemptedAt: new Date(NaN) }), /attemptedAt/);
  assert.throws(() => hookstorm.curlCommand({ method: "POST" }), /TypeError.*request/);
});

test("the facade tells the calls by the places that they have in the table of the bindings", () => {
  const source = (name) => readFileSync(new URL(`../../wasm/${name}`, import.meta.url), "utf8");
  const [, table] = /kCalls = \{([^}]*)\}/.exec(source("bindings.cpp"));
  const bound = [...table.matchAll(/&(\w+)/g)].map(([, name]) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()));
  const [, list] = /enum Call \{([^}]*)\}/.exec(source("src/calls.ts"));
  const told = [...list.matchAll(/(\w+),/g)].map(([, name]) => name);
  assert.ok(told.length > 0);
  assert.deepEqual(told, bound);
});

test("a WebAssembly module that is another one is refused", async () => {
  const { loadHookstorm } = await import(`${moduleUrl.href}?another`);
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  await assert.rejects(loadHookstorm({ wasm: empty }));
  assert.notEqual((await loadHookstorm()).version, "");
});
