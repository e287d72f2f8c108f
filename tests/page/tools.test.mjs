// The page's tools that need no dispatcher: verify, simulator, catalogue, replay of a log.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { moduleUrl, samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm } from "../support/program.mjs";
import { Stage } from "../support/stage.mjs";
import { eventually } from "../support/waiting.mjs";

const stage = Stage.forThisFile();
let module;

before(async () => {
  module = await (await import(moduleUrl)).loadHookstorm();
});

const parameters = (page) => new URLSearchParams(page.url().split("?")[1] ?? "");

/** The cells of the simulator's table, row by row. */
const figures = async (page) =>
  Object.fromEntries(
    await page.getByTestId("figures").locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => [row.querySelector("th").textContent, [...row.querySelectorAll("td")].map((cell) => cell.textContent)]),
    ),
  );

test("verify: a signed sample is valid; what is changed in it is named", async () => {
  await stage.story(`${stage.site.url}#/verify`, async (page) => {
    await page.getByTestId("verify-sample").click();
    const verdict = page.getByTestId("verdict");
    await page.locator('[data-testid="verdict"][data-valid="true"]').waitFor();
    assert.match(await verdict.textContent(), /Valid.*standard, v1.*msg_/s);
    assert.match(await page.getByTestId("body-reading").textContent(), /people\.registered in the family extended/);

    const body = await page.getByTestId("verify-body").inputValue();
    await page.getByTestId("verify-body").fill(JSON.stringify(JSON.parse(body), null, 2));
    await page.locator('[data-testid="verdict"][data-valid="false"]').waitFor();
    const headers = (await page.getByTestId("verify-headers").inputValue()).split("\n").map((line) => line.split(": "));
    const secret = await page.getByTestId("verify-secret").inputValue();
    const { problems } = module.verify({ headers, body: JSON.stringify(JSON.parse(body), null, 2), secrets: secret });
    assert.equal(problems[0].code, "body-reserialised");
    assert.ok((await verdict.textContent()).includes(problems[0].message), "the module's own reason");

    await page.getByTestId("verify-body").fill(body);
    await page.getByTestId("verify-secret").fill(module.newSecret());
    await page.locator('[data-testid="verdict"][data-valid="false"]').waitFor();
  });
});

test("verify: a whole request is taken apart, an old one is valid where its age does not matter, and that is in the address", async () => {
  const secret = module.newSecret();
  const body = module.buildBody(module.sample("event.created"), "extended").value;
  const signed = module.sign({ body, secret, messageId: "msg_old", sentAt: new Date("2026-01-01T00:00:00Z") }).value;
  const lines = Object.entries(signed).map(([name, value]) => `${name}: ${value}`);
  await stage.story(`${stage.site.url}#/verify`, async (page) => {
    await page.getByTestId("verify-headers").fill(`POST /hook HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
    assert.equal(await page.getByTestId("verify-body").inputValue(), body);
    await page.getByTestId("verify-secret").fill(secret);
    await page.getByTestId("verdict").getByText(/too old|old/).first().waitFor();
    assert.equal(await page.getByTestId("verdict").getAttribute("data-valid"), "false");
    await page.getByTestId("any-age").check();
    await page.locator('[data-testid="verdict"][data-valid="true"]').waitFor();
    assert.equal(parameters(page).get("age"), "any");
    assert.ok(!page.url().includes(secret), "a secret is never in the address");

    await page.getByTestId("verify-file").setInputFiles({ name: "body", mimeType: "text/plain", buffer: Buffer.from(`${body}\r\n`) });
    await page.locator('[data-testid="verdict"][data-valid="false"]').waitFor();
    assert.match(await page.getByTestId("verdict").textContent(), /line break/i, "the bytes of a file are not touched");
  });
});

const DAY = 86_400;
const supposed = (retry, changes = {}) => ({
  traffic: [{ from: 0, to: DAY, messages: 96 }],
  endpoint: { answer_ms: 120, phases: [{ from: 14_400, to: 32_400, status: null, ...changes }] },
  horizon: DAY,
  timeout: 15,
  concurrency: 32,
  ordered: false,
  seed: 1,
  disable_after: 5,
  retry,
});

test("simulator: figures are the module's, dragging the outage changes them, and the address keeps all of it", async () => {
  await stage.story(`${stage.site.url}#/simulator`, async (page) => {
    const runs = ["standard", "livestorm"].map((retry) => module.simulate(supposed(retry)).value);
    await page.getByTestId("figures").waitFor();
    const before = await figures(page);
    assert.deepEqual(before.Attempts, runs.map(({ attempts }) => String(attempts)));
    assert.deepEqual(before.Delivered, runs.map(({ delivered }) => `${delivered} / 96`));
    assert.deepEqual(before["Given up"], runs.map(({ exhausted }) => String(exhausted)));

    const grip = await page.getByTestId("outage-end").boundingBox();
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 150, y, { steps: 5 });
    await page.mouse.up();
    const to = Number(
      await eventually("the address has the outage's end", () => parameters(page).get("to")),
    );
    assert.ok(to > 40_000, `dragged to ${to}`);
    const dragged = ["standard", "livestorm"].map((retry) => module.simulate(supposed(retry, { to })).value);
    assert.deepEqual((await figures(page)).Attempts, dragged.map(({ attempts }) => String(attempts)));

    await page.getByTestId("outage-begin").focus();
    await page.keyboard.press("ArrowRight");
    await eventually("the address has its beginning", () => parameters(page).get("from"));
    const shown = await figures(page);
    await page.reload();
    await page.getByTestId("figures").waitFor();
    assert.deepEqual(await figures(page), shown, "the address holds every setting");
  });
});

