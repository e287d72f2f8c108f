// Several dispatchers on one PostgreSQL database, which die, stand still and lose it under load: everything accepted
// comes to its end, and hardly anything comes twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { occurrence, seed } from "../fault/setting.mjs";
import { generator } from "../support/random.mjs";
import { header } from "../support/sink.mjs";
import { eventually } from "../support/waiting.mjs";
import { allAccept, allRefuse, assertFewDuplicates, isFull, Setting, TAKEOVER_MS } from "./setting.mjs";

/** After which each has counted the others. */
const SEEN_MS = 4_000;
/** What one dispatcher has sent and not stored, on a machine that has other work to do as well. */
const UNSTORED_MAX = 250;
const IDLE_MS = 8_000;
/** So long is something under way across a failover, for new messages to get the keys of those that were lost. */
const LATE_MS = 8_000;

const setting = Setting.ofEachTest();

test("three dispatchers deliver everything once, and know each other's webhooks", { timeout: 600_000 }, async (t) => {
  await setting.serve(3);
  await setting.addWebhook("/a");
  // Made at one, it is there at the others at once.
  for (const dispatcher of setting.dispatchers) {
    const { status } = await dispatcher.occurrence(occurrence, "lenient");
    assert.equal(status, 202);
  }
  await eventually("all three arrive", () => setting.sink.requests.length === 3);
  const counts = await setting.underLoad(t, ["/a"], () => sleep(isFull ? 30_000 : 3_000));
  assert.equal(counts.duplicates, 0);
});

test("one is killed and one stands still, again and again, the database restarts, and its standby is promoted", { timeout: 3_600_000 }, async (t) => {
  const below = generator(seed);
  const rounds = isFull ? 20 : 2;
  t.diagnostic(`seed ${seed}, ${rounds} rounds`);
  await setting.addStandby();
  await setting.serve(3);
  await setting.addWebhook("/a");
  await setting.addWebhook("/b");
  let answers = 0; // Every twentieth fails, so that retries are there as well.
  setting.sink.answer = (request, response) => response.writeHead(++answers % 20 === 0 ? 500 : 204).end();
  const counts = await setting.underLoad(t, ["/a", "/b"], async (traffic) => {
    for (let round = 0; round < rounds; ++round) {
      const [, one, other] = setting.dispatchers;
      const [killed, stopped] = below(2) === 0 ? [one, other] : [other, one];
      await sleep(500 + below(1000));
      process.kill(stopped.pid, "SIGSTOP");
      await killed.stop("SIGKILL");
      await sleep(round % 2 === 0 ? TAKEOVER_MS : below(5000));
      if (round === Math.floor(rounds / 4)) {
        await setting.servers[0].stop();
        await setting.servers[0].start();
      } else if (round === Math.floor(rounds / 2)) {
        await setting.failOver();
      }
      process.kill(stopped.pid, "SIGCONT");
      await killed.start();
      await allAccept(traffic);
      await sleep(1000);
    }
  });
  assertFewDuplicates(counts, rounds * 3 * UNSTORED_MAX);
});

test("the database dies, and its standby is promoted", { timeout: 600_000 }, async (t) => {
  const failovers = isFull ? 5 : 1;
  await setting.addStandby();
  await setting.serve(3);
  await setting.addWebhook("/a");
  const counts = await setting.underLoad(t, ["/a"], async (traffic) => {
    for (let failover = 0; failover < failovers; ++failover) {
      if (failover > 0) {
        await setting.replaceDeadServer();
      }
      await sleep(isFull ? 10_000 : 1_000);
      await setting.failOver(() => allRefuse(traffic));
      await allAccept(traffic);
    }
    await sleep(1000);
    assert.ok(traffic.every(({ unknown }) => unknown === 0));
  });
  assertFewDuplicates(counts, 3 * UNSTORED_MAX);
});

