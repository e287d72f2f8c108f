// The recipes: sound webhooks, golden bodies, and bodies in the documented format of their target whatever the texts
// of an occurrence are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { runInNewContext } from "node:vm";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import { moduleUrl } from "../support/paths.mjs";

const NAMES = ["slack", "teams", "discord", "google-sheets", "replay-mail"];
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const ajv = addFormats(new Ajv({ strict: true, allowUnionTypes: true }));
const formats = new Map(NAMES.map((name) => [name, ajv.compile(JSON.parse(read(`formats/${name}.json`)))]));

let hookstorm;
let recipes;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  recipes = new Map(hookstorm.recipes().map((recipe) => [recipe.name, recipe]));
});

const attempt = { messageId: "msg_1", attemptedAt: new Date(0x1_0000_0000_00) };

function rendered(recipe, occurrence) {
  const text = JSON.stringify(occurrence);
  const { value, problems } = hookstorm.renderRequest(text, recipe.webhook, attempt);
  assert.deepEqual(problems, [], recipe.name);
  return value;
}

const sample = (trigger) => JSON.parse(hookstorm.sample(trigger));

function requireFormat(name, body) {
  const isValid = formats.get(name);
  assert.ok(isValid(JSON.parse(body)), `${name}: ${ajv.errorsText(isValid.errors)}\n${body}`);
}

