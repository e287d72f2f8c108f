// The page watches a dispatcher: its deliveries, what became of each, and what can be done with them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { tabTo } from "../support/keyboard.mjs";
import { ManyDeliveries } from "../support/many_deliveries.mjs";
import { samplesFolder } from "../support/paths.mjs";
import { Dispatcher } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();

const parameters = (page) => new URLSearchParams(page.url().split("?")[1] ?? "");
const occurrence = (trigger) => readFileSync(`${samplesFolder}${trigger}.json`, "utf8");
const rows = (page) => page.getByTestId("deliveries").locator("[data-delivery]");

/** The rows that are seen: their places, and what they say. */
const seenRows = (page) =>
  page.getByTestId("deliveries").evaluate((grid) => {
    const box = grid.getBoundingClientRect();
    return [...grid.querySelectorAll("[data-index]")]
      .filter((row) => row.getBoundingClientRect().top >= box.top && row.getBoundingClientRect().bottom <= box.bottom)
      .map((row) => ({
        index: Number(row.dataset.index),
        id: row.querySelector("[data-delivery]").dataset.delivery,
        attempts: Number(row.querySelector(".delivery-row__attempts").textContent),
      }));
  });

test("100,000 deliveries scroll: few rows are in the document, and the right ones wherever one scrolls", async () => {
  const many = await new ManyDeliveries(100_000).start();
  try {
    await stage.story(`${many.url}#/deliveries`, async (page) => {
      await rows(page).first().waitFor();
      await page.getByTestId("load-all").click();
      const count = page.getByTestId("loaded-count");
      await count.getByText("100,000 in all").waitFor({ timeout: 60_000 });
      for (const share of [0.02, 0.37, 0.5, 0.91, 1, 0]) {
        await page.getByTestId("deliveries").evaluate((grid, part) => (grid.scrollTop = grid.scrollHeight * part), share);
        const seen = await eventually("rows where it was scrolled to", async () => {
          const there = await seenRows(page);
          const top = await page.getByTestId("deliveries").evaluate((grid) => Math.floor(grid.scrollTop / 40));
          return there.length > 5 && Math.abs(there[0].index - top) <= 2 && there;
        });
        for (const { index, id, attempts } of seen) {
          assert.equal(attempts, 100_000 - index, "the row of that place");
          assert.equal(id, many.delivery(100_000 - index).id);
        }
        assert.ok((await rows(page).count()) < 80);
      }
    });
  } finally {
    await many.stop();
  }
});

test("what happens is shown as it happens: new rows in front, known ones changed, and nothing moves under the eyes", async () => {
  const many = await new ManyDeliveries(500).start();
  try {
    await stage.story(`${many.url}#/deliveries`, async (page) => {
      await rows(page).first().waitFor();
      await eventually("the page follows", () => many.followers === 1);
      await page.getByTestId("status-strip").getByText("live", { exact: true }).waitFor();
      many.tell(501);
      await eventually("it is in front", async () => (await seenRows(page))[0]?.attempts === 501);
      many.tell(500, { state: "cancelled" });
      const second = page.getByTestId("deliveries").locator('[data-index="1"]');
      await second.getByText("cancelled").waitFor();

      await page.getByTestId("deliveries").evaluate((grid) => (grid.scrollTop = 400));
      const before = await eventually("it is scrolled", async () => {
        const there = await seenRows(page);
        return there[0]?.index === 10 && there[0];
      });
      for (let number = 502; number <= 541; ++number) {
        many.tell(number);
      }
      const after = await eventually("all have come", async () => {
        const there = await seenRows(page);
        return there[0]?.index === 50 && there[0];
      });
      assert.equal(after.id, before.id, "the same row stands where it stood");
      many.count = 600;
      many.reset();
      await page.getByTestId("deliveries").evaluate((grid) => (grid.scrollTop = 0));
      await eventually("the list begins anew", async () => (await seenRows(page))[0]?.attempts === 600);
    });
  } finally {
    await many.stop();
  }
});