test("simulator: a receiver that is gone disables the webhook, and a policy can stand alone", async () => {
  await stage.story(`${stage.site.url}#/simulator?outage=410&with=none&policy=30x3x4`, async (page) => {
    await page.getByTestId("disablement").waitFor();
    assert.equal(await page.getByTestId("run").count(), 1);
    const [attempts] = (await figures(page)).Attempts;
    const report = module.simulate(supposed({ first: 30, factor: 3, retries: 4 }, { status: 410 })).value;
    assert.equal(attempts, String(report.attempts));
    await page.getByTestId("compare").click();
    assert.equal(await page.getByTestId("run").count(), 2);
    await page.getByTestId("policy-a").selectOption("own");
    await page.locator("#policy-a-waits").fill("10, never");
    await page.locator(".policy .problem--error").first().waitFor();
  });
});

test("simulator: one request at a time lets a slow receiver fall behind", async () => {
  await stage.story(`${stage.site.url}#/simulator?with=none&to=14400&messages=2000&answerMs=50000&timeout=60`, async (page) => {
    const slow = { ...supposed("standard"), traffic: [{ from: 0, to: DAY, messages: 2000 }], endpoint: { answer_ms: 50_000, phases: [] }, timeout: 60 };
    const delivered = async () => (await figures(page)).Delivered[0];
    const expected = (concurrency) => `${module.simulate({ ...slow, concurrency }).value.delivered.toLocaleString("en")} / 2,000`;
    await page.getByTestId("figures").waitFor();
    assert.equal(await delivered(), expected(32));
    await page.locator(".simulator__further summary").click();
    await page.locator("#concurrency").fill("1");
    await page.locator("#concurrency").press("Tab");
    await eventually("the address has the number of requests", () => parameters(page).get("concurrency") === "1");
    assert.equal(await delivered(), expected(1));
    assert.notEqual(expected(1), expected(32));
  });
});

test("catalogue: every trigger has every field of the tables, each with an address; schema and body are the module's", async () => {
  const { resources, triggers } = module.catalogue();
  const named = new Map(resources.map((each) => [each.name, each]));
  const count = (resource) =>
    resource.fields.reduce((sum, field) => sum + 1 + (field.resource ? count(named.get(field.resource)) : 0), 0);
  await stage.story(`${stage.site.url}#/catalogue`, async (page) => {
    for (const { name, records } of triggers) {
      await page.goto(`${stage.site.url}#/catalogue/${name}`);
      await page.locator(".catalogue__name", { hasText: name }).waitFor();
      const expected = records.reduce((sum, record) => sum + count(named.get(record === "attendees" ? "person" : record)), 0);
      assert.equal(await page.locator("[data-field]").count(), expected, name);
    }
    await page.goto(`${stage.site.url}#/catalogue/session.ended?field=session.duration`);
    const linked = page.locator(".fields__linked");
    await linked.waitFor();
    assert.match(await linked.textContent(), /duration.*seconds.*How long the session lasted/s);
    await page.getByTestId("catalogue-word").fill("utm_");
    await eventually("only those fields", async () => (await page.locator("[data-field]").count()) === 6);
    await page.getByTestId("catalogue-schema").click();
    await page.getByTestId("catalogue-family").selectOption("legacy");
    const schema = () => page.getByTestId("json-text").textContent();
    await eventually("the schema of the body", async () => (await schema()) === JSON.stringify(module.schema("session.ended", "legacy")));
    await page.getByTestId("catalogue-body").click();
    assert.equal(await page.getByTestId("json-text").textContent(), module.buildBody(module.sample("session.ended"), "legacy").value);
    await page.getByTestId("catalogue-recipes").click();
    assert.ok((await page.getByTestId("recipe").count()) >= 5);
  });
});

