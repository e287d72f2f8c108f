// Configuring a webhook on the page: two fields, and everything else step by step.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { openGroups, writeOccurrence } from "../support/browser.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
const module = await (await import(moduleUrl)).loadHookstorm();
const addUrl = () => `${stage.site.url}#/apps/webhooks/add`;

const storedWebhooks = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("hookstorm.webhooks.1")).webhooks);
const previewed = (page) => page.getByTestId("preview-body").textContent();
const isFocused = (page, id) => page.evaluate((wanted) => document.activeElement?.id === wanted, id);

/** What stands below a control, by which it is described. */
const below = async (page, testId) => page.locator(`#${await page.getByTestId(testId).getAttribute("aria-describedby")}`).textContent();

/** Replaces what an editor holds. */
async function write(page, testId, text) {
  await page.getByTestId(testId).getByRole("textbox").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

test("a new webhook is a form of two fields; groups say what is chosen and open by keyboard", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("url").waitFor();
    const fields = await page.locator("form").locator("input:visible, select:visible, textarea:visible").all();
    const ids = await Promise.all(fields.map((field) => field.getAttribute("id")));
    assert.deepEqual(ids, ["recipe", "triggers", "url"]);
    const delivery = page.getByTestId("group-delivery");
    assert.match(await delivery.textContent(), /as usual/);
    await delivery.focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("timeout").fill("30");
    await delivery.click();
    assert.match(await delivery.textContent(), /own timeout/);
    assert.equal(await page.getByTestId("timeout").count(), 0);
    await page.getByTestId("group-filter").click();
    assert.match(page.url(), /open=filter/);
    await page.reload();
    await page.getByTestId("filter").waitFor();
  });
});

test("everything a webhook can have is written in the form, saved, and there again when it is edited", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("trigger").selectOption("people.registered");
    await page.getByTestId("url").fill("https://example.com/everything");
    await openGroups(page, "content", "filter", "signature", "headers", "delivery", "identity");
    await page.getByTestId("family").selectOption("cloudevents");
    await page.getByTestId("content_mode").selectOption("binary");
    await page.getByTestId("body-pick").click();
    await page.getByTestId("pick-pointer").fill("/person/email");
    await write(page, "filter", 'person.email != ""');
    await page.getByTestId("previous-secret-add").click();
    const previous = module.newSecret();
    await page.getByTestId("previous-secret").fill(previous);
    await page.getByTestId("previous-secret-until").fill("2030-01-01T00:00:00.000Z");
    await page.getByTestId("header-name").fill("X-Team");
    await page.getByTestId("header-value").fill("live");
    await page.getByTestId("retry").selectOption("delays");
    await page.getByTestId("retry-delays").fill("1, 60, 3600");
    assert.match(await below(page, "retry"), /1s, 1m, 1h/);
    await page.getByTestId("retry-jitter").fill("0");
    await page.getByTestId("timeout").fill("20");
    await page.getByTestId("concurrency").fill("2");
    await page.getByTestId("rate_limit-requests").fill("10");
    await page.getByTestId("rate_limit-seconds").fill("60");
    await page.getByTestId("ordered").click();
    await page.getByTestId("name").fill("Everything");
    await page.locator("form").getByTestId("enabled").click();
    const secret = await page.getByTestId("secret").inputValue();
    await page.getByTestId("add-webhook").click();
    await page.getByTestId("webhook-row").waitFor();
    const [{ id, ...stored }] = await storedWebhooks(page);
    const expected = {
      name: "Everything",
      triggers: ["people.registered"],
      url: "https://example.com/everything",
      family: "cloudevents",
      content_mode: "binary",
      filter: 'person.email != ""',
      pick: ["/person/email"],
      headers: { "X-Team": "live" },
      retry: { delays: [1, 60, 3600], jitter: 0 },
      timeout: 20,
      rate_limit: { requests: 10, seconds: 60 },
      concurrency: 2,
      ordered: true,
      enabled: false,
      secret,
      previous_secrets: [{ secret: previous, until: "2030-01-01T00:00:00.000Z" }],
    };
    assert.deepEqual(stored, { ...module.checkWebhook(expected).value });

    await page.goto(`${stage.site.url}#/apps/webhooks/${id}?open=content,delivery,headers`);
    assert.equal(await page.getByTestId("retry-delays").inputValue(), "1, 60, 3600");
    await page.getByTestId("retry").selectOption("default");
    await page.getByTestId("timeout").fill("");
    await page.getByRole("button", { name: "Remove the header X-Team" }).click();
    await page.getByTestId("body-family").click();
    await page.getByTestId("family").selectOption("standard");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByTestId("webhook-row").waitFor();
    const [changed] = await storedWebhooks(page);
    const { retry: _, timeout: __, headers: ___, pick: ____, content_mode: _____, ...rest } = { id, ...stored };
    assert.deepEqual(changed, { ...rest, family: "standard" });
  });
});

