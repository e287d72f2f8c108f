// Measures the page: how soon it shows something, and how soon an edit reaches the preview: one JSON line a figure.
import assert from "node:assert/strict";
import { join } from "node:path";

import { launchBrowser, openPage } from "../support/browser.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";
import { StaticSite } from "../support/static_site.mjs";
import { initialScript } from "../support/page_files.mjs";
import { median, print } from "./measuring.mjs";

const LOADS = 11;
const EDITS = 101;
/** As a slow phone is to this machine. */
const CPU_THROTTLING = 4;
const rounded = (values) => values.map((value) => Math.round(value * 10) / 10);

const { bytes, files } = initialScript();
print("page.script.initial", bytes, "bytes", { brotli: true, files });

/** In the page, from its beginning: when the request's body is on the screen. */
function noteFirstBody() {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-testid="preview-body"]')?.textContent) {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (globalThis.firstBody = performance.now())));
    }
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** In the page: types into a field, or has `edit` do so, and gives how long each edit took to the preview, and to its frame. */
async function timeEdits({ edits, selector }) {
  const preview = document.querySelector(".preview");
  const field = document.querySelector(selector);
  const times = [];
  for (let i = 0; i < edits; ++i) {
    times.push(
      await new Promise((resolve) => {
        const start = performance.now();
        let changed = 0;
        const observer = new MutationObserver(() => {
          changed ||= performance.now() - start;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve({ changed, shown: performance.now() - start })));
        });
        observer.observe(preview, { childList: true, subtree: true, characterData: true, attributes: true });
        field.value = `https://example.com/hook/${i}`;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }),
    );
  }
  return times;
}

const folder = temporaryFolder();
const site = await new StaticSite().start();
const dispatcher = await new Dispatcher(join(folder.path, "page.db")).start();
const browser = await launchBrowser();

/** Each in a context of its own, in which nothing is cached. */
async function firstPaints(url) {
  const times = [];
  for (let run = 0; run < LOADS; ++run) {
    const { page, context } = await openPage(browser);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_THROTTLING });
    await page.addInitScript(noteFirstBody);
    await page.goto(`${url}#/apps/webhooks/add`);
    times.push(await (await page.waitForFunction(() => globalThis.firstBody)).jsonValue());
    await context.close();
  }
  return times;
}

for (const [name, url] of [["static", site.url], ["dispatcher", dispatcher.url]]) {
  const times = await firstPaints(url);
  print(`page.first_paint.${name}`, median(times), "ms", { cpu_throttling: CPU_THROTTLING, runs: rounded(times) });
}

const { page, errors } = await openPage(browser);
await page.goto(`${site.url}#/apps/webhooks/add`);
await page.getByTestId("trigger").selectOption("session.ended");
const times = await page.evaluate(timeEdits, { edits: EDITS, selector: "#url" });
assert.equal(await page.getByTestId("preview-url").textContent(), `https://example.com/hook/${EDITS - 1}`);
assert.deepEqual(errors.filter((error) => !error.includes("/v1/instance")), []);
const edit = { edits: EDITS, body_bytes: Buffer.byteLength(await page.getByTestId("preview-body").textContent()) };
print("page.edit.preview", median(times.map(({ changed }) => changed)), "ms", edit);
print("page.edit.frame", median(times.map(({ shown }) => shown)), "ms", edit);

await browser.close();
await dispatcher.stop();
await site.stop();
folder.remove();
