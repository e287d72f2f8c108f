// The commands that work on a webhook's configuration: what is matched, previewed and sent is the same everywhere.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { moduleUrl, programPath, samplesFolder } from "../support/paths.mjs";
import { hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const sampleFile = (trigger) => join(samplesFolder, `${trigger}.json`);
const registered = sampleFile("people.registered");

let folder;
let sink;
let module;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  module = await (await import(moduleUrl)).loadHookstorm();
});

after(async () => {
  await sink.stop();
  folder.remove();
});

/** A file with the configuration of a webhook for new registrants. */
function webhookFile(changes) {
  const path = join(folder.path, `webhook-${Math.random()}.json`);
  const webhook = { triggers: ["people.registered"], url: "https://a.example/in", ...changes };
  writeFileSync(path, JSON.stringify(webhook));
  return path;
}

function file(name, content) {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

test("matches: exit 0 for what is sent, 3 for what is not, and why; the module says the same", () => {
  const filters = [undefined, "event.language == 'en'", "event.language == 'fr'", "evnt.language == 'fr'"];
  const reasons = [undefined, undefined, "filter", "filter-failed"];
  filters.forEach((filter, index) => {
    const webhook = webhookFile(filter && { filter });
    const told = hookstorm(["matches", registered, "--webhook", webhook, "--json"]);
    assert.equal(told.status, reasons[index] === undefined ? 0 : 3);
    const { match, problems } = JSON.parse(told.stdout);
    assert.equal(match.reason, reasons[index]);
    assert.deepEqual(problems, []);
    const { value } = module.matches(readFileSync(registered, "utf8"), readFileSync(webhook, "utf8"));
    assert.deepEqual(match, value);
  });
  const rejected = hookstorm(["matches", registered, "--webhook", webhookFile({ filter: filters[2] })]);
  assert.equal(
    rejected.stdout.toString(),
    "not sent (filter): event.language == 'fr' is false: event.language is \"en\"\n",
  );
  const other = hookstorm(["matches", sampleFile("session.ended"), "--webhook", webhookFile()]);
  assert.match(other.stdout.toString(), /^not sent \(trigger\): /);
  assert.equal(hookstorm(["matches", registered, "--webhook", webhookFile()]).stdout.toString(), "sent\n");
});

test("matches: problems of occurrence and webhook are told, with exit 1", () => {
  const refused = hookstorm(["matches", "-", "--webhook", webhookFile({ filter: "1 +" })], { input: '{"trigger":"x"}' });
  assert.equal(refused.status, 1);
  assert.match(refused.stderr.toString(), /unknown-trigger[^]*\/filter: .*expression-syntax/);
  assert.equal(hookstorm(["matches", registered]).status, 2);
});

test("preview: a webhook's body is what its template gives, and its request has all headers", () => {
  const webhook = webhookFile({ template: { hello: "${person.first_name}" }, headers: { "X-Team": "a" }, secret });
  const body = hookstorm(["preview", registered, "--webhook", webhook]);
  assert.equal(body.stdout.toString(), '{"hello":"Noémie"}');
  const request = hookstorm(["preview", registered, "--webhook", webhook, "--request"]).stdout.toString();
  assert.match(request, /^POST https:\/\/a\.example\/in\nhost: a\.example\n[^]*\nX-Team: a\n[^]*\n\n\{"hello":"Noémie"\}$/);
  const report = JSON.parse(hookstorm(["preview", registered, "--webhook", webhook, "--json"]).stdout);
  assert.deepEqual(report.match, { passes: true });
  const headers = Object.fromEntries(report.request.headers.map(({ name, value }) => [name, value]));
  new Webhook(secret).verify(report.body, headers);
});

test("preview: says beside the body that it is not sent", () => {
  const webhook = webhookFile({ filter: "false", pick: ["/data/type"] });
  const shown = hookstorm(["preview", registered, "--webhook", webhook]);
  assert.equal(shown.status, 0);
  assert.equal(shown.stdout.toString(), '{"data":{"type":"people"}}');
  assert.match(shown.stderr.toString(), /^not sent \(filter\): false is false\n$/);
});

test("preview: takes a family or a webhook, not both and not neither", () => {
  assert.equal(hookstorm(["preview", registered]).status, 2);
  assert.equal(hookstorm(["preview", registered, "--family", "legacy", "--webhook", webhookFile()]).status, 2);
  assert.equal(hookstorm(["preview", registered, "--family", "legacy", "--request"]).status, 2);
});

/** spawnSync would stop this process, and with it the sink: the command runs beside it. */
function send(webhook, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(programPath, ["send", registered, "--webhook", webhook, "--allow-http", "--json"], {
      env: { ...process.env, ...env },
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.on("close", (status) => resolve({ status, report: JSON.parse(output) }));
  });
}

test("send: sends what a webhook makes of the occurrence, and nothing that it does not take", async () => {
  const url = sink.url("/webhook");
  const template = { hello: "${person.first_name}" };
  const sent = await send(webhookFile({ url, template, headers: { "X-Team": "a" } }), { HOOKSTORM_SECRET: secret });
  assert.equal(sent.status, 0);
  assert.equal(sink.requests.length, 1);
  const [received] = sink.requests;
  assert.equal(received.body.toString(), '{"hello":"Noémie"}');
  assert.equal(header(received, "x-team"), "a");
  const headers = Object.fromEntries(received.headers.map(([name, value]) => [name.toLowerCase(), value]));
  new Webhook(secret).verify(received.body.toString(), headers);

  const left = await send(webhookFile({ url, filter: "event.language == 'fr'" }));
  assert.equal(left.status, 3);
  assert.match(left.report.failure, /event\.language is "en"/);
  const refused = await send(webhookFile({ url, filter: ")" }));
  assert.equal(refused.status, 1);
  assert.ok(refused.report.problems.some(({ path }) => path === "/filter"));
  assert.equal(sink.requests.length, 1);
  assert.equal(hookstorm(["send", registered]).status, 2);
  assert.equal(hookstorm(["send", registered, "--webhook", webhookFile(), "--url", url]).status, 2);
});

test("render: a template over an occurrence; problems lead into the template", () => {
  const template = file("template.json", '{"a": ["${person.first_name}"], "b": {"$eval": "body.attendee.email"}}');
  const rendered = hookstorm(["render", template, registered, "--family", "legacy"]);
  assert.equal(rendered.status, 0, rendered.stderr.toString());
  assert.equal(rendered.stdout.toString(), '{"a":["Noémie"],"b":"noemie.garnier+events@example.org"}');
  const wrong = file("wrong.json", '{"a": ["${persn.first_name}"]}');
  const refused = hookstorm(["render", wrong, registered, "--json"]);
  assert.equal(refused.status, 1);
  const { body, problems } = JSON.parse(refused.stdout);
  assert.equal(body, null);
  assert.deepEqual([problems[0].path, problems[0].code], ["/a/0", "unknown-variable"]);
});

test("recipes: lists them, prints one to be filled in, and all of it as JSON", () => {
  const recipes = module.recipes();
  const list = hookstorm(["recipes"]).stdout.toString().trimEnd().split("\n");
  assert.deepEqual(list.map((line) => line.split(/ {2,}/)), recipes.map(({ name, title }) => [name, title]));
  assert.deepEqual(JSON.parse(hookstorm(["recipes", "--json"]).stdout), recipes);
  for (const recipe of recipes) {
    const { stdout, stderr } = hookstorm(["recipes", recipe.name]);
    assert.equal(stdout.toString(), JSON.stringify(recipe.webhook, null, 2) + "\n");
    recipe.fill_in.forEach(({ path, hint }) => assert.ok(stderr.toString().includes(`  ${path}: ${hint}\n`)));
    assert.deepEqual(JSON.parse(hookstorm(["recipes", recipe.name, "--json"]).stdout), recipe);
    const validated = hookstorm(["validate", "-", "--as", "webhook"], { input: stdout });
    assert.equal(validated.stdout.toString(), "good\n");
  }
  const unknown = hookstorm(["recipes", "slak"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr.toString(), /Did you mean "slack"\?/);
});