test("a state that is filtered by: others are not let in, and a row that leaves it says so", async () => {
  const many = await new ManyDeliveries(20).start();
  try {
    await stage.story(`${many.url}#/deliveries?state=exhausted`, async (page) => {
      await rows(page).first().waitFor();
      await eventually("the page follows", () => many.followers === 1);
      const count = await rows(page).count();
      many.tell(21, { state: "delivered" });
      many.tell(22, { state: "exhausted" });
      await eventually("the exhausted one is there", async () => (await seenRows(page))[0]?.attempts === 22);
      assert.equal(await rows(page).count(), count + 1);
      many.tell(22, { state: "pending" });
      await page.getByTestId("deliveries").locator('[data-index="0"]').getByText("pending").waitFor();
    });
  } finally {
    await many.stop();
  }
});

/** A dispatcher with a webhook that works and one that fails at once, and what it has delivered. */
async function busyDispatcher(name) {
  const dispatcher = await new Dispatcher(join(stage.folder.path, `${name}.db`)).start();
  stage.sink.answer = (request, response) =>
    response.writeHead(request.url === "/fails" ? 500 : 200).end(request.url === "/fails" ? "not today" : "thanks");
  const good = await dispatcher.addWebhook({ name: "Good", triggers: ["event.created", "session.started"], url: stage.sink.url("/good") });
  const bad = await dispatcher.addWebhook({ name: "Bad", triggers: ["event.created"], url: stage.sink.url("/fails"), retry: { delays: [] } });
  for (const trigger of ["event.created", "session.started", "event.created"]) {
    const { json } = await dispatcher.occurrence(occurrence(trigger));
    await eventually("it is settled", async () =>
      (await dispatcher.message(json.data.id)).deliveries.every(({ state }) => state !== "pending"),
    );
  }
  return { dispatcher, good, bad };
}

test("connected: filters are in the address, a delivery shows each attempt with request and answer, and is sent again", async () => {
  const { dispatcher, bad } = await busyDispatcher("watch");
  try {
    await stage.story(`${dispatcher.url}#/deliveries`, async (page) => {
      await eventually("all are listed", async () => (await rows(page).count()) === 5);
      const column = (name) => rows(page).locator(`.delivery-row__${name}`).allTextContents();
      assert.deepEqual(await column("answer"), ["500", "200", "200", "500", "200"]);
      assert.ok((await column("duration")).every((text) => /\d/.test(text)));
      await page.getByTestId("filter-exhausted").click();
      await eventually("the exhausted ones", async () => (await rows(page).count()) === 2);
      await page.getByTestId("filter-webhook").selectOption({ label: "Good" });
      await page.getByTestId("loaded-count").getByText("No deliveries").waitFor();
      await page.getByTestId("filter-webhook").selectOption({ label: "Bad" });
      await eventually("those of one webhook", async () => (await rows(page).count()) === 2);
      assert.equal(parameters(page).get("state"), "exhausted");
      assert.equal(parameters(page).get("webhook"), bad.id);
      await page.reload();
      await eventually("the address holds the filter", async () => (await rows(page).count()) === 2);

      await page.getByTestId("deliveries").focus();
      await page.keyboard.press("ArrowDown");
      const view = page.getByTestId("delivery-view");
      await view.getByText("not today").waitFor();
      assert.match(await view.getByTestId("reached-address").textContent(), new RegExp(`127\\.0\\.0\\.1:${stage.sink.port}$`));
      const id = parameters(page).get("delivery");
      const told = (await dispatcher.request("GET", `/v1/deliveries/${id}`)).json.data.attributes;
      assert.equal(await view.getByTestId("json-text").textContent(), told.request.body);
      assert.match(await view.textContent(), /Bad.*event\.created/s);
      assert.equal(await view.getByTestId("attempt-choice").count(), 1);

      stage.sink.answer = (_request, response) => response.writeHead(202).end("now it works");
      await page.getByTestId("resend").click();
      await view.getByText("now it works").waitFor();
      assert.equal(await view.getByTestId("attempt-choice").count(), 2);
      await view.getByTestId("attempt-choice").first().click();
      await view.getByText("not today").waitFor();
      assert.equal(parameters(page).get("attempt"), "1");
      await page.reload();
      await view.getByText("not today").waitFor();
    });
  } finally {
    await dispatcher.stop();
  }
});

