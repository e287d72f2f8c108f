// Goes through the page by the keyboard, as who has no mouse does.
import assert from "node:assert/strict";

const PRESSES_MAX = 60;

/** Presses Tab until the focus is on what has this test id. */
export async function tabTo(page, testId) {
  for (let presses = 0; presses < PRESSES_MAX; ++presses) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((id) => document.activeElement?.getAttribute("data-testid") === id, testId)) {
      return;
    }
  }
  assert.fail(`${testId} is not reached by Tab`);
}
