// Whether people who do not see a page, or not well, can use it: by axe, with what each finding is about.
import assert from "node:assert/strict";

import { AxeBuilder } from "@axe-core/playwright";

/** `what` is the screen, for the message. */
export async function assertAccessible(page, what) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  assert.deepEqual(told, [], what);
}
