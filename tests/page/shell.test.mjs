// What surrounds every screen of the page: navigation, language, theme.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Stage } from "../support/stage.mjs";

const stage = Stage.forThisFile();

const language = (page) => page.evaluate(() => document.documentElement.lang);
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the main navigation leads to every screen, and says where one is", async () => {
  await stage.story(stage.site.url, async (page) => {
    const main = page.getByRole("navigation", { name: "Main" });
    for (const entry of await main.getByRole("link").all()) {
      await entry.click();
      await page.locator('nav a[aria-current="page"]', { hasText: await entry.textContent() }).waitFor();
      await page.locator("h1").waitFor();
    }
    await page.goto(`${stage.site.url}#/apps/webhooks/add`);
    assert.equal(await main.getByRole("link", { name: "Webhooks" }).getAttribute("aria-current"), "true");
  });
});

test("the language is the browser's, can be chosen, and is kept", async () => {
  await stage.story(
    stage.site.url,
    async (page) => {
      await page.getByRole("navigation").getByRole("link", { name: "Réglages" }).first().click();
      await page.getByRole("heading", { name: "Réglages" }).waitFor();
      assert.equal(await language(page), "fr");
      await page.getByTestId("language").selectOption("en");
      await page.getByRole("heading", { name: "Settings" }).waitFor();
      assert.equal(await page.title(), "Settings · Hookstorm");
      await page.reload();
      await page.getByRole("heading", { name: "Settings" }).waitFor();
      assert.equal(await language(page), "en");
      await page.getByTestId("language").selectOption("browser");
      await page.getByRole("heading", { name: "Réglages" }).waitFor();
    },
    { options: { locale: "fr-CA" } },
  );
});

test("the theme is the system's, can be chosen, and is kept", async () => {
  await stage.story(
    `${stage.site.url}#/settings`,
    async (page) => {
      await page.getByTestId("theme").waitFor();
      const dark = await ground(page);
      await page.getByTestId("theme").selectOption("light");
      const light = await ground(page);
      assert.notEqual(light, dark);
      await page.reload();
      await page.getByTestId("theme").waitFor();
      assert.equal(await ground(page), light);
      await page.getByTestId("theme").selectOption("system");
      assert.equal(await ground(page), dark);
    },
    { options: { colorScheme: "dark" } },
  );
});
