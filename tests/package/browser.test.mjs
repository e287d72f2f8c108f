// The package in Chromium under the strict policy, without a bundler: the plain example, and the preview element.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { PackedPackage } from "../support/package.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { StaticSite } from "../support/static_site.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WEBHOOK = { triggers: ["people.registered"], url: "https://a.example/in", family: "legacy" };
const ATTEMPT = { messageId: "msg_1", attemptedAt: new Date("2026-03-01T12:00:00Z") };

const ELEMENT_PAGE = `<!doctype html><html lang="en"><head><title>Element</title>
<script type="module" src="early.js"></script><script type="module" src="main.js"></script></head>
<body><main><h1>Element</h1>
<hookstorm-preview id="given" message-id="msg_1" attempted-at="2026-03-01T12:00:00Z" webhook='${JSON.stringify(WEBHOOK)}'></hookstorm-preview>
<hookstorm-preview id="early"></hookstorm-preview></main></body></html>`;

let packed;
let browser;
let hookstorm;
let site;

before(async () => {
  packed = new PackedPackage();
  browser = await launchBrowser();
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

after(async () => {
  await browser?.close();
  packed?.remove();
});

/** Tells a story on the page of a folder; nothing may have been reported on its console. */
async function story(folder, tell) {
  site = await new StaticSite(folder, POLICY).start();
  const { page, context, errors } = await openPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  try {
    await page.goto(site.url);
    await tell(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
    await site.stop();
  }
}

async function assertAccessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`), []);
}

const elementProject = () =>
  packed.project({
    "index.html": ELEMENT_PAGE,
    "early.js": `document.querySelector("#early").webhook = ${JSON.stringify({ ...WEBHOOK, family: "standard" })};
      globalThis.told = []; document.addEventListener("hookstorm-preview", ({ target, detail }) => told.push([target.id, detail.request?.method]));`,
    "main.js": 'import "./node_modules/hookstorm/preview-element.js";',
  });

const expected = (changes = {}, occurrence = hookstorm.sample("people.registered")) =>
  hookstorm.renderRequest(occurrence, { ...WEBHOOK, ...changes }, ATTEMPT).value;

test("the plain example: nothing is fetched but its own files, and the preview follows", async () => {
  const folder = packed.example("plain-html");
  await story(folder, async (page) => {
    const body = page.locator("hookstorm-preview").locator('[part="body"]');
    await body.filter({ hasText: "event.created" }).waitFor();
    await page.getByLabel("What happens").selectOption("job.ended");
    await body.filter({ hasText: "job.ended" }).waitFor();
    await page.getByLabel("The webhook").fill('{"triggers": []}');
    await page.getByText("No request can be made.").waitFor();
    await page.getByText("webhook/url").waitFor();
    await assertAccessible(page);
    const own = ["core.wasm", "ed25519.js", "index.js", "preview-element.js"].map((name) => `/node_modules/hookstorm/${name}`);
    const asked = site.requests.filter((path) => path !== "/favicon.ico");
    assert.deepEqual([...new Set(asked)].sort(), ["/", "/main.js", ...own, "/style.css"]);
    assert.equal(asked.length, new Set(asked).size, "each is fetched once");
  });
});

test("the element shows the exact request, with each header and the body's very text", async () => {
  await story(elementProject(), async (page) => {
    const element = page.locator("#given");
    await element.getByText("This is sent:").waitFor();
    const { method, url, headers, body } = expected();
    assert.equal(await element.locator('[part="request-line"]').textContent(), `${method} ${url}`);
    const names = await element.locator('[part="header-name"]').allTextContents();
    const values = await element.locator('[part="header-value"]').allTextContents();
    assert.deepEqual(names.map((name, index) => ({ name, value: values[index] })), headers);
    assert.equal(await element.locator('[part="body"]').textContent(), body);
    assert.equal(await element.locator('[part="problems"]').evaluate((list) => getComputedStyle(list).display), "none");
    assert.ok((await element.locator('[part="json-item"]').count()) > 10, "members stand on lines of their own");
  });
});

test("keys of ed25519 are used where a page gives what they need, and what is missing is said", async () => {
  const { secret, publicKey } = hookstorm.newKeyPair();
  const webhook = { ...WEBHOOK, secret };
  const folder = packed.project({
    "index.html": '<!doctype html><title>Keys</title><p id="outcome"></p><script type="module" src="main.js"></script>',
    "main.js": `import { loadHookstorm } from "./node_modules/hookstorm/index.js";
      const hookstorm = await loadHookstorm();
      const outcome = {};
      const failure = (call) => { try { return call(); } catch (failure) { return failure.name + ": " + failure.message; } };
      const render = () => hookstorm.renderRequest(hookstorm.sample("people.registered"), ${JSON.stringify(webhook)}, { messageId: "msg_1", attemptedAt: new Date("2026-03-01T12:00:00Z") }).value;
      const verify = (secrets) => hookstorm.verify({ headers: outcome.request.headers.map(({ name, value }) => [name, value]), body: outcome.request.body, secrets, now: new Date("2026-03-01T12:00:00Z") }).value?.version;
      outcome.missing = [render, () => hookstorm.newKeyPair()].map(failure);
      const { ed25519 } = await import("./node_modules/hookstorm/ed25519.js");
      outcome.same = (await loadHookstorm({ ed25519 })) === hookstorm;
      outcome.request = render();
      const pair = hookstorm.newKeyPair();
      outcome.versions = [${JSON.stringify(publicKey)}, ${JSON.stringify(secret)}, pair.publicKey].map(verify);
      document.querySelector("#outcome").textContent = JSON.stringify(outcome);`,
  });
  await story(folder, async (page) => {
    const outcome = JSON.parse(await page.locator("#outcome").filter({ hasText: /./ }).textContent());
    assert.equal(outcome.missing.length, 2);
    outcome.missing.forEach((said) => assert.match(said, /^TypeError: .*"hookstorm\/ed25519"/));
    assert.equal(outcome.same, true);
    assert.deepEqual(outcome.request, expected({ secret }));
    assert.deepEqual(outcome.versions, ["v1a", "v1a", null]);
  });
  await story(elementProject(), async (page) => {
    await page.locator("#given").evaluate((it, given) => (it.webhook = given), webhook);
    const values = page.locator("#given").locator('[part="header-value"]');
    await values.filter({ hasText: "v1a," }).waitFor();
    assert.deepEqual(await values.allTextContents(), expected({ secret }).headers.map(({ value }) => value));
  });
});

test("what was set before the element was defined counts, and each change is told once", async () => {
  await story(elementProject(), async (page) => {
    const early = page.locator("#early");
    await early.getByText("This is sent:").waitFor();
    assert.match(await early.locator('[part="body"]').textContent(), /^\{"type":"people.registered"/);
    assert.deepEqual(await page.evaluate(() => told.sort()), [["early", "POST"], ["given", "POST"]]);
  });
});

test("the element follows its attributes and properties: family, occurrence, problems and why it is not sent", async () => {
  await story(elementProject(), async (page) => {
    const element = page.locator("#given");
    const body = element.locator('[part="body"]');
    await body.waitFor();
    await element.evaluate((it, webhook) => it.setAttribute("webhook", JSON.stringify(webhook)), { ...WEBHOOK, family: "extended" });
    await body.filter({ hasText: '"meta"' }).waitFor();
    assert.equal(await body.textContent(), expected({ family: "extended" }).body);

    const occurrence = JSON.parse(hookstorm.sample("people.registered"));
    occurrence.person.first_name = '<b>"É\\ \u2028[,]</b>';
    await element.evaluate((it, object) => (it.occurrence = object), occurrence);
    await body.filter({ hasText: "É" }).waitFor();
    assert.equal(await body.textContent(), expected({ family: "extended" }, JSON.stringify(occurrence)).body);

    occurrence.person.role = "king";
    await element.evaluate((it, text) => it.setAttribute("occurrence", text), JSON.stringify(occurrence));
    await element.getByText("Error at occurrence/person/role: ").waitFor();
    assert.equal(await body.isVisible(), false);
    await element.evaluate((it) => it.setAttribute("checking", "lenient"));
    await element.getByText("Warning at occurrence/person/role: ").waitFor();
    assert.equal(await body.isVisible(), true);

    await element.evaluate((it, webhook) => (it.webhook = webhook), { ...WEBHOOK, filter: "event.language == 'xx'" });
    await element.getByText("Not sent: event.language == 'xx' is false").waitFor();
    await element.evaluate((it, webhook) => (it.webhook = webhook), { ...WEBHOOK, template: { $eval: "nothing" } });
    await element.getByText("Error at body").waitFor();
    await element.evaluate((it) => (it.webhook = null));
    await element.getByText("Give a webhook").waitFor();
    await element.evaluate((it, webhook) => (it.webhook = webhook), WEBHOOK);
    await element.evaluate((it) => it.setAttribute("checking", "loose"));
    await element.getByText("checking must be one of strict, lenient").waitFor();
  });
});

test("what is copied of the body are its bytes, without the lines that are only drawn", async () => {
  await story(elementProject(), async (page) => {
    const body = page.locator("#given").locator('[part="body"]');
    await body.waitFor();
    await body.focus();
    await body.evaluate((pre) => getSelection().selectAllChildren(pre));
    await page.keyboard.press("Control+C");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected().body);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`the element is accessible, with a request and with problems, in ${colorScheme} colours`, async () => {
    await story(elementProject(), async (page) => {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
      await page.locator("#given").locator('[part="body"]').waitFor();
      await page.locator("#early").evaluate((it) => (it.webhook = "{}"));
      await page.getByText("Error at webhook/url").waitFor();
      await assertAccessible(page);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.getAttribute("aria-label")), "Body");
    });
  });
}
