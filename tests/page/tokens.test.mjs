// Tokens, and the log of who changed what, under Settings.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { violations } from "../support/axe.mjs";
import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";

const stage = Stage.forThisFile();

test("a token is made, shown once, used and revoked; the log tells who did what", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "access.db")).start();
  try {
    await dispatcher.addWebhook({ name: "CRM", triggers: ["event.created"], url: "https://example.com/crm" });
    await stage.story(`${dispatcher.url}#/settings`, async (page) => {
      await page.getByRole("link", { name: "Tokens" }).click();
      await page.getByTestId("token-name").fill("Importer");
      await page.getByTestId("scope-deliveries:read").uncheck();
      await page.getByTestId("make-token").click();
      const token = await page.getByTestId("fresh-token").locator("code").textContent();
      const row = page.getByTestId("token-row");
      await row.waitFor();
      assert.match(await row.textContent(), /Importer.*webhooks:read.*never used/s);
      const ask = (path) => fetch(new URL(path, dispatcher.url), { headers: { authorization: `Bearer ${token}` } });
      assert.equal((await ask("v1/webhooks")).status, 200);
      assert.equal((await ask("v1/deliveries")).status, 403, "the scope that was taken away");
      assert.deepEqual(await violations(page), [], "tokens");

      await page.reload();
      await row.waitFor();
      assert.equal(await page.getByTestId("fresh-token").count(), 0, "it is not shown again");
      await page.getByTestId("revoke-token").click();
      await row.getByText(/^revoked/).waitFor();
      assert.equal((await ask("v1/webhooks")).status, 401);

      await page.goto(`${dispatcher.url}#/settings/audit`);
      await page.locator('[data-action="token.revoked"]').waitFor();
      assert.equal(await page.locator('[data-action="token.created"]').count(), 1);
      assert.match(await page.locator('[data-action="webhook.created"]').textContent(), /CRM/);
      assert.deepEqual(await violations(page), [], "the log");
    });
  } finally {
    await dispatcher.stop();
  }
});