/** A log of the real program: two webhooks, three messages. */
async function exportedLog() {
  const database = join(stage.folder.path, "replay.db");
  const dispatcher = await new Dispatcher(database).start();
  stage.sink.answer = (_request, response) => response.writeHead(200).end();
  const { id } = await dispatcher.addWebhook({ name: "CRM", triggers: ["people.registered", "event.created"], url: stage.sink.url("/crm") });
  await dispatcher.addWebhook({ name: "Other", triggers: ["session.ended"], url: stage.sink.url("/other") });
  for (const trigger of ["people.registered", "event.created", "session.ended"]) {
    const { json } = await dispatcher.occurrence(readFileSync(`${samplesFolder}${trigger}.json`, "utf8"));
    await eventually("it is delivered", async () =>
      (await dispatcher.message(json.data.id)).deliveries.every(({ state }) => state === "delivered"),
    );
  }
  await dispatcher.stop();
  const { stdout } = hookstorm(["export", "--database", database]);
  return { id, text: stdout.toString() };
}

test("replay: a log is replayed line by line through the edited webhook, and nothing leaves the browser", async () => {
  const { id, text } = await exportedLog();
  const file = join(stage.folder.path, "log.jsonl");
  writeFileSync(file, text);
  await stage.story(`${stage.site.url}#/replay`, async (page) => {
    await page.getByTestId("log-drop").waitFor();
    await page.getByTestId("log-file").setInputFiles(file);
    await page.getByTestId("log-lines").waitFor();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const lines = text.trim().split("\n").length;
    const counts = async () =>
      Object.fromEntries(
        await page.locator('[data-testid^="count-"]').evaluateAll((all) =>
          all.map((each) => [each.dataset.testid.slice(6), Number(each.querySelector("strong").textContent)]),
        ),
      );
    const expected = (webhook) => {
      const all = module.replay(text, webhook, { allowHttp: true }).value.counts;
      return Object.fromEntries(Object.entries(all).filter(([name, count]) => name !== "lines" && count > 0));
    };
    const first = JSON.parse(text.split("\n")[0]).webhook;
    await eventually("all lines are replayed", async () => Object.values(await counts()).reduce((a, b) => a + b, 0) === lines);
    assert.deepEqual(await counts(), expected(first), "at first by the webhook of the log");

    const edited = { ...first, id, family: "standard", triggers: ["people.registered"] };
    await page.getByTestId("replay-webhook").getByRole("textbox").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(JSON.stringify(edited, null, 2));
    await eventually("the counts follow the edit", async () => JSON.stringify(await counts()) === JSON.stringify(expected(edited)));
    assert.ok(expected(edited).different > 0 && expected(edited)["no-longer-sent"] > 0);

    await page.getByTestId("count-different").click();
    await page.getByTestId("log-lines").locator('[data-index="0"]').click();
    const reported = module.replay(text, edited, { requests: true, allowHttp: true }).value.lines.find(({ verdict }) => verdict === "different");
    const chosen = page.getByTestId("chosen-line");
    await chosen.waitFor();
    assert.equal(await chosen.getByTestId("json-text").nth(1).textContent(), reported.now.body);
    assert.equal(await chosen.getByTestId("differences").locator("tbody tr").count(), reported.differences.length);
    assert.equal(parameters(page).get("only"), "different");
    assert.equal(parameters(page).get("line"), String(reported.line));
    assert.deepEqual(asked.filter((url) => !/\/assets\/|\/favicon\.svg$/.test(url)), []);
  });
});

test("replay: of 100,000 lines only those that are seen are in the document, and a file that is no log is refused", async () => {
  await stage.story(`${stage.site.url}#/replay`, async (page) => {
    const choose = (name, content) =>
      page.getByTestId("log-file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
    await choose("empty.jsonl", "\n\n");
    await page.getByText("This file has no lines").waitFor();
    await choose("long.jsonl", "{}\n".repeat(100_001));
    await page.getByText("more than 100,000 lines").waitFor();
    await choose("full.jsonl", Array.from({ length: 100_000 }, (_, index) => `{"accepted_at":"","state":"line ${index + 1}"}`).join("\n"));
    const grid = page.getByTestId("log-lines");
    await grid.waitFor();
    for (const share of [0.1, 0.5, 0.83, 1]) {
      await grid.evaluate((element, part) => (element.scrollTop = element.scrollHeight * part), share);
      const rows = await eventually("rows are there where it was scrolled to", () =>
        grid.evaluate((element) => {
          const box = element.getBoundingClientRect();
          const seen = [...element.querySelectorAll("[data-index]")].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top >= box.top && bottom <= box.bottom;
          });
          return seen.length > 3 && seen.map((row) => ({ index: Number(row.dataset.index), text: row.textContent }));
        }),
      );
      for (const { index, text } of rows) {
        assert.match(text, new RegExp(`^${index + 1}.*line ${index + 1}\\b`));
      }
      const top = await grid.evaluate((element) => element.scrollTop);
      assert.ok(Math.abs(rows[0].index - top / 38) <= 2, "the right row for the place");
      assert.ok((await grid.locator("[data-index]").count()) < 80);
    }
  });
});
