// Signing in to a dispatcher that asks who is there, and out.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { violations } from "../support/axe.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher, hookstorm } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";

const dispatchers = [];
after(() => Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))); // Before the stage takes their folder away.
const stage = Stage.forThisFile();
const module = await (await import(moduleUrl)).loadHookstorm();
const refused = [/status of 401/];

async function closedDispatcher(database, options = []) {
  const dispatcher = new Dispatcher(database, options);
  dispatcher.isOpen = false;
  dispatchers.push(dispatcher);
  return dispatcher.start();
}

/** A dispatcher to which somebody has a token. */
async function dispatcherWithToken(name, scopes = ["admin"], options = []) {
  const database = join(stage.folder.path, `${name}.db`);
  await (await closedDispatcher(database)).stop();
  const token = String(hookstorm(["token", "create", "mine", ...scopes.flatMap((scope) => ["--scope", scope]), "--database", database]).stdout).trim();
  return { dispatcher: await closedDispatcher(database, options), token };
}

async function signIn(page, token) {
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Ends every session of the page's token and makes another token, as somebody elsewhere would. */
async function revokedElsewhere({ dispatcher, token }, scopes = ["admin"]) {
  const as = { headers: { authorization: token } };
  const made = await dispatcher.request("POST", "/v1/tokens", { data: { type: "tokens", attributes: { name: "another", scopes } } }, as);
  const { json } = await dispatcher.request("GET", "/v1/tokens", undefined, as);
  const mine = json.data.find(({ attributes }) => attributes.name === "mine");
  assert.equal((await dispatcher.request("DELETE", `/v1/tokens/${mine.id}`, undefined, as)).status, 204);
  return made.json.data.attributes.token;
}

test("the sign-in link opens the page, once, and leaves no code in the address", async () => {
  const dispatcher = await closedDispatcher(join(stage.folder.path, "link.db"));
  await stage.story(dispatcher.signInLink, async (page) => {
    await page.getByRole("heading", { level: 1, name: "Apps" }).waitFor();
    assert.ok(!page.url().includes("code="));
    assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
    assert.equal(await page.evaluate(() => document.cookie), "", "no script reads the session");
    await page.reload();
    await page.getByRole("navigation").first().waitFor();
  });
  await stage.story(
    dispatcher.signInLink,
    async (page) => {
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.getByRole("alert").getByText("a link works once").waitFor();
    },
    { expected: refused },
  );
});

test("a token signs in, and one that is unknown does not", async () => {
  const { dispatcher, token } = await dispatcherWithToken("token");
  await stage.story(
    `${dispatcher.url}#/inboxes`,
    async (page) => {
      await signIn(page, "hs_unknown");
      await page.getByRole("alert").waitFor();
      await signIn(page, token);
      await page.getByRole("heading", { name: "Inboxes" }).waitFor();
      assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
    },
    { expected: refused },
  );
});

test("who signs out is out, and whoever comes next is asked", async () => {
  const { dispatcher, token } = await dispatcherWithToken("out");
  await stage.story(
    `${dispatcher.url}#/settings`,
    async (page, context) => {
      await signIn(page, token);
      assert.match(await page.getByTestId("who").textContent(), /“mine” in the workspace default, with admin/);
      const [cookie] = await context.cookies();
      await page.getByTestId("sign-out").click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      assert.deepEqual(await context.cookies(), []);
      const kept = { headers: { cookie: `${cookie.name}=${cookie.value}` } };
      assert.equal((await dispatcher.request("GET", "/v1/webhooks", undefined, kept)).status, 401, "a copy of the cookie is void, too");
      await page.reload();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    },
    { expected: refused },
  );
});

test("where the session ends, the page asks and goes on where it was, with what was written", async () => {
  const made = await dispatcherWithToken("ended");
  const { dispatcher, token } = made;
  await stage.story(
    `${dispatcher.url}#/apps/webhooks/add`,
    async (page) => {
      await signIn(page, token);
      await page.getByTestId("url").fill("https://example.com/kept");
      const another = await revokedElsewhere(made);
      await page.getByTestId("add-webhook").click();
      const dialog = page.getByRole("dialog", { name: "Sign in again" });
      await dialog.waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      assert.ok(await dialog.isVisible(), "there is nothing to go back to");
      assert.equal(await page.getByTestId("url").inputValue(), "https://example.com/kept");
      await signIn(page, another);
      await dialog.waitFor({ state: "hidden" });
      await page.locator(".toast, [data-testid='webhook-row']").first().waitFor();
      const { json } = await dispatcher.request("GET", "/v1/webhooks", undefined, { headers: { authorization: another } });
      assert.deepEqual(json.data.map(({ attributes }) => attributes.url), ["https://example.com/kept"], "saved once, after all");
    },
    { expected: refused },
  );
});

test("where the session ends, who follows deliveries is asked without touching anything, and goes on following", async () => {
  const made = await dispatcherWithToken("live");
  const { dispatcher, token } = made;
  await stage.story(
    `${dispatcher.url}#/deliveries`,
    async (page) => {
      const connection = page.getByTestId("status-strip").locator(".status-strip__fact:first-child .status-strip__value--good");
      await signIn(page, token);
      await connection.waitFor();
      const another = await revokedElsewhere(made);
      const as = { headers: { authorization: another } };
      const attributes = { name: "Followed", url: stage.sink.url("/live"), event: "event.created" };
      await dispatcher.request("POST", "/v1/webhooks", { data: { type: "webhooks", attributes } }, as);
      await page.getByRole("dialog", { name: "Sign in again" }).waitFor();
      await signIn(page, another);
      await connection.waitFor();
      await dispatcher.request("POST", "/v1/occurrences", module.sample("event.created"), as);
      await page.getByTestId("deliveries").getByText("event.created").waitFor();
    },
    { expected: refused },
  );
});

test("somebody else who signs in sees their own workspace, and nothing of what was there", async () => {
  const { dispatcher, token } = await dispatcherWithToken("other", ["admin"]);
  const as = { headers: { authorization: token } };
  await dispatcher.request("POST", "/v1/workspaces", { data: { type: "workspaces", attributes: { name: "acme" } } }, as);
  const attributes = { name: "of acme", scopes: ["admin"], workspace: "acme" };
  const acme = (await dispatcher.request("POST", "/v1/tokens", { data: { type: "tokens", attributes } }, as)).json.data.attributes.token;
  await stage.story(
    `${dispatcher.url}#/apps/webhooks/add`,
    async (page, context) => {
      await signIn(page, token);
      await page.getByTestId("url").fill("https://example.com/of-default");
      await context.clearCookies();
      await page.getByTestId("add-webhook").click();
      await page.getByRole("dialog").waitFor();
      await signIn(page, acme);
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.goto(`${dispatcher.url}#/settings`);
      await page.getByTestId("who").getByText("acme").waitFor();
      for (const by of [token, acme]) {
        const { json } = await dispatcher.request("GET", "/v1/webhooks", undefined, { headers: { authorization: by } });
        assert.deepEqual(json.data, []);
      }
    },
    { expected: refused },
  );
});

test("a page that asks faster than it may waits, and shows no error", async () => {
  const { dispatcher, token } = await dispatcherWithToken("limited", ["admin"], ["--rate-limit", "2"]);
  await stage.story(
    `${dispatcher.url}#/settings/tokens`,
    async (page) => {
      await signIn(page, token);
      await page.getByTestId("token-row").waitFor();
      await page.reload();
      await page.getByTestId("token-row").waitFor();
      assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
      assert.equal(await page.locator(".failure-line").count(), 0);
    },
    { expected: [...refused, /status of 429/] },
  );
});

for (const colorScheme of ["light", "dark"]) {
  test(`access: axe finds nothing to complain about, and nothing is wider than a phone (${colorScheme})`, async () => {
    const { dispatcher, token } = await dispatcherWithToken(`axe-${colorScheme}`);
    await stage.story(
      dispatcher.url,
      async (page, context) => {
        const check = async (what) => {
          assert.deepEqual(await violations(page), [], what);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
        };
        await signIn(page, "hs_unknown");
        await page.getByRole("alert").waitFor();
        await check("the sign-in");
        await signIn(page, token);
        await page.getByRole("navigation").first().waitFor();
        await page.goto(`${dispatcher.url}#/settings`);
        await page.getByTestId("who").waitFor();
        await check("settings");
        await page.goto(`${dispatcher.url}#/settings/audit`);
        await page.getByTestId("audit-entry").first().waitFor();
        await check("the log");
        await page.goto(`${dispatcher.url}#/settings/tokens`);
        await page.getByTestId("token-name").fill("A name that is somewhat longer than most of the others");
        await page.getByTestId("make-token").click();
        await page.getByTestId("fresh-token").waitFor();
        await page.getByTestId("revoke-token").first().click();
        await page.getByTestId("revoke-for-good").waitFor();
        await check("tokens");
        await context.clearCookies();
        await page.getByTestId("revoke-for-good").click();
        await page.getByRole("dialog").waitFor();
        await check("signing in again");
      },
      { options: { colorScheme, viewport: { width: 360, height: 800 } }, expected: refused },
    );
  });
}
