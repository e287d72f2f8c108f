// The page as its visitors use it, alone as a static site under its strict policy, and connected.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Webhook } from "standardwebhooks";

import { openGroups, writeOccurrence } from "../support/browser.mjs";
import { tabTo } from "../support/keyboard.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher } from "../support/program.mjs";
import { header } from "../support/sink.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
const module = await (await import(moduleUrl)).loadHookstorm();

async function addWebhook(page, { trigger = "event.created", url, name = "" }) {
  await page.goto(`${page.url().split("#")[0]}#/apps/webhooks/add`);
  await page.getByTestId("trigger").selectOption(trigger);
  await page.getByTestId("url").fill(url);
  await openGroups(page, "identity");
  await page.getByTestId("name").fill(name);
  await page.getByTestId("add-webhook").click();
  await page.getByTestId("webhook-row").filter({ hasText: name || url.replace("https://", "") }).waitFor();
}

const previewed = (page) => page.getByTestId("preview-body").textContent();

async function headersShown(page) {
  const rows = await page.getByTestId("preview-header").all();
  return Promise.all(rows.map(async (row) => [await row.getAttribute("data-name"), await row.getAttribute("data-value")]));
}

test("the help article's path: apps, webhooks, add, edit, disable, delete and take it back", async () => {
  await stage.story(stage.site.url, async (page) => {
    await page.getByTestId("setup-integration").click();
    await page.getByTestId("add-webhook-link").click();
    await openGroups(page, "content");
    assert.equal(await page.getByTestId("family").inputValue(), "extended");
    await page.getByTestId("trigger").selectOption({ label: "New registrant" });
    assert.equal(await page.getByTestId("family").inputValue(), "legacy", "the documented family is preselected");
    await page.getByTestId("url").fill("https://example.com/hook");
    await page.getByTestId("add-webhook").click();
    const row = page.getByTestId("webhook-row");
    assert.match(await row.textContent(), /example\.com\/hook.*New registrant/);

    await row.getByRole("link", { name: /^Edit/ }).click();
    await openGroups(page, "content", "identity");
    await page.getByTestId("name").fill("CRM");
    await page.getByTestId("family").selectOption("extended");
    await page.getByRole("button", { name: "Save changes" }).click();
    assert.match(await row.textContent(), /CRM/);
    assert.match(await row.textContent(), /extended/);

    const toggle = row.getByRole("switch");
    assert.equal(await toggle.getAttribute("aria-checked"), "true");
    await toggle.click();
    await page.locator('[role="switch"][aria-checked="false"]').waitFor();
    await page.reload();
    assert.equal(await toggle.getAttribute("aria-checked"), "false", "it is kept in the browser");

    await row.getByRole("button", { name: /^Delete/ }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
    await row.getByRole("button", { name: /^Delete/ }).click();
    await row.waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("No webhooks yet").waitFor();
  });
});

test("the preview is the module's request, and follows trigger, URL, family and occurrence", async () => {
  await stage.story(`${stage.site.url}#/apps/webhooks/add`, async (page) => {
    await page.getByTestId("trigger").selectOption("session.ended");
    await page.getByTestId("url").fill("https://hooks.example.com:8443/in?a=1");
    await openGroups(page, "content", "signature");
    const secret = await page.getByTestId("secret").inputValue();
    const headers = Object.fromEntries(await headersShown(page));
    assert.equal(await page.getByTestId("preview-method").textContent(), "POST");
    assert.equal(await page.getByTestId("preview-url").textContent(), "https://hooks.example.com:8443/in?a=1");
    assert.equal(headers.host, "hooks.example.com:8443");
    const body = await previewed(page);
    assert.equal(headers["content-length"], String(Buffer.byteLength(body)));
    assert.equal(body, module.buildBody(module.sample("session.ended"), "legacy").value);
    new Webhook(secret).verify(body, headers);

    await page.getByTestId("family").selectOption("extended");
    assert.match(await previewed(page), /^\{"data":\{"id":"/);

    const occurrence = JSON.parse(module.sample("session.ended"));
    occurrence.session.name = 'A "quoted" <b>name</b> é 漢 😀 \u2028 \\';
    await writeOccurrence(page, JSON.stringify(occurrence, null, 2));
    const edited = await eventually("the edit is previewed", async () => {
      const text = await previewed(page);
      return text.includes("quoted") && text;
    });
    assert.equal(JSON.parse(edited).data.attributes.name, occurrence.session.name);

    await page.getByRole("button", { name: "As sent" }).click();
    assert.equal(await previewed(page), edited, "how it is drawn does not change the text");
    await page.getByRole("button", { name: "Reset to the sample" }).click();
    await eventually("the sample is back", async () => !(await previewed(page)).includes("quoted"));
  });
});

test("problems stand at the field they belong to, once it was touched", async () => {
  await stage.story(`${stage.site.url}#/apps/webhooks/add`, async (page) => {
    const url = page.getByTestId("url");
    assert.equal(await url.getAttribute("aria-invalid"), "false", "an untouched field does not shout");
    await url.fill("https://user:secret@example.com/");
    assert.equal(await url.getAttribute("aria-invalid"), "true");
    const described = page.locator(`#${await url.getAttribute("aria-describedby")}`);
    assert.match(await described.textContent(), /name or password/);
    await page.getByTestId("add-webhook").click();
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("data-testid"));
    await eventually("focus is in the field with the error", async () => (await focused()) === "url");
    await url.fill("http://example.com/");
    assert.match(await described.textContent(), /Warning.*https/s);
    assert.equal(await url.getAttribute("aria-invalid"), "false");

    await writeOccurrence(page, '{"trigger": "event.creatd"}');
    const problems = page.getByTestId("occurrence-problems");
    await problems.getByText("unknown-trigger").waitFor();
    await problems.getByText("missing-record").waitFor();
    assert.match(await problems.textContent(), /\/trigger/);
    await page.getByText("no body can be built").waitFor();
  });
});

test("lenient checking turns oddities into warnings", async () => {
  await stage.story(`${stage.site.url}#/apps/webhooks/add`, async (page) => {
    const occurrence = JSON.parse(module.sample("event.created"));
    occurrence.event.scheduling_status = "postponed";
    await writeOccurrence(page, JSON.stringify(occurrence));
    await page.getByTestId("occurrence-problems").getByText("unknown-value").waitFor();
    assert.equal(await page.getByTestId("preview-body").count(), 0);
    await page.getByTestId("checking").selectOption("lenient");
    await page.getByTestId("preview-body").waitFor();
    assert.match(await previewed(page), /"scheduling_status":"postponed"/);
  });
});

test("send test: a receiver that allows other sites gets the exact request, and its answer is shown", async () => {
  stage.sink.requests.length = 0;
  stage.sink.answer = (request, response) => {
    const allowed = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    response.writeHead(request.method === "OPTIONS" ? 204 : 201, allowed).end(request.method === "OPTIONS" ? "" : "thanks");
  };
  await stage.story(`${stage.site.url}#/apps/webhooks/add`, async (page) => {
    await page.getByTestId("url").fill(stage.sink.url("/cors"));
    await page.getByTestId("send-test").click();
    const outcome = page.getByTestId("test-outcome");
    await outcome.getByText("201").waitFor();
    assert.match(await outcome.textContent(), /thanks/);
    const received = await stage.sink.received("the test", (request) => request.method === "POST");
    assert.equal(received.body.toString(), await previewed(page));
    assert.equal(header(received, "content-type"), "application/json");
    assert.equal(header(received, "webhook-signature"), Object.fromEntries(await headersShown(page))["webhook-signature"]);
  });
});

test("send test: what CORS hides is said, and the body can be sent without reading the answer", async () => {
  stage.sink.requests.length = 0;
  stage.sink.answer = (request, response) => response.writeHead(request.method === "OPTIONS" ? 403 : 200).end();
  await stage.story(
    `${stage.site.url}#/apps/webhooks/add`,
    async (page) => {
      await page.getByTestId("url").fill(stage.sink.url("/closed"));
      await page.getByTestId("send-test").click();
      const outcome = page.getByTestId("test-outcome");
      await outcome.getByText("CORS").first().waitFor();
      assert.match(await outcome.textContent(), /never sent/);
      assert.ok(!stage.sink.requests.some((request) => request.method === "POST"));
      await page.getByTestId("send-blind").click();
      await outcome.getByText("the answer is hidden").waitFor();
      const received = await stage.sink.received("the blind test", (request) => request.method === "POST");
      assert.equal(received.body.toString(), await previewed(page));
      assert.match(header(received, "content-type"), /^text\/plain/);
    },
    { expected: [/CORS/, /ERR_FAILED/, /Failed to load resource/] },
  );
});

test("export and import: a file carries the webhooks; one bad webhook and nothing is imported", async () => {
  const file = join(stage.folder.path, "webhooks.json");
  await stage.story(stage.site.url, async (page) => {
    await addWebhook(page, { url: "https://example.com/a", name: "First" });
    await addWebhook(page, { url: "https://example.com/b", name: "Second", trigger: "session.ended" });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export").click()]);
    await download.saveAs(file);
  });
  const exported = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(exported.webhooks.length, 2);
  await stage.story(stage.site.url, async (page) => {
    await page.goto(`${stage.site.url}#/apps/webhooks`);
    const broken = structuredClone(exported);
    broken.webhooks[1].url = "ftp://example.com";
    const input = page.getByTestId("import-file");
    await input.setInputFiles({ name: "broken.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(broken)) });
    const outcome = page.getByTestId("import-outcome");
    await outcome.getByText("/webhooks/1/url").waitFor();
    await outcome.getByText("url-scheme").waitFor();
    assert.equal(await page.getByTestId("webhook-row").count(), 0);
    await input.setInputFiles({ name: "text.json", mimeType: "application/json", buffer: Buffer.from("nope") });
    await outcome.getByText("This is not JSON.").waitFor();
    await input.setInputFiles(file);
    await page.getByTestId("webhook-row").nth(1).waitFor();
    assert.equal(await page.getByTestId("webhook-row").count(), 2);
  });
});

test("a store that cannot be read does not break the page, and is not overwritten", async () => {
  await stage.story(stage.site.url, async (page) => {
    await page.evaluate(() => localStorage.setItem("hookstorm.webhooks.1", "{broken"));
    await page.goto(`${stage.site.url}#/apps/webhooks`);
    await page.reload();
    await page.getByTestId("corrupt-store").waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem("hookstorm.webhooks.1")), "{broken");
    await page.getByRole("button", { name: "Clear and begin again" }).click();
    await page.getByText("No webhooks yet").waitFor();
  });
});

test("by keyboard alone: from the first screen to the form, the preview, a test and a saved webhook", async () => {
  stage.sink.requests.length = 0;
  stage.sink.answer = (request, response) => {
    const allowed = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    response.writeHead(request.method === "OPTIONS" ? 204 : 200, allowed).end();
  };
  await stage.story(stage.site.url, async (page) => {
    const focusOn = (testId) => tabTo(page, testId);
    await page.getByTestId("setup-integration").waitFor();
    await focusOn("setup-integration");
    await page.keyboard.press("Enter");
    await page.getByTestId("add-webhook-link").waitFor();
    await focusOn("add-webhook-link");
    await page.keyboard.press("Enter");
    await page.getByTestId("url").waitFor();
    await focusOn("trigger");
    await page.keyboard.press("ArrowDown");
    await focusOn("url");
    await page.keyboard.type(stage.sink.url("/by-keyboard"));
    await focusOn("group-identity");
    await page.keyboard.press("Space");
    await focusOn("name");
    await page.keyboard.type("By keyboard");
    await focusOn("preview-family");
    await page.keyboard.press("ArrowDown");
    await focusOn("preview-body");
    assert.match(await previewed(page), /^\{"webinar":/);
    await focusOn("send-test");
    await page.keyboard.press("Enter");
    await page.getByTestId("test-outcome").getByText("200").waitFor();
    const { body } = await stage.sink.received("the test", ({ method }) => method === "POST");
    assert.equal(body.toString(), await previewed(page));
    await page.getByTestId("occurrence-editor").getByRole("textbox").waitFor();
    await focusOn("palette-open"); // Past the editor, which keeps nobody, and round to the beginning.
    await focusOn("name");
    await page.keyboard.press("Enter");
    await page.getByTestId("webhook-row").waitFor();
    assert.match(await page.getByTestId("webhook-row").textContent(), /By keyboard.*Session created/);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`at a phone's width nothing is wider than the screen (${colorScheme})`, async () => {
    await stage.story(
      `${stage.site.url}#/apps/webhooks/add`,
      async (page) => {
        await page.getByTestId("url").fill(`https://example.com/${"a".repeat(200)}`);
        await page.getByTestId("preview-body").waitFor();
        for (const place of ["add", ""]) {
          await page.goto(`${stage.site.url}#/apps/webhooks/${place}`);
          await page.locator("h1").waitFor();
          const { scrollWidth, clientWidth } = await page.evaluate(() => ({
            scrollWidth: document.documentElement.scrollWidth,
            clientWidth: document.documentElement.clientWidth,
          }));
          assert.ok(scrollWidth <= clientWidth, `${scrollWidth} > ${clientWidth} at /${place}`);
        }
      },
      { options: { viewport: { width: 360, height: 740 }, colorScheme } },
    );
  });
}

test("connected: webhooks live in the dispatcher, the secret is shown once, and a delivery is followed", async () => {
  stage.sink.requests.length = 0;
  stage.sink.answer = (request, response) => response.writeHead(200).end("received with thanks");
  const dispatcher = await new Dispatcher(join(stage.folder.path, "connected.db")).start();
  try {
    await stage.story(dispatcher.url, async (page) => {
      assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
      await addWebhook(page, { url: stage.sink.url("/connected"), name: "Connected" });
      const secret = await page.getByTestId("fresh-secret").locator("code").textContent();
      const [stored] = (await dispatcher.request("GET", "/v1/webhooks")).json.data;
      assert.equal(stored.attributes.url, stage.sink.url("/connected"));
      assert.ok(!("secret" in stored.attributes));

      await page.getByTestId("webhook-row").getByRole("link", { name: /^Edit/ }).click();
      await page.getByTestId("deliver").click();
      const delivery = page.getByTestId("delivery");
      await page.locator('[data-testid="delivery"][data-state="delivered"]').waitFor();
      assert.match(await delivery.textContent(), /Connected.*Delivered/s);
      assert.match(await delivery.textContent(), /received with thanks/);
      assert.match(await delivery.getByTestId("reached-address").textContent(), new RegExp(`127\\.0\\.0\\.1:${stage.sink.port}$`));
      assert.match(await delivery.getByTestId("see-delivery").getAttribute("href"), /deliveries\?delivery=dlv_/);
      const received = await stage.sink.received("the delivery");
      assert.equal(received.body.toString(), await previewed(page));
      const headers = Object.fromEntries(received.headers.map(([name, value]) => [name.toLowerCase(), value]));
      new Webhook(secret).verify(received.body.toString(), headers);

      await page.reload();
      await page.getByTestId("preview-body").waitFor();
      const signature = page.locator('[data-testid="preview-header"][data-name="webhook-signature"]');
      assert.match(await signature.textContent(), /added by the dispatcher/);
    });
  } finally {
    await dispatcher.stop();
  }
});

test("connected: a filter's verdict stands beside the request, and with what was left out", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "filter.db")).start();
  try {
    const { id } = await dispatcher.addWebhook({
      name: "French only",
      triggers: ["event.created"],
      url: stage.sink.url("/filtered"),
      filter: "event.language == 'fr'",
    });
    await stage.story(`${dispatcher.url}#/apps/webhooks/${id}`, async (page) => {
      const verdict = page.getByTestId("filter-verdict");
      await verdict.waitFor();
      assert.match(await verdict.textContent(), /not sent: event\.language == 'fr' is false: event\.language is "en"$/);
      assert.notEqual(await previewed(page), "", "the request is previewed all the same");
      await page.getByTestId("deliver").click();
      const left = page.getByTestId("filtered-out");
      await left.waitFor();
      assert.match(await left.textContent(), /filter of French only: event\.language == 'fr' is false/);

      const occurrence = JSON.parse(module.sample("event.created"));
      occurrence.event.language = "fr";
      await writeOccurrence(page, JSON.stringify(occurrence));
      await verdict.waitFor({ state: "detached" });
      await openGroups(page, "identity");
      await page.getByTestId("name").fill("Renamed");
      await page.getByTestId("add-webhook").click();
      await page.getByTestId("webhook-row").filter({ hasText: "Renamed" }).waitFor();
      const [webhook] = (await dispatcher.request("GET", "/v1/webhooks")).json.data;
      assert.equal(webhook.attributes.filter, "event.language == 'fr'", "editing the rest keeps it");
    });
  } finally {
    await dispatcher.stop();
  }
});

test("a webhook's template, pick and headers are previewed and sent the same, and editing the rest keeps them", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "further.db")).start();
  try {
    const attributes = {
      triggers: ["event.created"],
      url: stage.sink.url("/further"),
      template: { text: "New: ${event.title}" },
      headers: { "X-Team": "live", accept: "text/plain" },
    };
    const created = await fetch(new URL("v1/webhooks", dispatcher.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ data: { type: "webhooks", attributes } }),
    });
    const { id } = (await created.json()).data;
    await stage.story(`${dispatcher.url}#/apps/webhooks/${id}`, async (page) => {
      const title = JSON.parse(module.sample("event.created")).event.title;
      const expected = JSON.stringify({ text: `New: ${title}` });
      await eventually("the template's body", async () => (await previewed(page)) === expected);
      const shown = new Map(await headersShown(page));
      assert.equal(shown.get("X-Team"), "live");
      await page.getByTestId("url").fill("");
      assert.equal(await previewed(page), expected, "the body does not wait for the URL");
      await page.getByTestId("url").fill(stage.sink.url("/further"));
      await openGroups(page, "identity");
      await page.getByTestId("name").fill("Renamed");
      await page.getByTestId("add-webhook").click();
      await page.getByTestId("webhook-row").filter({ hasText: "Renamed" }).waitFor();
      await fetch(new URL("v1/occurrences", dispatcher.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: module.sample("event.created"),
      });
      const request = await stage.sink.received("the delivery", ({ url }) => url === "/further");
      assert.equal(request.body.toString(), expected);
      assert.equal(header(request, "x-team"), "live");
      assert.equal(header(request, "accept"), "text/plain");
    });
  } finally {
    await dispatcher.stop();
  }
});

test("a webhook's content mode is previewed, and goes with its family when another one is chosen", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "family.db")).start();
  try {
    const { id } = await dispatcher.addWebhook({
      triggers: ["job.ended"],
      url: stage.sink.url("/family"),
      family: "cloudevents",
      content_mode: "binary",
    });
    await stage.story(`${dispatcher.url}#/apps/webhooks/${id}`, async (page) => {
      await page.getByTestId("preview-body").waitFor();
      assert.equal(new Map(await headersShown(page)).get("ce-type"), "job.ended");
      await openGroups(page, "content", "identity");
      await page.getByTestId("family").selectOption("extended");
      await page.getByTestId("name").fill("Other family");
      await page.getByTestId("add-webhook").click();
      await page.getByTestId("webhook-row").filter({ hasText: "Other family" }).waitFor();
    });
    const { attributes } = (await (await fetch(new URL(`v1/webhooks/${id}`, dispatcher.url))).json()).data;
    assert.equal(attributes.family, "extended");
    assert.ok(!("content_mode" in attributes));
  } finally {
    await dispatcher.stop();
  }
});
