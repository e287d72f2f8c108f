// The exact request on the page: compared with others, measured, and taken along.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import { moduleUrl } from "../support/paths.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
const module = await (await import(moduleUrl)).loadHookstorm();
const addUrl = () => `${stage.site.url}#/apps/webhooks/add`;
const clipboard = { options: { permissions: ["clipboard-read", "clipboard-write"] } };

const previewed = (page) => page.getByTestId("preview-body").textContent();

async function copied(page, testId) {
  await page.getByTestId(testId).click();
  await page.getByTestId(testId).getByText("Copied").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function requestShown(page) {
  const rows = await page.getByTestId("preview-header").all();
  const headers = await Promise.all(rows.map(async (row) => [await row.getAttribute("data-name"), await row.getAttribute("data-value")]));
  return { url: await page.getByTestId("preview-url").textContent(), headers, body: await previewed(page) };
}

/** The lines of a comparison: those of one side are those that are the same and those of its kind. */
async function compared(page) {
  const lines = await page.getByTestId("comparison").locator(".difference__line").evaluateAll((elements) =>
    elements.map((element) => ({ text: element.textContent, kind: element.className.split("--")[1] })),
  );
  const side = (kind) => lines.filter((line) => line.kind === "same" || line.kind === kind).map(({ text }) => text);
  return { before: side("removed"), after: side("added"), changed: lines.filter(({ kind }) => kind !== "same") };
}

/** Compact JSON out of drawn lines, which begin after the headers' empty line. */
const bodyOf = (lines) => JSON.stringify(JSON.parse(lines.slice(lines.indexOf("") + 1).join("\n")));

test("two families' requests are compared line by line", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("trigger").selectOption("people.registered");
    await page.getByTestId("url").fill("https://example.com/hook");
    await page.getByTestId("preview-family").selectOption("extended");
    const webhookId = JSON.parse(await previewed(page)).data.meta.webhook.id;
    await page.getByTestId("compare").selectOption("legacy");
    const { before, after } = await compared(page);
    const sample = module.sample("people.registered");
    assert.equal(bodyOf(before), module.buildBody(sample, "legacy").value);
    assert.equal(bodyOf(after), module.buildBody(sample, "extended", { webhookId }).value);
    assert.match(page.url(), /compare=legacy/);
    await page.getByTestId("preview-family").selectOption("legacy");
    await page.getByText("The requests are the same.").waitFor();
  });
});

test("an edit is compared with what was there before it, and only what changed differs", async () => {
  await stage.story(`${addUrl()}?open=headers`, async (page) => {
    await page.getByTestId("url").fill("https://example.com/hook");
    await page.getByTestId("group-signature").click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByTestId("compare").selectOption("kept");
    await page.getByTestId("header-name").fill("X-Team");
    await page.getByTestId("header-value").fill("live");
    await eventually("the header differs", async () => {
      const { changed } = await compared(page);
      return changed.length === 1 && changed[0].kind === "added" && changed[0].text === "X-Team: live";
    });
  });
});

test("a saved webhook is compared with its edits; the address keeps what is shown", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("url").fill("https://example.com/before");
    await page.getByTestId("add-trigger").click();
    await page.getByTestId("add-webhook").click();
    await page.getByTestId("webhook-row").getByRole("link", { name: /^Edit/ }).click();
    await page.getByTestId("preview-trigger").selectOption("session.created");
    await page.getByTestId("compare").selectOption("saved");
    await page.getByTestId("url").fill("https://example.com/after");
    await eventually("the URL differs", async () => {
      const texts = (await compared(page)).changed.map(({ text }) => text);
      return texts.includes("POST https://example.com/before") && texts.includes("POST https://example.com/after");
    });
    await page.goto("about:blank");
    await page.goBack();
    await page.getByTestId("comparison").waitFor();
    assert.equal(await page.getByTestId("preview-trigger").inputValue(), "session.created");
  });
});

test("sizes are those of what is sent", async () => {
  await stage.story(addUrl(), async (page) => {
    await page.getByTestId("url").fill("https://example.com/hook");
    const { headers, body } = await requestShown(page);
    const head = headers.reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}: ${value}\r\n`), 0);
    const number = (value) => value.toLocaleString("en");
    assert.equal(
      await page.getByTestId("sizes").textContent(),
      `Line breaks are only drawn. In all ${number(head + Buffer.byteLength(body))} bytes: ${number(head)} of headers, ${number(Buffer.byteLength(body))} of body.`,
    );
  });
});

test("as a receiver: what is copied runs, takes the very request, and refuses another", async () => {
  let code;
  let request;
  let secret;
  await stage.story(
    `${addUrl()}?open=signature,identity`,
    async (page) => {
      await page.getByTestId("url").fill("https://example.com/hook");
      await page.getByTestId("name").fill("Two\u2028lines */ `${x}`");
      secret = await page.getByTestId("secret").inputValue();
      code = await copied(page, "copy-receiver");
      request = await requestShown(page);
    },
    clipboard,
  );
  const folder = join(stage.folder.path, "receiver");
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(fileURLToPath(new URL(".", moduleUrl)), join(folder, "node_modules", "hookstorm"));
  writeFileSync(join(folder, "receiver.mjs"), code);
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  const receiver = spawn(process.execPath, ["receiver.mjs"], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    let output = "";
    receiver.stdout.on("data", (chunk) => (output += chunk));
    receiver.stderr.on("data", (chunk) => (output += chunk));
    const headers = Object.fromEntries(request.headers.filter(([name]) => name !== "host" && name !== "content-length"));
    const post = (body) =>
      fetch(`http://127.0.0.1:${port}/hook`, { method: "POST", headers, body }).then(
        ({ status }) => status,
        () => null,
      );
    await eventually("the receiver takes it", async () => (await post(request.body)) === 204);
    await eventually("it tells the trigger", () => output.includes("event.created"));
    assert.equal(await post(request.body.replace("}", " }")), 401);
    await eventually("it says why", () => output.includes("refused:"));
  } finally {
    receiver.kill();
  }
});

test("as a JSON Schema: it describes the very body, and is not offered where no family's body is sent", async () => {
  await stage.story(
    `${addUrl()}?open=content`,
    async (page) => {
      for (const family of ["extended", "legacy", "standard", "cloudevents"]) {
        await page.getByTestId("family").selectOption(family);
        const schema = JSON.parse(await copied(page, "copy-schema"));
        const validate = addFormats(new Ajv({ strict: false })).compile(schema);
        assert.ok(validate(JSON.parse(await previewed(page))), `${family}: ${JSON.stringify(validate.errors)}`);
        await page.getByTestId("copy-schema").getByText("Copied").waitFor({ state: "hidden" });
      }
      await page.getByTestId("body-template").click();
      assert.ok(await page.getByTestId("copy-schema").isDisabled());
    },
    clipboard,
  );
});

test("as curl and as a body: what is copied is what is shown", async () => {
  await stage.story(
    addUrl(),
    async (page) => {
      await page.getByTestId("url").fill("https://example.com/hook");
      assert.equal(await copied(page, "copy-body"), await previewed(page));
      const command = await copied(page, "copy-curl");
      const { headers } = await requestShown(page);
      for (const [name, value] of headers.filter(([name]) => name.startsWith("webhook-"))) {
        assert.ok(command.includes(`${name}: ${value}`), name);
      }
    },
    clipboard,
  );
});
