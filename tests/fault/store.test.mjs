// A disk that is full, or whose writes fail: what cannot be stored is refused, what was accepted is delivered.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { generator } from "../support/random.mjs";
import { WriteErrors } from "../support/shims.mjs";
import { eventually } from "../support/waiting.mjs";
import { isFull, seed, Setting } from "./setting.mjs";

const setting = Setting.ofEachTest();

test("a disk that is full for a while", { timeout: 300_000 }, async (t) => {
  const small = join(setting.folder.path, "small");
  mkdirSync(small);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", small]).status !== 0) {
    t.skip("no small file system can be mounted here");
    return;
  }
  try {
    setting.database = join(small, "hookstorm.db");
    const ballast = join(small, "ballast");
    writeFileSync(ballast, Buffer.alloc(90 * 1024 * 1024)); // Without it there is room for all that follows.
    await setting.serve(["--retry-delays", "1,1"]);
    await setting.addWebhook("/a");
    const { counts } = await setting.underLoad(t, ["/a"], async (traffic) => {
      await eventually("the disk is full", () => traffic.refused > 0);
      rmSync(ballast);
      const before = traffic.accepted.length;
      await eventually("occurrences are accepted again", () => traffic.accepted.length > before);
    });
    assert.equal(counts.exhausted, 0);
    assert.match(setting.dispatcher.log, /disk is full|database or disk/);
  } finally {
    try {
      await setting.stop();
    } finally {
      spawnSync("umount", [small]);
    }
  }
});

test("writes that fail, all of them or by chance, for a while", { timeout: 3_600_000 }, async (t) => {
  const rounds = isFull ? 40 : 2;
  t.diagnostic(`seed ${seed}, ${rounds} rounds`);
  const below = generator(seed);
  const disk = new WriteErrors(setting.folder.path, seed);
  await setting.serve(["--retry-delays", "1,1"], { shims: [disk] });
  await setting.addWebhook("/a");
  let answers = 0; // Every twentieth fails, so that retries are there as well.
  setting.sink.answer = (request, response) => response.writeHead(++answers % 20 === 0 ? 500 : 204).end();
  await setting.underLoad(t, ["/a"], async (traffic) => {
    for (let round = 0; round < rounds; ++round) {
      const refused = traffic.refused;
      disk.perThousand = round % 2 === 0 ? 1000 : 1 + below(200);
      await eventually("occurrences are refused", () => traffic.refused > refused);
      await sleep(below(1000));
      disk.perThousand = 0;
      const before = traffic.accepted.length;
      await eventually("occurrences are accepted again", () => traffic.accepted.length > before);
      await sleep(below(1000));
    }
  });
  t.diagnostic(JSON.stringify(disk.counts));
  assert.match(setting.dispatcher.log, /disk I\/O error/);
  disk.close();
});
