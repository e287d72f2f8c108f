// A wall clock that is set while messages are delivered: nothing waits for it to come round again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { generator } from "../support/random.mjs";
import { Clock } from "../support/shims.mjs";
import { eventually } from "../support/waiting.mjs";
import { isFull, seed, Setting } from "./setting.mjs";

const HOUR_MS = 3_600_000;

const setting = Setting.ofEachTest();

test("a clock that steps back and forth by an hour", { timeout: 3_600_000 }, async (t) => {
  const steps = isFull ? 100 : 6;
  t.diagnostic(`seed ${seed}, ${steps} steps`);
  const below = generator(seed);
  const clock = new Clock(setting.folder.path);
  try {
    await setting.serve(["--retry-delays", "1,1,1,1,1,1"], { shims: [clock] });
    await setting.addWebhook("/a");
    await setting.addWebhook("/limited", { rate_limit: { requests: 500, seconds: 1 } });
    await setting.addWebhook("/throttled");
    const failing = { "/a": [20, 500], "/limited": [20, 500], "/throttled": [100, 503] }; // One of so many, with a status.
    const answers = { "/a": 0, "/limited": 0, "/throttled": 0 };
    setting.sink.answer = ({ url }, response) => {
      const [every, status] = failing[url];
      response.writeHead(++answers[url] % every === 0 ? status : 204, { "retry-after": "1" }).end();
    };
    const { counts } = await setting.underLoad(t, ["/a", "/limited", "/throttled"], async (traffic) => {
      for (let step = 0; step < steps; ++step) {
        const before = traffic.accepted.length;
        await eventually("more are accepted", () => traffic.accepted.length > before + 5);
        await sleep(below(500));
        clock.ahead += [-HOUR_MS, HOUR_MS][below(2)];
      }
      clock.ahead -= HOUR_MS; // With retries waiting: they would be due in an hour.
    }, { inModeration: true });
    assert.equal(counts.exhausted, 0);
  } finally {
    clock.close();
  }
});