test("a standby that had fallen behind is promoted, and what is accepted from then on is delivered", { timeout: 600_000 }, async (t) => {
  await setting.addStandby({ isAwaited: false });
  await setting.serve(2);
  await setting.addWebhook("/a");
  await setting.underLoad(t, ["/a"], async (traffic) => {
    await setting.letStandbyFallBehind();
    await sleep(1000);
    setting.sink.answer = (request, response) => setTimeout(() => response.writeHead(204).end(), LATE_MS);
    await sleep(500);
    await setting.failOver(() => allRefuse(traffic));
    await allAccept(traffic);
    traffic.forEach(({ accepted }) => accepted.splice(0)); // Of what came before, some is lost.
    await sleep(LATE_MS);
    setting.sink.answer = (request, response) => response.writeHead(204).end();
  });
});

test("what a dead dispatcher had is taken over within the lease", { timeout: 600_000 }, async (t) => {
  await setting.serve(2);
  await setting.addWebhook("/a");
  setting.sink.answer = () => {}; // Nobody answers: everything stays under way, and waits.
  for (let i = 0; i < 50; ++i) {
    assert.equal((await setting.dispatchers[0].occurrence(occurrence, "lenient")).status, 202);
  }
  await eventually("some are under way", () => setting.sink.requests.length > 10);
  await setting.dispatchers[0].stop("SIGKILL");
  const begun = Date.now();
  setting.sink.answer = (request, response) => response.writeHead(204).end();
  await eventually("all of them are delivered", () => setting.sink.requests.filter(({ status }) => status === 204).length >= 50);
  const took = Date.now() - begun;
  t.diagnostic(`it took ${took} ms`);
  assert.ok(took < TAKEOVER_MS, `it took ${took} ms`);
});

test("an ordered webhook stays ordered, and the cap of another holds, wherever is accepted", { timeout: 600_000 }, async () => {
  await setting.serve(3, ["--retry-delays", "0,0,0,0,0,0,0,0,0,0"]);
  await setting.addWebhook("/ordered", { ordered: true });
  await setting.addWebhook("/capped", { concurrency: 2 });
  let underWay = 0;
  let most = 0;
  let answers = 0;
  const inOrder = [];
  setting.sink.answer = async (request, response) => {
    if (request.url === "/capped") {
      most = Math.max(most, ++underWay);
      await sleep(10);
      --underWay;
      response.writeHead(204).end();
    } else {
      const failed = ++answers % 7 === 0;
      if (!failed) {
        inOrder.push(header(request, "webhook-id"));
      }
      response.writeHead(failed ? 500 : 204).end();
    }
  };
  await sleep(SEEN_MS);
  const accepted = [];
  for (let i = 0; i < 90; ++i) {
    const answer = await setting.dispatchers[i % 3].occurrence(occurrence, "lenient");
    accepted.push(answer.json.data.id);
  }
  await eventually("all are delivered", () => setting.sink.requests.filter(({ status }) => status === 204).length === 180);
  assert.deepEqual(inOrder, accepted);
  assert.ok(most <= 2, `${most} at once`);
  assert.ok(most > 0);
});

test("the database crashes and comes back", { timeout: 600_000 }, async (t) => {
  await setting.serve(2);
  await setting.addWebhook("/a");
  await setting.underLoad(t, ["/a"], async () => {
    for (let crash = 0; crash < (isFull ? 10 : 2); ++crash) {
      await sleep(1000);
      await setting.servers[0].stop("SIGQUIT");
      await sleep(500);
      await setting.servers[0].start();
    }
    await sleep(1000);
  });
});

test("one that has nothing to do asks the database less than once a second", { timeout: 600_000 }, async (t) => {
  await setting.serve(1);
  await setting.addWebhook("/a");
  await setting.dispatchers[0].occurrence(occurrence, "lenient");
  await setting.sink.received("what was accepted");
  await sleep(SEEN_MS);
  const statements = setting.servers[0].followStatements();
  await sleep(IDLE_MS);
  const asked = statements("hookstorm");
  t.diagnostic(`${asked.length} statements in ${IDLE_MS / 1000} s`);
  assert.ok(asked.length < IDLE_MS / 1000, asked.join("\n"));
  assert.ok(asked.length > 0); // It says that it is alive.
});