test("connected, by keyboard alone: a webhook is added, delivered to, watched, and its delivery sent again", async () => {
  const dispatcher = await new Dispatcher(join(stage.folder.path, "keyboard.db")).start();
  stage.sink.answer = (_request, response) => response.writeHead(200).end("thanks");
  try {
    await stage.story(`${dispatcher.url}#/apps/webhooks/add`, async (page) => {
      await page.getByTestId("url").waitFor();
      await tabTo(page, "url");
      await page.keyboard.type(stage.sink.url("/by-keyboard"));
      await tabTo(page, "add-webhook");
      await page.keyboard.press("Enter");
      await page.getByTestId("webhook-row").waitFor();
      await tabTo(page, "enabled");
      await page.keyboard.press("Tab"); // To its title.
      await page.keyboard.press("Enter");
      await page.getByTestId("deliver").waitFor();
      await tabTo(page, "deliver");
      await page.keyboard.press("Enter");
      await page.getByTestId("see-delivery").waitFor();
      await tabTo(page, "see-delivery");
      await page.keyboard.press("Enter");
      const view = page.getByTestId("delivery-view");
      await view.getByText("thanks").waitFor();
      await tabTo(page, "resend");
      await page.keyboard.press("Enter");
      await eventually("it is sent again", async () => (await view.getByTestId("attempt-choice").count()) === 2);
    });
  } finally {
    await dispatcher.stop();
  }
});

test("connected: a pending delivery is cancelled, and many are sent again after they were counted", async () => {
  const { dispatcher } = await busyDispatcher("range");
  try {
    const waiting = await dispatcher.addWebhook({ name: "Waiting", triggers: ["session.ended"], url: stage.sink.url("/fails"), retry: { delays: [600] } });
    await dispatcher.occurrence(occurrence("session.ended"));
    await stage.story(`${dispatcher.url}#/deliveries?webhook=${waiting.id}`, async (page) => {
      await rows(page).first().click();
      await page.getByTestId("cancel").click();
      await page.getByTestId("delivery-view").locator(".chip", { hasText: "cancelled" }).waitFor();

      await page.goto(`${dispatcher.url}#/deliveries`);
      await eventually("all are listed", async () => (await rows(page).count()) === 6);
      await page.getByTestId("open-range").click();
      const told = page.getByTestId("range-progress");
      await told.getByText("2 would be sent again").waitFor();
      await page.getByTestId("range-cancelled").click();
      await told.getByText("3 would be sent again").waitFor();
      await page.getByTestId("range-cancelled").click();
      await told.getByText("2 would be sent again").waitFor();
      stage.sink.requests.length = 0;
      stage.sink.answer = (_request, response) => response.writeHead(200).end();
      await page.getByTestId("range-start").click();
      await told.getByText("2 are due again").waitFor();
      await eventually("both are sent", () => stage.sink.requests.length === 2);
    });
  } finally {
    await dispatcher.stop();
  }
});

test("connected: each webhook's figures stand beside its curves, and a static site says what is missing", async () => {
  const { dispatcher, bad } = await busyDispatcher("overview");
  try {
    await stage.story(`${dispatcher.url}#/deliveries?view=overview`, async (page) => {
      const row = page.getByTestId("webhook-figures").locator(`[data-webhook="${bad.id}"]`);
      await row.waitFor();
      assert.match(await row.textContent(), /^Bad.*2.*0 %/s);
      await page.locator(".chart canvas").first().waitFor();
      await row.getByRole("button", { name: "Bad" }).click();
      await eventually("its deliveries", async () => (await rows(page).count()) === 2);
    });
  } finally {
    await dispatcher.stop();
  }
  await stage.story(`${stage.site.url}#/deliveries`, (page) => page.getByText("none serves this page").waitFor());
});
