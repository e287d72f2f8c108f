// The promise: what is previewed is what is sent, byte for byte. For every golden occurrence in every
// form the page in a real browser, the module in Node, the command line and the dispatcher give the
// same bytes, and somebody else's library accepts the signature.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { writeFileSync } from "node:fs";

import { Webhook } from "standardwebhooks";

import { launchBrowser, openPage, writeOccurrence } from "../support/browser.mjs";
import { documentedBody, forms, goldenOccurrence, triggers } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";

const documentedFamily = { "event.created": "extended", "session.created": "extended" };

/** By the path of the webhook's URL. */
const secrets = new Map();

let folder;
let sink;
let dispatcher;
let browser;
let module;

before(async () => {
  folder = temporaryFolder();
  sink = await new Sink().start();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  browser = await launchBrowser();
  module = await (await import(moduleUrl)).loadHookstorm();
});

after(async () => {
  await browser?.close();
  await dispatcher?.stop();
  await sink?.stop();
  folder?.remove();
});

/** Whether a webhook says no more of its form than the family, which the simplest calls take too. */
function isFamilyAlone(members) {
  return Object.keys(members).length === 1;
}

/**
 * The body that the page shows for a webhook of the dispatcher, read from its document. A CloudEvent tells the message's
 * id, which the page cannot know before there is a message: `messageId` takes the place of its own.
 */
async function bodyInPage(webhookId, occurrence, messageId) {
  const { page, context, errors } = await openPage(browser);
  await page.goto(`${dispatcher.url}#/apps/webhooks/${webhookId}`);
  await page.getByTestId("checking").selectOption("lenient");
  await writeOccurrence(page, occurrence);
  const expected = module.checkOccurrence(occurrence, { checking: "lenient" }).value.trigger;
  assert.ok(expected);
  let previous = null;
  // The preview follows the typing: what counts is where it comes to rest.
  const body = await eventually("the preview comes to rest", async () => {
    const current = await page.getByTestId("preview-body").textContent();
    const isAtRest = current !== "" && current === previous;
    previous = current;
    if (!isAtRest) {
      await page.waitForTimeout(150);
    }
    return isAtRest && current;
  });
  assert.deepEqual(errors, []);
  await context.close();
  return Buffer.from(body.replace(/^(\{"specversion":"1.0","id":")[^"]+/, `$1${messageId}`), "utf8");
}

for (const trigger of triggers) {
  for (const [form, members] of Object.entries(forms)) {
    test(`${trigger} as ${form}: page, module, command line and dispatcher give the same bytes`, async () => {
      const occurrence = goldenOccurrence(trigger);
      const path = `/${trigger}/${form}`;
      const webhook = await dispatcher.addWebhook({ triggers: [trigger], url: sink.url(path), ...members });
      secrets.set(path, webhook.attributes.secret);

      const accepted = await dispatcher.occurrence(occurrence, "lenient");
      assert.equal(accepted.status, 202);
      const received = await sink.received(path, (request) => request.url === path);

      const ids = { webhookId: webhook.id, messageId: accepted.json.data.id };
      const configuration = { id: webhook.id, triggers: [trigger], url: sink.url(path), ...members };
      if (isFamilyAlone(members)) {
        const built = module.buildBody(occurrence, members.family, { ...ids, checking: "lenient" });
        assert.deepEqual(Buffer.from(built.value, "utf8"), received.body, "module");
      }
      const files = [occurrence, JSON.stringify(configuration)].map((text, index) => {
        const file = join(folder.path, `${index}.json`);
        writeFileSync(file, text);
        return file;
      });
      const options = ["--message-id", ids.messageId, "--lenient", "--allow-http"];
      const fromCommand = hookstorm(["preview", files[0], "--webhook", files[1], ...options]);
      assert.equal(fromCommand.status, 0, fromCommand.stderr.toString());
      assert.deepEqual(fromCommand.stdout, received.body, "command line");
      assert.deepEqual(await bodyInPage(webhook.id, occurrence, ids.messageId), received.body, "page");

      const headers = Object.fromEntries(received.headers.map(([name, value]) => [name.toLowerCase(), value]));
      const verified = new Webhook(webhook.attributes.secret).verify(received.body.toString("utf8"), headers);
      assert.deepEqual(verified, JSON.parse(received.body));

      const rendered = module.renderRequest(
        occurrence,
        { ...configuration, secret: webhook.attributes.secret },
        {
          messageId: ids.messageId,
          attemptedAt: new Date(Number(header(received, "webhook-timestamp")) * 1000),
          checking: "lenient",
          allowHttp: true,
        },
      );
      assert.deepEqual(Buffer.from(rendered.value.body, "utf8"), received.body, "module");
      const shown = rendered.value.headers.map(({ name, value }) => [name, value]);
      assert.deepEqual(
        received.headers.map(([name, value]) => [name.toLowerCase(), value]),
        shown,
        "headers, order included",
      );

      if (form === (documentedFamily[trigger] ?? "legacy")) {
        const documented = JSON.parse(documentedBody(trigger));
        if (documented.data) {
          documented.data.meta.webhook.id = webhook.id;
        }
        assert.equal(received.body.toString("utf8"), JSON.stringify(documented), "the vendor's example");
      }
    });
  }
}

test("a changed byte no longer verifies, nor does another secret", () => {
  assert.equal(secrets.size, triggers.length * Object.keys(forms).length);
  const [received] = sink.requests;
  const headers = Object.fromEntries(received.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const body = received.body.toString("utf8");
  const webhook = new Webhook(secrets.get(received.url));
  webhook.verify(body, headers);
  assert.throws(() => webhook.verify(body.replace("}", "} "), headers));
  assert.throws(() => new Webhook(module.newSecret()).verify(body, headers));
});
