// Tokens, and the log of who changed what, under Settings.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";

const dispatchers = [];
after(() => Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))); // Before the stage takes their folder away.
const stage = Stage.forThisFile();

async function closedDispatcher(name) {
  const dispatcher = new Dispatcher(join(stage.folder.path, `${name}.db`));
  dispatcher.isOpen = false;
  dispatchers.push(dispatcher);
  return dispatcher.start();
}

test("a token is made, shown once, used and revoked; the log tells who did what", async () => {
  const dispatcher = await closedDispatcher("access");
  await stage.story(dispatcher.signInLink, async (page) => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Tokens" }).click();
    await page.getByTestId("token-name").fill("Importer");
    await page.getByTestId("scope-deliveries:read").uncheck();
    await page.getByTestId("make-token").click();
    const token = await page.getByTestId("fresh-token").locator("code").textContent();
    const row = page.getByTestId("token-row").filter({ hasText: "Importer" });
    await row.waitFor();
    assert.match(await row.textContent(), /Importer.*webhooks:read.*never used/s);
    const ask = (path) => fetch(new URL(path, dispatcher.url), { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await ask("v1/webhooks")).status, 200);
    assert.equal((await ask("v1/deliveries")).status, 403, "the scope that was taken away");

    await page.reload();
    await row.waitFor();
    assert.equal(await page.getByTestId("fresh-token").count(), 0, "it is not shown again");
    await row.getByTestId("revoke-token").click();
    await row.getByRole("button", { name: "Keep it" }).click();
    await row.getByTestId("revoke-token").click();
    assert.equal((await ask("v1/webhooks")).status, 200, "as long as it is not revoked for good");
    await row.getByTestId("revoke-for-good").click();
    await row.getByText(/^revoked/).waitFor();
    assert.equal((await ask("v1/webhooks")).status, 401);

    await page.goto(`${dispatcher.url}#/settings/audit`);
    const entry = (action) => page.locator(`[data-action="${action}"]`);
    await entry("token.revoked").waitFor();
    assert.match(await entry("token.created").textContent(), /sign-in link.*Importer/s);
    assert.equal(await entry("signed-in").count(), 1);
  });
});

test("whoever may not see tokens is told so, and is offered none", async () => {
  const dispatcher = await closedDispatcher("scopes");
  await stage.story(
    dispatcher.signInLink,
    async (page, context) => {
      await page.getByRole("navigation").first().waitFor();
      const made = await page.evaluate(async () => {
        const body = JSON.stringify({ data: { type: "tokens", attributes: { name: "reader", scopes: ["webhooks:read"] } } });
        const headers = { "content-type": "application/json" };
        return (await fetch("v1/tokens", { method: "POST", headers, body })).json();
      });
      await context.clearCookies();
      await page.goto(`${dispatcher.url}?again#/settings/tokens`);
      await page.getByLabel("Token").fill(made.data.attributes.token);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("This needs a token with the scope admin.").waitFor();
      assert.equal(await page.getByTestId("make-token").count(), 0);
    },
    { expected: [/status of 40[13]/] },
  );
});
