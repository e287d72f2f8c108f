// How the tools, deliveries and inboxes look: nothing wider than a phone, and nothing that axe finds, light and dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { violations } from "../support/axe.mjs";
import { samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
let dispatcher;
let delivery;
let inbox;
let log;

before(async () => {
  dispatcher = await new Dispatcher(join(stage.folder.path, "screens.db")).start();
  stage.sink.answer = (_request, response) => response.writeHead(500).end("not today");
  await dispatcher.addWebhook({ name: "CRM", triggers: ["people.registered"], url: stage.sink.url("/crm"), retry: { delays: [] } });
  const { json } = await dispatcher.occurrence(readFileSync(`${samplesFolder}people.registered.json`, "utf8"));
  const settled = await eventually("it is settled", async () => {
    const { deliveries } = await dispatcher.message(json.data.id);
    return deliveries.every(({ state }) => state === "exhausted") && deliveries;
  });
  delivery = settled[0].id;
  const made = await dispatcher.request("POST", "/v1/inboxes", { data: { type: "inboxes", attributes: { name: "Tests" } } });
  inbox = made.json.data;
  await fetch(inbox.attributes.url, { method: "POST", body: '{"sent": "by hand"}', headers: { "webhook-id": "msg_1" } });
  log = hookstorm(["export", "--database", dispatcher.database]).stdout;
});

after(() => dispatcher?.stop());

const screens = {
  verify: { place: "#/verify", ready: async (page) => {
    await page.getByTestId("verify-sample").click();
    await page.getByTestId("verdict").waitFor();
  } },
  simulator: { place: "#/simulator", ready: (page) => page.getByTestId("figures").waitFor() },
  catalogue: { place: "#/catalogue/people.registered?field=person.email", ready: (page) => page.locator(".fields__linked").first().waitFor() },
  "catalogue's schema": { place: "#/catalogue/people.registered?show=schema", ready: (page) => page.getByTestId("json-text").waitFor() },
  "catalogue's recipes": { place: "#/catalogue/people.registered?show=recipes", ready: (page) => page.getByTestId("recipe").first().waitFor() },
  replay: { place: "#/replay?line=1", ready: async (page) => {
    await page.getByTestId("log-file").setInputFiles({ name: "log.jsonl", mimeType: "text/plain", buffer: log });
    await page.getByTestId("chosen-line").waitFor();
    await page.getByTestId("replay-webhook").getByRole("textbox").waitFor();
  } },
};

const connectedScreens = {
  deliveries: { place: () => "#/deliveries", ready: (page) => page.locator("[data-delivery]").first().waitFor() },
  "a delivery": { place: () => `#/deliveries?delivery=${delivery}`, ready: (page) => page.getByTestId("json-text").waitFor() },
  "deliveries' charts": { place: () => "#/deliveries?view=overview", ready: (page) => page.locator(".chart canvas").first().waitFor() },
  inboxes: { place: () => "#/inboxes", ready: (page) => page.getByTestId("inbox-row").waitFor() },
  "an inbox": { place: () => `#/inboxes/${inbox.id}`, ready: (page) => page.getByTestId("json-text").waitFor() },
  "sending many again": { place: () => "#/deliveries", ready: async (page) => {
    await page.getByTestId("open-range").click();
    await page.getByTestId("range-start").waitFor();
  } },
};

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const WALL = { width: 3840, height: 2160 };

async function look(page, what, viewport) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  assert.ok(scrollWidth <= clientWidth, `${what}: ${scrollWidth} > ${clientWidth}`);
  if (viewport !== WALL) {
    assert.deepEqual(await violations(page), [], what);
  }
}

for (const [colorScheme, viewport] of [
  ["light", DESK],
  ["dark", PHONE],
  ["dark", WALL],
]) {
  test(`the tools are whole and accessible at ${viewport.width} px (${colorScheme})`, async () => {
    for (const [what, { place, ready }] of Object.entries(screens)) {
      await stage.story(`${stage.site.url}${place}`, async (page) => {
        await ready(page);
        await look(page, what, viewport);
      }, { options: { viewport, colorScheme } });
    }
  });

  test(`what a dispatcher did is whole and accessible at ${viewport.width} px (${colorScheme})`, async () => {
    for (const [what, { place, ready }] of Object.entries(connectedScreens)) {
      await stage.story(`${dispatcher.url}${place()}`, async (page) => {
        await ready(page);
        await look(page, what, viewport);
      }, { options: { viewport, colorScheme } });
    }
  });
}
