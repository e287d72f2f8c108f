// The simulation through the module and through the program: one core, one report.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { moduleUrl } from "../support/paths.mjs";
import { hookstorm as program } from "../support/program.mjs";

let hookstorm;

const outage = {
  traffic: [{ from: 0, to: 3600, messages: 60 }],
  endpoint: { phases: [{ from: 600, to: 2400, status: null }, { percent: 10, status: 503, retry_after: 30 }] },
  retry: { delays: [10, 60, 600, 3600], jitter: 10 },
  rate_limit: { requests: 10, seconds: 60 },
  horizon: 86400,
};

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

test("simulate: every message is somewhere at the end, and the outage shows", () => {
  const { value, problems } = hookstorm.simulate(outage);
  assert.deepEqual(problems, []);
  assert.equal(value.messages, 60);
  assert.equal(value.delivered + value.exhausted + value.pending + value.skipped, 60);
  assert.ok(value.attempts > 60);
  assert.ok(value.throttlings > 0);
  assert.ok(value.delays_ms.longest > value.delays_ms.median);
  assert.equal(value.spans.length, 100);
  assert.ok(value.timeline.some((attempt) => attempt.status === null));
});

test("simulate: the program gives the same report, byte for byte, for a text as for an object", () => {
  const text = JSON.stringify(outage);
  const printed = program(["simulate", "-", "--json"], { input: text });
  assert.equal(printed.status, 0);
  assert.equal(printed.stdout.toString(), `${JSON.stringify(hookstorm.simulate(text))}\n`);
  assert.deepEqual(hookstorm.simulate(outage), hookstorm.simulate(text));
});

test("simulate: problems are values, all at once", () => {
  const { value, problems } = hookstorm.simulate({ traffic: [], timeout: 0, retry: "never" });
  assert.equal(value, null);
  assert.deepEqual(problems.map(({ path, code }) => [path, code]), [
    ["/retry", "unknown-retry-policy"],
    ["/timeout", "out-of-range"],
  ]);
  const printed = program(["simulate", "-"], { input: '{"traffic": 1}' });
  assert.equal(printed.status, 1);
  assert.match(printed.stderr.toString(), /\/traffic: .*\[wrong-type\]/);
});

test("simulate: the program's timeline reads by itself", () => {
  const printed = program(["simulate", "-"], {
    input: JSON.stringify({
      traffic: [{ messages: 1 }],
      endpoint: { answer_ms: 0, phases: [{ to: 60, status: 503, retry_after: 90 }] },
      retry: { delays: [5], jitter: 0 },
      horizon: 600,
    }),
  });
  const text = printed.stdout.toString();
  assert.equal(printed.status, 0);
  assert.match(text, /1 messages, 2 attempts .* 1 delivered/);
  assert.match(text, /00:00:00 {2}throttled until 00:01:30/);
  assert.match(text, /00:00:00 {2}message 1, attempt 1: 503, again at 00:01:30/);
  assert.match(text, /00:01:30 {2}message 1, attempt 2: 200, delivered/);
});
