// Signing in to a dispatcher that asks who is there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { Dispatcher, hookstorm } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";

const dispatchers = [];
after(() => Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))); // Before the stage takes their folder away.
const stage = Stage.forThisFile();
const refused = [/status of 401/];

async function closedDispatcher(database) {
  const dispatcher = new Dispatcher(database);
  dispatcher.isOpen = false;
  dispatchers.push(dispatcher);
  return dispatcher.start();
}

test("the sign-in link opens the page, once, and leaves no code in the address", async () => {
  const dispatcher = await closedDispatcher(join(stage.folder.path, "link.db"));
  await stage.story(dispatcher.signInLink, async (page) => {
    await page.getByRole("navigation").first().waitFor();
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
  const database = join(stage.folder.path, "token.db");
  await (await closedDispatcher(database)).stop();
  const token = String(hookstorm(["token", "create", "mine", "--scope", "admin", "--database", database]).stdout).trim();
  const dispatcher = await closedDispatcher(database);
  await stage.story(
    dispatcher.url,
    async (page) => {
      await page.getByLabel("Token").fill("hs_unknown");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
      await page.getByLabel("Token").fill(token);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("navigation").first().waitFor();
      assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
    },
    { expected: refused },
  );
});
