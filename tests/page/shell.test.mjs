// What surrounds every screen of the page: navigation, language, theme, palette, offline; and what holds of every screen.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { violations } from "../support/axe.mjs";
import { openGroups } from "../support/browser.mjs";
import { Dispatcher } from "../support/program.mjs";
import { openScreen, STATIC_SCREENS } from "../support/screens.mjs";
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

test("the palette finds screens, webhooks and whatever the screen lets one do, by keyboard alone", async () => {
  await stage.story(`${stage.site.url}#/apps/webhooks/add`, async (page) => {
    const choose = async (query, title) => {
      await page.keyboard.press("Control+K");
      const field = page.getByTestId("palette-query");
      await field.fill(query);
      const option = page.locator(`#${await field.getAttribute("aria-activedescendant")}`);
      assert.match(await option.textContent(), title);
      await page.keyboard.press("Enter");
      await field.waitFor({ state: "detached" });
    };
    await page.getByTestId("url").fill("https://example.com/of-the-palette");
    await choose("add a web", /^Add a webhook.*screen/);
    await page.getByTestId("url").waitFor();
    await choose("deliv", /^Delivery/);
    await page.getByTestId("timeout").waitFor();
    await choose("this screen add webhook", /^Add a webhookon this screen/);
    await page.getByTestId("webhook-row").waitFor();
    await choose("of-the-palette", /^example\.com\/of-the-palettewebhook$/);
    await page.getByRole("heading", { level: 1, name: /^Edit/ }).waitFor();
    await choose("dark", /Theme: Dark/);
    // What is chosen is done once the palette is gone.
    await page.waitForFunction(() => "theme" in document.documentElement.dataset);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await choose("settings screen", /^Settings/);
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    assert.ok(await page.getByRole("heading", { level: 1, name: "Settings" }).evaluate((heading) => heading === document.activeElement));

    await page.keyboard.press("Control+K");
    await page.getByTestId("palette-query").fill("no such thing");
    await page.getByText("Nothing is called that.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("palette-query").waitFor({ state: "detached" });
  });
});

test("French is found without its accents", async () => {
  await stage.story(
    stage.site.url,
    async (page) => {
      await page.locator("h1").waitFor();
      await page.keyboard.press("Control+K");
      await page.getByTestId("palette-query").fill("reglages ecran");
      assert.equal(await page.getByRole("option").first().locator(".palette__title").textContent(), "Réglages");
    },
    { options: { locale: "fr-FR" } },
  );
});

test("after the first visit the page is there without a network, with its editors and other screens", async () => {
  await stage.story(
    `${stage.site.url}#/apps/webhooks/add`,
    async (page, context) => {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.getByTestId("url").fill("https://example.com/offline");
      await page.getByTestId("add-webhook").click();
      await page.getByTestId("webhook-row").waitFor();
      await context.setOffline(true);
      await page.reload();
      await page.getByTestId("webhook-row").getByRole("link", { name: /^Edit/ }).click();
      await page.getByTestId("preview-body").waitFor();
      await page.getByTestId("occurrence-editor").getByRole("textbox").waitFor();
      for (const entry of await page.getByRole("navigation", { name: "Main" }).getByRole("link").all()) {
        await entry.click();
        await page.locator("h1", { hasText: /./ }).waitFor();
      }
    },
    { options: { serviceWorkers: "allow" }, expected: [/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/] },
  );
});

test("a dispatcher that is gone is missed, and its webhooks are not taken for the browser's", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "offline.db")).start();
  await stage.story(
    dispatcher.url,
    async (page) => {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await dispatcher.stop();
      await page.goto(`${dispatcher.url}#/apps/webhooks`);
      await page.reload();
      await page.getByText("The dispatcher does not answer.").waitFor();
      assert.match(await page.getByTestId("storage-badge").textContent(), /dispatcher/);
    },
    { options: { serviceWorkers: "allow" }, expected: [/ERR_CONNECTION_REFUSED/, /Failed to load resource/] },
  );
});

for (const width of [360, 768, 1280, 3840]) {
  test(`at ${width} pixels nothing is wider than the screen, and nothing moves while a screen comes`, async () => {
    await stage.story(
      stage.site.url,
      async (page) => {
        for (const screen of STATIC_SCREENS) {
          await openScreen(page, stage.site.url, screen);
          const { wide, shifts } = await page.evaluate(async () => ({
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            shifts: await new Promise((resolve) => {
              const seen = [];
              new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
              requestAnimationFrame(() => setTimeout(() => resolve(seen.map(({ value, sources }) => ({ value, what: sources.map(({ node }) => node?.className || node?.nodeName) })))));
            }),
          }));
          assert.ok(wide <= 0, `${screen.name} is ${wide} pixels too wide`);
          const shift = shifts.reduce((sum, { value }) => sum + value, 0);
          assert.ok(shift < 0.01, `${screen.name} moves by ${shift}: ${JSON.stringify(shifts)}`);
        }
      },
      { options: { viewport: { width, height: 900 } } },
    );
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing to complain about on any screen (${colorScheme})`, async () => {
    await stage.story(
      stage.site.url,
      async (page) => {
        const check = async (what) => assert.deepEqual(await violations(page), [], what);
        for (const screen of STATIC_SCREENS) {
          await openScreen(page, stage.site.url, screen);
          await check(screen.name);
        }
        await page.goto(`${stage.site.url}#/apps/webhooks/add`);
        await page.getByTestId("url").fill("http:/example.com");
        await page.getByTestId("add-webhook").click();
        await openGroups(page, "content", "signature");
        await page.getByTestId("body-pick").click();
        await page.getByTestId("previous-secret-add").click();
        await check("problems, a selection and previous secrets");
        await page.keyboard.press("Control+K");
        await check("the palette");
      },
      { options: { colorScheme } },
    );
  });
}
