// Filters, templates and recipes in the module.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { moduleUrl } from "../support/paths.mjs";

let hookstorm;
let occurrence;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  occurrence = hookstorm.sample("people.registered");
});

const webhook = { triggers: ["people.registered"], url: "https://a.example/" };
const matched = (changes) => hookstorm.matches(occurrence, { ...webhook, ...changes });

test("matches: passes, or the reason and what the filter saw", () => {
  assert.deepEqual(matched({}), { value: { passes: true }, problems: [] });
  assert.deepEqual(matched({ filter: "person.role == 'team_member'" }).value, {
    passes: false,
    reason: "filter",
    explanation: "person.role == 'team_member' is false: person.role is \"participant\"",
  });
  assert.equal(matched({ filter: "persn" }).value.reason, "filter-failed");
  assert.equal(matched({ enabled: false }).value.reason, "disabled");
  assert.equal(matched({ triggers: ["job.ended"] }).value.reason, "trigger");
  assert.notEqual(matched({ triggers: ["job.ended"] }).value.explanation, "");
});

test("matches: a filter sees the body of the webhook's family", () => {
  const id = "b836c804-8696-4946-a8c8-ece61da0ecd6";
  assert.equal(matched({ id, filter: `body.data.meta.webhook.id == '${id}'` }).value.passes, true);
  assert.equal(matched({ family: "legacy", filter: "body.attendee.first_name == 'Noémie'" }).value.passes, true);
});

test("matches: problems of both, and misuse throws", () => {
  const refused = hookstorm.matches("{", { ...webhook, filter: "1 +" });
  assert.equal(refused.value, null);
  assert.deepEqual(refused.problems.map(({ code }) => code), ["invalid-json", "expression-syntax"]);
  assert.throws(() => hookstorm.matches(7, webhook), /TypeError.*occurrence/);
  assert.throws(() => hookstorm.matches(occurrence, webhook, { messageId: "a.b" }), /RangeError.*messageId/);
  assert.throws(() => hookstorm.matches(occurrence, webhook, { checking: "loose" }), /RangeError.*checking/);
});

test("renderTemplate: the body that a webhook with this template would send", () => {
  const template = { hello: "${person.first_name}", at: { $eval: "now" }, type: { $eval: "body.data.type" } };
  const { value, problems } = hookstorm.renderTemplate(template, occurrence);
  assert.deepEqual(problems, []);
  const request = hookstorm.renderRequest(occurrence, { ...webhook, template }, { messageId: "m", attemptedAt: new Date() });
  assert.equal(value, request.value.body);
  assert.equal(hookstorm.renderTemplate(JSON.stringify(template), occurrence).value, value);
  const legacy = hookstorm.renderTemplate({ $eval: "body.attendee.email" }, occurrence, { family: "legacy" });
  assert.equal(legacy.value, '"noemie.garnier+events@example.org"');
});

test("renderTemplate: over variables of one's own, and a moment of one's own", () => {
  const source = { variables: { a: [1.5, 2], now2: "x" }, now: new Date("2021-05-18T10:00:00Z") };
  assert.equal(hookstorm.renderTemplate({ b: { $eval: "a[0]" }, at: "${now}" }, source).value, '{"b":1.5,"at":"2021-05-18T10:00:00.000Z"}');
  assert.throws(() => hookstorm.renderTemplate({}, { variables: {}, now: "today" }), /RangeError.*now/);
  assert.throws(() => hookstorm.renderTemplate({}, { now: new Date() }), /TypeError.*variables/);
});

test("renderTemplate: problems lead into the template", () => {
  const { value, problems } = hookstorm.renderTemplate({ a: ["${persn.id}"], b: "${1 +}" }, occurrence);
  assert.equal(value, null);
  assert.deepEqual(problems.map(({ path, code }) => [path, code]), [["/b", "expression-syntax"]]);
  assert.equal(hookstorm.renderTemplate({ a: ["${persn.id}"] }, occurrence).problems[0].path, "/a/0");
  assert.equal(hookstorm.renderTemplate("{", occurrence).problems[0].code, "invalid-json");
  assert.equal(hookstorm.renderTemplate({}, "{").problems[0].code, "invalid-json");
  assert.throws(() => hookstorm.renderTemplate(7, occurrence), /TypeError.*template/);
  assert.throws(() => hookstorm.renderTemplate({}, occurrence, { family: "new" }), /RangeError.*family/);
});

test("recipes: a copy of one's own each time", () => {
  hookstorm.recipes()[0].name = "changed";
  assert.equal(hookstorm.recipes()[0].name, "slack");
});
