// The inbox on the page: from an empty form to a delivery that was looked at, and all that can be done with a capture.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";

import { Webhook } from "standardwebhooks";

import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
let module;

before(async () => {
  module = await (await import(moduleUrl)).loadHookstorm();
});

const parameters = (page) => new URLSearchParams(page.url().split("?")[1] ?? "");

/** Tells a story at a dispatcher that takes nothing but the open Internet, and its own inboxes. */
async function connected(name, place, tell) {
  const dispatcher = new Dispatcher(join(stage.folder.path, `${name}.db`));
  dispatcher.networks = [];
  dispatcher.allowsHttp = false;
  await dispatcher.start();
  try {
    await stage.story(`${dispatcher.url}${place}`, (page) => tell(page, dispatcher));
  } finally {
    await dispatcher.stop();
  }
}

/** An inbox with some requests in it; `sent` are what fetch takes. */
async function inboxWith(dispatcher, sent) {
  const { json } = await dispatcher.request("POST", "/v1/inboxes", { data: { type: "inboxes", attributes: { name: "Tests" } } });
  for (const { path = "", ...init } of sent) {
    await fetch(`${json.data.attributes.url}${path}`, { method: "POST", ...init });
  }
  return json.data;
}

test("from the first screen to a verified delivery in an inbox: three clicks, nothing typed", async () => {
  await connected("first", "", async (page, dispatcher) => {
    await page.getByTestId("setup-integration").click();
    await page.getByTestId("add-webhook-link").click();
    await page.getByTestId("inbox-offer").click();
    const check = page.getByTestId("capture-check");
    await check.waitFor();
    assert.equal(await check.getAttribute("data-valid"), "true");
    assert.equal(await page.getByTestId("comparison").getAttribute("data-equal"), "true");
    const [webhook] = (await dispatcher.request("GET", "/v1/webhooks")).json.data;
    assert.match(webhook.attributes.url, /\/in\/[0-9a-f]{32}$/);
    assert.equal(
      JSON.parse(await page.getByTestId("json-text").textContent()).data.attributes.title,
      JSON.parse(module.sample("event.created")).event.title,
    );

    // From the saved webhook it is one click more.
    await page.goto(`${dispatcher.url}#/apps/webhooks/${webhook.id}`);
    await page.getByTestId("try-inbox").click();
    await eventually("the second request is there", async () => (await page.getByTestId("captures").locator("[data-capture]").count()) === 2);
  });
});

test("a webhook that sends elsewhere is pointed at an inbox, and that can be taken back", async () => {
  await connected("point", "", async (page, dispatcher) => {
    const { id } = await dispatcher.addWebhook({ triggers: ["event.created"], url: "https://example.com/hook" });
    await page.reload();
    await page.goto(`${dispatcher.url}#/apps/webhooks/${id}`);
    await page.getByTestId("try-inbox").click();
    await eventually("the URL is an inbox's", async () => /\/in\//.test(await page.getByTestId("url").inputValue()));
    assert.equal(await page.getByTestId("url").getAttribute("aria-invalid"), "false", "the dispatcher takes its own inboxes");
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await page.getByTestId("url").inputValue(), "https://example.com/hook");
  });
});

test("captures come in as they are sent; each says whether it is signed and why not, and is checked by any secret", async () => {
  await connected("captures", "#/inboxes", async (page, dispatcher) => {
    await page.getByTestId("make-inbox").click();
    await page.getByTestId("inbox-waiting").waitFor();
    const url = await page.getByTestId("inbox-url").textContent();
    const secret = module.newSecret();
    const body = '{"signed": "elsewhere"}';
    const headers = module.sign({ body, secret, messageId: "msg_elsewhere" }).value;
    await fetch(`${url}/some/path?a=1`, { method: "PUT", body, headers: { ...headers, "content-type": "application/json" } });
    const row = page.getByTestId("captures").locator('[data-capture="1"]');
    await row.waitFor();
    assert.match(await row.textContent(), /PUT \/some\/path\?a=1/);
    const capture = page.getByTestId("capture");
    await capture.getByTestId("json-text").waitFor();
    assert.equal(await capture.getByTestId("json-text").textContent(), body);
    await capture.getByText("tells of no message").waitFor();

    const check = capture.getByTestId("capture-check");
    await capture.getByTestId("capture-secret").fill(module.newSecret());
    await capture.getByRole("button", { name: "Check" }).click();
    await check.waitFor();
    assert.equal(await check.getAttribute("data-valid"), "false");
    await capture.getByTestId("capture-secret").fill(secret);
    await capture.getByRole("button", { name: "Check" }).click();
    await eventually("it is valid", async () => (await check.getAttribute("data-valid")) === "true");

    await fetch(url, { method: "POST", body: "second" });
    const second = page.getByTestId("captures").locator('[data-capture="2"]');
    await second.waitFor();
    await second.click();
    assert.equal(parameters(page).get("capture"), "2");
    await page.reload();
    await page.getByRole("heading", { name: "Request 2" }).waitFor();
  });
});

