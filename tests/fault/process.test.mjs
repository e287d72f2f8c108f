// What happens to the process itself: it is killed, or stands still.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { generator } from "../support/random.mjs";
import { isFull, seed, Setting } from "./setting.mjs";

const setting = Setting.ofEachTest();

test("kill -9 at random moments", { timeout: 3_600_000 }, async (t) => {
  const kills = isFull ? 100 : 5;
  t.diagnostic(`seed ${seed}, ${kills} kills`);
  const below = generator(seed);
  await setting.serve(["--retry-delays", "1,1,1,1,1,1"]);
  await setting.addWebhook("/a");
  await setting.addWebhook("/b");
  let answers = 0; // Every twentieth fails, so that retries are there as well.
  setting.sink.answer = (request, response) => response.writeHead(++answers % 20 === 0 ? 500 : 204).end();
  const { counts } = await setting.underLoad(t, ["/a", "/b"], async () => {
    for (let kill = 0; kill < kills; ++kill) {
      await sleep(100 + below(900));
      await setting.dispatcher.stop("SIGKILL");
      await setting.dispatcher.start();
    }
  });
  assert.equal(counts.exhausted, 0);
});

test("SIGSTOP for a while", { timeout: 600_000 }, async (t) => {
  await setting.serve(["--retry-delays", "1,1"]);
  await setting.addWebhook("/a");
  const { counts } = await setting.underLoad(t, ["/a"], async () => {
    await sleep(500);
    process.kill(setting.dispatcher.pid, "SIGSTOP");
    await sleep(isFull ? 60_000 : 2_000);
    process.kill(setting.dispatcher.pid, "SIGCONT");
    await sleep(500);
  });
  assert.equal(counts.exhausted, 0);
  // Over a minute, what was under way has come to its timeout, whatever was answered meanwhile.
  assert.ok(isFull || counts.duplicates === 0);
});
