// Makes the screenshots of the README anew: node tests/page/screenshots.mjs
import { fileURLToPath } from "node:url";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { StaticSite } from "../support/static_site.mjs";

const folder = fileURLToPath(new URL("../../web/screenshots/", import.meta.url));
const site = await new StaticSite().start();
const browser = await launchBrowser();
try {
  const { page } = await openPage(browser, { viewport: { width: 1280, height: 960 } });
  await page.goto(`${site.url}#/apps/webhooks/add`);
  await page.getByTestId("trigger").selectOption("people.registered");
  await page.getByTestId("url").fill("https://crm.example.com/hooks/registrants");
  await page.getByTestId("name").fill("Registrants to the CRM");
  await page.locator("h1").focus();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}add-webhook.png` });
} finally {
  await browser.close();
  await site.stop();
}
