// Takes pictures of the page: node tests/page/screenshots.mjs [FOLDER]
// With a folder, of every screen, light, dark and on a phone, to be looked at; without one, those of the README anew.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { openScreen, STATIC_SCREENS } from "../support/screens.mjs";
import { StaticSite } from "../support/static_site.mjs";

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { look: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { look: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
];

async function takeEveryScreen(browser, url, folder) {
  mkdirSync(folder, { recursive: true });
  for (const { look, ...options } of LOOKS) {
    const { page, context } = await openPage(browser, options);
    for (const screen of STATIC_SCREENS) {
      await openScreen(page, url, screen);
      await page.screenshot({ path: join(folder, `${screen.name}.${look}.png`), fullPage: true });
    }
    await context.close();
  }
}

async function takeThoseOfTheReadme(browser, url) {
  const folder = fileURLToPath(new URL("../../web/screenshots/", import.meta.url));
  const fill = async (page) => {
    await page.getByTestId("trigger").selectOption("people.registered");
    await page.getByTestId("url").fill("https://crm.example.com/hooks/registrants");
  };
  const take = async (page, name) => {
    await page.locator("h1").focus();
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(folder, name) });
  };
  const light = await openPage(browser, { viewport: { width: 1280, height: 960 } });
  await light.page.goto(`${url}#/apps/webhooks/add`);
  await fill(light.page);
  await take(light.page, "add-webhook.png");
  const dark = await openPage(browser, { viewport: { width: 1280, height: 960 }, colorScheme: "dark" });
  await dark.page.goto(`${url}#/apps/webhooks/add?open=filter&compare=legacy`);
  await fill(dark.page);
  await dark.page.getByTestId("preview-family").selectOption("standard");
  await dark.page.getByTestId("filter").getByRole("textbox").click();
  await dark.page.keyboard.type('event.language == "fr"');
  await take(dark.page, "filter-and-comparison.png");
}

const [folder] = process.argv.slice(2);
const site = await new StaticSite().start();
const browser = await launchBrowser();
try {
  await (folder === undefined ? takeThoseOfTheReadme(browser, site.url) : takeEveryScreen(browser, site.url, folder));
} finally {
  await browser.close();
  await site.stop();
}
