// A headless Chromium, and pages that report everything that goes wrong in them.
import { chromium } from "playwright-core";

import { browserPath } from "./paths.mjs";

export function launchBrowser() {
  return chromium.launch({
    executablePath: browserPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page in a context of its own, without a service worker unless `options` allow one, and the list of errors its
 * console and scripts reported.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      errors.push(`${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return { page, context, errors };
}

/** Replaces the text of the occurrence's editor. */
export async function writeOccurrence(page, text) {
  const editor = page.getByTestId("occurrence-editor").getByRole("textbox");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Opens groups of the webhook's form, by their names: `content`, `signature`, `identity`, … */
export async function openGroups(page, ...names) {
  for (const name of names) {
    const toggle = page.getByTestId(`group-${name}`);
    if ((await toggle.getAttribute("aria-expanded")) === "false") {
      await toggle.click();
    }
  }
}