test("problems stand at the field as it is typed, and a group that is closed says that it has some", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("url").fill("https://example.com/");
    await openGroups(page, "delivery", "headers", "content");
    await page.getByTestId("timeout").fill("100");
    assert.match(await below(page, "timeout"), /from 1 to 60, not 100/);
    await page.getByTestId("concurrency").fill("many");
    assert.match(await below(page, "concurrency"), /whole number from 1 to 32/);
    await page.getByTestId("rate_limit-requests").fill("10");
    assert.match(await below(page, "rate_limit-seconds"), /in how many seconds/);
    await page.getByTestId("retry").selectOption("delays");
    await page.getByTestId("retry-delays").fill("5, soon");
    assert.match(await below(page, "retry-delays"), /whole number from 0/);
    await page.getByTestId("header-name").fill("A B");
    await page.getByText("no header's name").waitFor();
    await page.getByTestId("body-pick").click();
    await page.getByTestId("pick-pointer").fill("title");
    await page.locator("#pick").getByText("is no JSON Pointer").waitFor();

    for (const group of ["content", "headers", "delivery"]) {
      await page.getByTestId(`group-${group}`).click();
      await page.getByTestId(`group-${group}`).getByText("has errors").waitFor({ state: "attached" });
    }
    await page.getByTestId("add-webhook").click();
    await eventually("focus is in the first field with an error", () => isFocused(page, "pick"));
    assert.equal(await page.getByTestId("webhook-row").count(), 0);
  });
});

test("a filter says of every sample whether it is sent and why not, as the module does", async () => {
  await stage.story(`${addUrl()}?open=filter`, async (page) => {
    await page.getByTestId("url").fill("https://example.com/");
    await page.getByTestId("add-trigger").click();
    const filter = 'event.language == "fr"';
    await write(page, "filter", filter);
    const webhook = { triggers: ["event.created", "session.created"], url: "https://example.com/", filter };
    for (const { name } of module.triggers()) {
      const { value } = module.matches(module.sample(name), webhook);
      const row = page.getByTestId(`verdict-${name}`);
      assert.equal(await row.getAttribute("data-passes"), String(value.passes), name);
      assert.ok((await row.textContent()).includes(value.reason === "filter" ? value.explanation : "not a trigger"), name);
    }
    const occurrence = JSON.parse(module.sample("event.created"));
    occurrence.event.language = "fr";
    await writeOccurrence(page, JSON.stringify(occurrence));
    await page.locator('[data-testid="verdict-edited"][data-passes="true"]').waitFor();

    await write(page, "filter", "event.language == ");
    await page.getByTestId("filter-problems").getByText("ends too early").waitFor();
    await page.getByTestId("filter").locator(".cm-lintRange-error, .cm-lintPoint-error").first().waitFor();
  });
});

test("names are completed from the catalogue, with types and descriptions", async () => {
  await stage.story(`${addUrl()}?open=filter,content`, async (page) => {
    const language = module.catalogue().resources.find(({ name }) => name === "event").fields.find(({ name }) => name === "language");
    await page.getByTestId("filter").getByRole("textbox").click();
    await page.keyboard.type("event.lang");
    const option = page.getByTestId("filter").getByRole("option").first();
    // While it is typed, others are offered.
    await eventually("the field is the first one", async () => (await option.textContent()) === `language${language.type}`);
    await page.getByText(language.description).waitFor();
    await option.click();
    await page.keyboard.type(' == "en"');
    assert.equal(await page.getByTestId("filter").getByRole("textbox").textContent(), 'event.language == "en"');
    await page.locator('[data-testid="verdict-event.created"][data-passes="true"]').waitFor();

    await page.getByTestId("body-template").click();
    await write(page, "template", '{"new": "${event.ti');
    await page.keyboard.press("Control+Space");
    await page.getByTestId("template").getByRole("option").filter({ hasText: /^titletext$/ }).click();
    await page.keyboard.insertText('}"}');
    const { title } = JSON.parse(module.sample("event.created")).event;
    await eventually("the template's body", async () => (await previewed(page)) === JSON.stringify({ new: title }));
  });
});