function valueAt(document, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((value, token) => value?.[token.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

test("recipes: each has a name of its own, and says where something is to be filled in", () => {
  assert.deepEqual([...recipes.keys()], NAMES);
  for (const { title, description, fill_in: places, webhook } of recipes.values()) {
    assert.ok(title !== "" && description.endsWith("."), title);
    assert.ok(places.length > 0);
    for (const { path, hint } of places) {
      assert.equal(typeof valueAt(webhook, path), "string", `${title}: ${path}`);
      assert.notEqual(hint, "");
    }
  }
});

test("recipes: each is a sound webhook", () => {
  for (const { name, webhook } of recipes.values()) {
    assert.deepEqual(hookstorm.checkWebhook(webhook).problems, [], name);
  }
});

test("recipes: the samples give the golden bodies, in their target's format", () => {
  for (const [name, recipe] of recipes) {
    for (const trigger of recipe.webhook.triggers) {
      const { body } = rendered(recipe, sample(trigger));
      const golden = JSON.parse(read(`../golden/recipes/${name}.${trigger}.json`));
      assert.equal(body, JSON.stringify(golden), `${name} for ${trigger}`);
      requireFormat(name, body);
      const { value } = hookstorm.matches(JSON.stringify(sample(trigger)), recipe.webhook);
      assert.deepEqual(value, { passes: true }, `${name} for ${trigger}`);
    }
  }
});

/** The sample with texts about as long as the checks let them be. */
function hostile(trigger, text) {
  const occurrence = sample(trigger);
  const long = text.repeat(Math.floor(60_000 / Buffer.byteLength(JSON.stringify(text))));
  occurrence.event.title = long;
  occurrence.event.description = long;
  occurrence.event.owner.first_name = long;
  if (occurrence.session) {
    occurrence.session.name = long;
    occurrence.session.estimated_started_at = null;
  }
  for (const person of [occurrence.person, ...(occurrence.attendees ?? [])].filter(Boolean)) {
    person.first_name = long;
    person.last_name = text;
    person.registrant_detail.utm_source = text;
  }
  return occurrence;
}

test("recipes: whatever the texts are, the body keeps to its target's format", () => {
  for (const [name, recipe] of recipes) {
    for (const trigger of recipe.webhook.triggers) {
      for (const text of ["<!channel>&", "&", "😀", '"\\', "-link-", "\u0001", "=1+1", "${x}", "漢"]) {
        requireFormat(name, rendered(recipe, hostile(trigger, text)).body);
      }
    }
  }
});

test("recipes: nothing is needed that may be left out", () => {
  for (const [name, recipe] of recipes) {
    for (const trigger of recipe.webhook.triggers) {
      const occurrence = sample(trigger);
      occurrence.event.description = null;
      if (occurrence.session) {
        delete occurrence.session.name;
        occurrence.session.estimated_started_at = null;
      }
      for (const person of [occurrence.person, ...(occurrence.attendees ?? [])].filter(Boolean)) {
        person.registrant_detail.utm_source = null;
      }
      requireFormat(name, rendered(recipe, occurrence).body);
    }
  }
});

test("slack: no text of an occurrence becomes a mention or a link", () => {
  const { body } = rendered(recipes.get("slack"), hostile("people.registered", "<!channel> & <https://evil.example|x>"));
  const message = JSON.parse(body);
  const texts = [message.text, ...message.blocks[1].fields.map(({ text }) => text)];
  const own = /^<https:\/\/events\.example\.com\/[^<>|]*\|Open the event>$/;
  assert.equal(texts.filter((text) => own.test(text)).length, 1);
  for (const text of texts.filter((each) => !own.test(each))) {
    assert.doesNotMatch(text, /[<>]|&(?!amp;|lt;|gt;)/);
  }
  assert.ok(texts[1].startsWith("*Name*\n&lt;!channel&gt; &amp; &lt;"));
});

test("discord: an embed keeps to the limit of all its texts together", () => {
  const message = JSON.parse(rendered(recipes.get("discord"), hostile("event.published", "😀")).body);
  const [{ title, description, fields }] = message.embeds;
  const all = title + description + fields.map(({ name, value }) => name + value).join("");
  assert.ok(all.length <= 6000);
  assert.deepEqual(message.allowed_mentions, { parse: [] });
});

test("teams: a message keeps to the 28 KB that Teams takes", () => {
  const { body } = rendered(recipes.get("teams"), hostile("session.ended", "\u0001"));
  assert.ok(Buffer.byteLength(body) < 28 * 1024);
});

test("replay by mail: those who did not attend, each with a link of their own, and nobody else", () => {
  const occurrence = sample("session.ended");
  const missed = occurrence.attendees.filter(({ registrant_detail: detail }) => !detail.attended);
  const request = rendered(recipes.get("replay-mail"), occurrence);
  const { personalizations } = JSON.parse(request.body);
  assert.deepEqual(personalizations.map(({ to }) => to.map(({ email }) => email)), missed.map(({ email }) => [email]));
  const [{ substitutions }] = personalizations;
  assert.match(substitutions["-link-"], /email=tom\.okafor%40example\.org&key=a83e05d1f7624bc9e1027d/);
  assert.ok(request.headers.some(({ name, value }) => name === "Authorization" && value.startsWith("Bearer ")));
});

test("replay by mail: a session that nobody missed, or more than 1,000 did, is left out and says why", () => {
  const { webhook } = recipes.get("replay-mail");
  const matched = (registrants, attendees) => {
    const occurrence = sample("session.ended");
    occurrence.session.registrants_count = registrants;
    occurrence.session.attendees_count = attendees;
    return hookstorm.matches(JSON.stringify(occurrence), webhook).value;
  };
  assert.deepEqual(matched(2, 2), {
    passes: false,
    reason: "filter",
    explanation:
      "session.attendees_count < session.registrants_count is false: session.attendees_count is 2, " +
      "session.registrants_count is 2",
  });
  assert.equal(matched(1001, 1).passes, true);
  assert.equal(matched(1002, 1).reason, "filter");
});

/** The script in docs/recipes.md, over a spreadsheet that is a list of rows. */
function sheetScript(rows) {
  const [, script] = /```js\n(function doPost[^]*?)```/.exec(read("../../docs/recipes.md"));
  const locks = [];
  const sheet = {
    createTextFinder: (text) => ({
      matchEntireCell: () => ({ findNext: () => (rows.some((row) => row.includes(text)) ? {} : null) }),
    }),
    appendRow: (row) => rows.push([...row]),
  };
  const context = {
    LockService: {
      getScriptLock: () => ({ waitLock: () => locks.push("taken"), releaseLock: () => locks.push("given back") }),
    },
    SpreadsheetApp: { getActiveSpreadsheet: () => ({ getSheets: () => [sheet] }) },
    HtmlService: { createHtmlOutput: (text) => ({ html: text }) },
  };
  runInNewContext(script, context);
  return { post: (body) => context.doPost({ postData: { contents: body } }), locks };
}

test("google sheets: the script adds a row for each registrant once, and no formula", () => {
  const rows = [];
  const script = sheetScript(rows);
  const occurrence = sample("people.registered");
  occurrence.person.first_name = "=IMPORTXML(1)";
  const { body } = rendered(recipes.get("google-sheets"), occurrence);
  assert.equal(script.post(body).html, "ok");
  script.post(body);
  assert.deepEqual(rows, [
    [
      `${occurrence.session.id}/${occurrence.person.id}`,
      "2026-09-14T18:22:41.907Z",
      "'=IMPORTXML(1)",
      "Garnier",
      "noemie.garnier+events@example.org",
      "Product tour: what is new this autumn",
      "2026-10-06T14:00:00.000Z",
      "newsletter",
    ],
  ]);
  assert.deepEqual(script.locks, ["taken", "given back", "taken", "given back"]);
  assert.throws(() => script.post("nonsense"));
  assert.equal(script.locks.at(-1), "given back");
});

test("every recipe is in the user's documentation", () => {
  const documentation = read("../../docs/recipes.md");
  for (const name of recipes.keys()) {
    assert.ok(documentation.includes(`| \`${name}\` |`), name);
  }
});
