// Names that lead nowhere, that take their time, and that lead elsewhere later on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, Names } from "../support/shims.mjs";
import { header, Sink } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";
import { failuresAt, isFull, occurrence, Setting } from "./setting.mjs";

const setting = Setting.ofEachTest();

/** Longer than libcurl remembers where a name leads. */
const REMEMBERED_MS = 61_000;
const HOUR_MS = 3_600_000;

test("names that do not exist, and names that are never found, hold nobody up", { timeout: 600_000 }, async (t) => {
  const slow = Array.from({ length: isFull ? 50 : 10 }, (_, index) => `slow-${index}.example`);
  const names = new Names(setting.folder.path);
  for (const name of slow) {
    names.set(name, ["127.0.0.1"], true);
  }
  names.set("missing.example", []);
  await setting.serve(["--retry-delays", "1,1,1,1,1"], { shims: [names] });
  const { port } = setting.sink;
  await setting.addWebhook("/good");
  await setting.addWebhook(`http://missing.example:${port}/missing`);
  for (const name of slow) {
    await setting.addWebhook(`http://${name}:${port}/${name}`, { timeout: 1, concurrency: 4 });
  }
  /** Accepts one more, which arrives at the good receiver. */
  const arrives = async () => {
    const { status, json } = await setting.dispatcher.occurrence(occurrence, "lenient");
    assert.equal(status, 202);
    await setting.sink.received("the message", (request) => header(request, "webhook-id") === json.data.id);
    return json.data.id;
  };
  const paths = ["/good", "/missing", ...slow.map((name) => `/${name}`)];
  const { deliveries } = await setting.underLoad(t, paths, async () => {
    // No lookup of these names ends before it is let go: what arrives, before and after the first of them are given up,
    // has waited for none.
    const first = await arrives();
    await eventually("lookups are given up", async () => {
      const message = await setting.dispatcher.message(first);
      return message.deliveries.filter(({ attempts }) => attempts.length > 0).length === paths.length;
    });
    await arrives();
    for (const name of slow) {
      names.set(name, ["127.0.0.1"]);
    }
  }, { inModeration: true });
  assert.ok(failuresAt(deliveries, "/missing").every((failure) => /resolve host.*missing\.example/.test(failure)));
  for (const name of slow) {
    assert.match(failuresAt(deliveries, `/${name}`).join("\n"), new RegExp(`Resolving timed out.*${name}`));
  }
  const endsOf = (wanted) => new Set(deliveries.filter(({ path }) => path === wanted).map(({ state }) => state));
  assert.deepEqual([...endsOf("/good")], ["delivered"]);
  assert.deepEqual([...endsOf("/missing")], ["exhausted"]);
  assert.ok(endsOf(`/${slow[0]}`).has("delivered"));
});

test("a name that leads to a forbidden address later on is not followed there", { timeout: 600_000 }, async (t) => {
  const names = new Names(setting.folder.path);
  const clock = new Clock(setting.folder.path);
  const reasons = { "127.0.0.2": "the sending machine itself", "10.0.0.1": "in a private network", "169.254.169.254": "a cloud's metadata service" };
  const forbidden = await new Sink().start(setting.sink.port, "127.0.0.2");
  try {
    names.set("moving.example", ["127.0.0.1"]);
    await setting.serve(["--retry-delays", Array(20).fill(1).join()], { shims: [names, clock], networks: ["127.0.0.1/32"] });
    await setting.addWebhook(`http://moving.example:${setting.sink.port}/moving`);
    const { counts, deliveries } = await setting.underLoad(t, ["/moving"], async (traffic) => {
      const more = async () => {
        const before = traffic.accepted.length + 10;
        await eventually("more are accepted", () => traffic.accepted.length > before);
        await setting.sink.received("the last of them", (request) => header(request, "webhook-id") === traffic.accepted[before]);
      };
      await more();
      // What is remembered of names must not last longer by that.
      clock.ahead -= HOUR_MS;
      await eventually("it is noticed that the clock was set back", () => /clock was set back/.test(setting.dispatcher.log));
      await more();
      for (const [address, reason] of Object.entries(reasons)) {
        names.set("moving.example", [address]);
        clock.ahead += REMEMBERED_MS;
        await more(); // Over the connections that were made before: they still lead where they did.
        setting.sink.disconnect();
        await eventually(`a refusal of ${address}`, () => setting.dispatcher.log.includes(`The address ${address} is ${reason}`));
        names.set("moving.example", ["127.0.0.1"]);
        clock.ahead += REMEMBERED_MS;
        await more();
      }
    }, { inModeration: true });
    assert.equal(counts.exhausted, 0);
    assert.equal(forbidden.requests.length, 0);
    const failures = failuresAt(deliveries, "/moving").join("\n");
    for (const [address, reason] of Object.entries(reasons)) {
      assert.ok(failures.includes(`The address ${address} is ${reason}`));
    }
  } finally {
    await forbidden.stop();
    clock.close();
  }
});