test("a template's failing place is marked and named, also where only the occurrence shows it", async () => {
  await stage.story(`${addUrl()}?open=content`, async (page) => {
    await page.getByTestId("body-template").click();
    await write(page, "template", '{"a": ["${event.titl}"]}');
    const problems = page.getByTestId("template-problems");
    await problems.getByText('Did you mean "title"?').waitFor();
    await problems.getByText("/a/0").waitFor();
    const marked = page.getByTestId("template").locator(".cm-lintRange-error");
    assert.equal((await marked.allTextContents()).join(""), '"${event.titl}"');
    await write(page, "template", '{"a": ');
    await problems.locator(".problem--error").first().waitFor();
    assert.match(await problems.textContent(), /invalid-json/);
    await write(page, "template", '{"a": "${event.title}"}');
    await problems.getByText("Write ${event.title}").waitFor();
  });
});

const DIGITS = '{"id":12345678901234567890,"share":1.0,"few":1e-7}';

test("numbers of a template keep their digits: as they are typed, previewed, kept, and read again", async () => {
  await stage.story(`${addUrl()}?open=content`, async (page) => {
    await page.getByTestId("url").fill("https://example.com/digits");
    await page.getByTestId("body-template").click();
    await write(page, "template", DIGITS);
    await eventually("the body as it was typed", async () => (await previewed(page)) === DIGITS);
    await page.getByTestId("add-webhook").click();
    await page.getByTestId("webhook-row").waitFor();
    const kept = await page.evaluate(() => localStorage.getItem("hookstorm.webhooks.1"));
    assert.ok(kept.replace(/\s/g, "").includes(DIGITS), kept);
    const [{ id }] = await storedWebhooks(page);
    await page.goto(`${stage.site.url}#/apps/webhooks/${id}?open=content`);
    await page.reload();
    await eventually("the body as it was kept", async () => (await previewed(page)) === DIGITS);
    await page.getByTestId("url").fill("https://example.com/changed");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByTestId("webhook-row").getByText("/changed").waitFor();
    assert.ok((await page.evaluate(() => localStorage.getItem("hookstorm.webhooks.1"))).replace(/\s/g, "").includes(DIGITS));
  });
});

test("numbers of a template keep their digits on the way to a dispatcher, and when it is edited there", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "digits.db")).start();
  try {
    const attributes = `{"triggers":["event.created"],"url":"https://example.com/","template":${DIGITS}}`;
    const kept = async () => (await dispatcher.request("GET", "/v1/webhooks")).text;
    const { json } = await dispatcher.request("POST", "/v1/webhooks", `{"data":{"type":"webhooks","attributes":${attributes}}}`);
    await stage.story(`${dispatcher.url}#/apps/webhooks/${json.data.id}?open=content`, async (page) => {
      await eventually("the body as it is kept", async () => (await previewed(page)) === DIGITS);
      const changed = DIGITS.replace("890,", "891,");
      await write(page, "template", changed);
      await page.getByRole("button", { name: "Save changes" }).click();
      await eventually("the dispatcher has it", async () => (await kept()).includes(changed));
    });
  } finally {
    await dispatcher.stop();
  }
});

test("a selection is completed by what the family's bodies hold", async () => {
  await stage.story(`${addUrl()}?open=content`, async (page) => {
    await page.getByTestId("trigger").selectOption("session.ended");
    await page.getByTestId("family").selectOption("legacy");
    await page.getByTestId("body-pick").click();
    const pointers = await page.locator("#pick-pointers option").evaluateAll((options) => options.map(({ value }) => value));
    const body = JSON.parse(module.buildBody(module.sample("session.ended"), "legacy").value);
    for (const name of Object.keys(body.webinar)) {
      assert.ok(pointers.includes(`/webinar/${name}`), name);
    }
    await page.getByTestId("pick-pointer").fill("/webinar/title");
    await eventually("the selection", async () => (await previewed(page)) === JSON.stringify({ webinar: { title: body.webinar.title } }));
  });
});

