// The screens that only a dispatcher's page has, as axe and a narrow window see them.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { violations } from "../support/axe.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";

const stage = Stage.forThisFile();
const module = await (await import(moduleUrl)).loadHookstorm();

for (const colorScheme of ["light", "dark"]) {
  test(`connected: axe finds nothing to complain about, and nothing is wider than a phone (${colorScheme})`, async () => {
    stage.sink.answer = (_, response) => response.writeHead(503).end("later");
    const dispatcher = await new Dispatcher(join(stage.folder.path, `axe-${colorScheme}.db`)).start();
    try {
      const { id } = await dispatcher.addWebhook({ triggers: ["event.created"], url: stage.sink.url("/axe"), name: "For axe" });
      await dispatcher.addWebhook({ triggers: ["job.ended"], url: stage.sink.url("/off"), enabled: false, family: "standard" });
      await dispatcher.occurrence(module.sample("event.created"));
      await stage.sink.received("the delivery");
      await stage.story(
        dispatcher.url,
        async (page) => {
          const check = async (what) => {
            assert.deepEqual(await violations(page), [], what);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
          };
          for (const hash of ["#/apps/webhooks", "#/deliveries", `#/apps/webhooks/${id}?open=signature,identity&compare=saved`]) {
            await page.goto(`${dispatcher.url}?${encodeURIComponent(hash)}${hash}`);
            await page.locator("h1").waitFor();
            await check(hash);
          }
          await page.locator('[data-testid="revision"]').first().waitFor();
          await check("revisions");
          await page.getByTestId("rotate-secret").click();
          await page.getByTestId("fresh-secret").waitFor();
          await check("a fresh secret");
        },
        { options: { colorScheme, viewport: { width: 360, height: 800 } } },
      );
    } finally {
      await dispatcher.stop();
    }
  });
}