test("what a proxy changes on the way is told, byte by byte and header by header", async () => {
  await connected("compare", "", async (page, dispatcher) => {
    const inbox = await inboxWith(dispatcher, []);
    const secret = module.newSecret();
    const { id } = await dispatcher.addWebhook({ triggers: ["event.created"], url: inbox.attributes.url, secret });
    await dispatcher.request("POST", `/v1/webhooks/${id}/test?trigger=event.created`);
    const captures = `/v1/inboxes/${inbox.id}/captures`;
    await eventually("it is captured", async () => (await dispatcher.request("GET", captures)).json.data.length === 1);
    const { headers, body } = (await dispatcher.request("GET", `${captures}/1`)).json.data.attributes;
    new Webhook(secret).verify(body, Object.fromEntries(headers.map(({ name, value }) => [name, value])));
    const kept = headers.filter(({ name }) => !/^(host|content-length)$/i.test(name)).map(({ name, value }) => [name, value]);
    await fetch(inbox.attributes.url, { method: "POST", body: body.replace('{"data"', '{ "data"'), headers: [...kept, ["x-proxy", "was here"]] });
    await page.goto(`${dispatcher.url}#/inboxes/${inbox.id}?capture=2`);
    const comparison = page.getByTestId("comparison");
    await comparison.waitFor();
    assert.equal(await comparison.getAttribute("data-equal"), "false");
    assert.match(await comparison.textContent(), /byte 1\b/);
    assert.match(await comparison.textContent(), /x-proxy/);
    assert.equal(await page.getByTestId("capture-check").getAttribute("data-valid"), "false");
    await comparison.getByRole("link").click();
    await page.getByTestId("delivery-view").waitFor();
  });
});

test("an inbox answers as it is told, is cleared and deleted; a capture is forwarded and opened in Verify", async () => {
  stage.sink.requests.length = 0;
  stage.sink.answer = (_request, response) => response.writeHead(418).end("short and stout");
  const dispatcher = await new Dispatcher(join(stage.folder.path, "care.db")).start();
  try {
    const inbox = await inboxWith(dispatcher, [{ body: "to be passed on", path: "/first" }]);
    await stage.story(`${dispatcher.url}#/inboxes/${inbox.id}`, async (page) => {
      await page.getByTestId("forward-url").fill(stage.sink.url("/forwarded"));
      await page.getByTestId("forward").click();
      await page.getByTestId("forwarded").getByText("short and stout").waitFor();
      assert.equal(stage.sink.requests[0].body.toString(), "to be passed on");

      await page.getByText("It answers 200").click();
      await page.getByTestId("answer-status").fill("503");
      await page.getByTestId("save-answer").click();
      await page.getByText("It answers 503").waitFor();
      assert.equal((await fetch(inbox.attributes.url, { method: "POST", body: "again" })).status, 503);

      await page.getByRole("button", { name: "Open in Verify" }).click();
      await eventually("it is pasted", async () => (await page.getByTestId("verify-body").inputValue()) !== "");
      await page.goBack();
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByTestId("inbox-waiting").waitFor();
      await page.getByTestId("delete-inbox").click();
      await page.getByTestId("make-inbox").waitFor();
      assert.deepEqual((await dispatcher.request("GET", "/v1/inboxes")).json.data, []);
    });
  } finally {
    await dispatcher.stop();
  }
});