test("a webhook starts from a recipe, which says what is left to fill in", async () => {
  await stage.story(`${addUrl()}?recipe=replay-mail`, async (page) => {
    const recipe = module.recipes().find(({ name }) => name === "replay-mail");
    const left = page.getByTestId("recipe-left");
    for (const { path, hint } of recipe.fill_in) {
      assert.match(await left.textContent(), new RegExp(`${path}.*${hint.slice(0, 20)}`));
    }
    const occurrence = module.sample(recipe.webhook.triggers[0]);
    const { value } = module.renderRequest(occurrence, recipe.webhook, { messageId: "m", attemptedAt: new Date() });
    assert.equal(await previewed(page), value.body);
    await left.getByRole("button", { name: "/headers/Authorization" }).click();
    await page.getByTestId("header-value").fill("Bearer of.my.own");
    await eventually("it is filled in", async () => !(await left.textContent()).includes("Authorization"));
    await page.getByTestId("recipe").selectOption("slack");
    assert.deepEqual(await page.locator(".triggers select").count(), 4);
  });
});

test("problems, triggers and groups are French where the page is", async () => {
  await stage.story(
    addUrl(),
    async (page) => {
      await page.getByTestId("url").fill("ftp://example.com/");
      assert.match(await below(page, "url"), /L’URL d’un webhook commence par https/);
      await page.getByTestId("trigger").selectOption({ label: "Nouvel inscrit" });
      assert.match(await page.getByTestId("group-filter").textContent(), /tout est envoyé/);
      await openGroups(page, "delivery");
      await page.getByTestId("timeout").fill("100");
      const described = page.locator(`#${await page.getByTestId("timeout").getAttribute("aria-describedby")}`);
      assert.equal(await described.locator("[lang=en]").count(), 1, "what only the core says is marked as English");
    },
    { options: { locale: "fr-FR" } },
  );
});

test("connected: revisions are listed and brought back, a secret is rotated, and health is told", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "revisions.db")).start();
  try {
    stage.sink.answer = (_, response) => response.writeHead(410).end();
    const { id } = await dispatcher.addWebhook({ triggers: ["event.created"], url: stage.sink.url("/first"), timeout: 20 });
    const change = (attributes) => dispatcher.request("PATCH", `/v1/webhooks/${id}`, { data: { type: "webhooks", id, attributes } });
    await change({ url: stage.sink.url("/second"), timeout: null });
    await stage.story(`${dispatcher.url}#/apps/webhooks/${id}?open=signature`, async (page) => {
      const first = page.locator('[data-testid="revision"][data-number="1"]');
      await first.waitFor();
      assert.match(await page.locator('[data-testid="revision"][data-number="2"]').textContent(), /changed: .*url/);
      await page.getByTestId("rotate-secret").click();
      const secret = await page.getByTestId("fresh-secret").locator("code").textContent();
      assert.match(secret, /^whsec_/);

      await page.getByTestId("webhook-row").getByRole("link", { name: /^Edit/ }).click();
      await page.getByRole("button", { name: "Bring back revision 1" }).click();
      await page.getByTestId("comparison").getByText("/first").first().waitFor();
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByTestId("webhook-row").waitFor();
      const { attributes } = (await dispatcher.request("GET", `/v1/webhooks/${id}`)).json.data;
      assert.equal(attributes.url, stage.sink.url("/first"));
      assert.equal(attributes.timeout, 20);

      await page.getByTestId("webhook-row").getByRole("link", { name: /^Edit/ }).click();
      await openGroups(page, "delivery");
      await page.getByTestId("timeout").fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByTestId("webhook-row").waitFor();
      const emptied = (await dispatcher.request("GET", `/v1/webhooks/${id}`)).json.data.attributes;
      assert.ok(!("timeout" in emptied), "what is emptied is taken away");

      await dispatcher.occurrence(module.sample("event.created"));
      await eventually("it is switched off", async () => {
        const { data } = (await dispatcher.request("GET", `/v1/webhooks/${id}`)).json;
        return data.attributes.health.state === "disabled";
      });
      await page.reload();
      await page.getByTestId("health").getByText("gone (410)").waitFor();
    });
  } finally {
    await dispatcher.stop();
  }
});
