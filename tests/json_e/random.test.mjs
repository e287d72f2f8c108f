// Random templates and contexts, rendered by the engine and by the npm package json-e, which must agree: in
// the result, or in that there is none.
import assert from "node:assert/strict";
import test from "node:test";
import oracle from "json-e";

import { evaluateAll } from "./engine.mjs";
import { Random, randomCase } from "./random_cases.mjs";

const SEED = Number(process.env.HOOKSTORM_SEED ?? 20211118);
const CASES = 6000;
const NOW = Date.parse("2017-01-19T16:27:20.974Z");

// What the reference implementation computes with NaN and infinities is refused here (docs/json-e.md).
const DEVIATION = "not-a-number";
const DEVIATIONS_PERCENT_MAX = 15;

/** What JSON-e's reference implementation gives, as the engine's answers are laid out. */
function expected({ template, context }) {
  try {
    const result = oracle(template, { ...context, now: new Date(NOW).toISOString() });
    return { result: JSON.parse(JSON.stringify(result)) };
  } catch (failure) {
    return { failure: String(failure.message ?? failure) };
  }
}

test(`random templates: the engine and json-e agree (seed ${SEED})`, () => {
  console.log(`seed ${SEED}, ${CASES} cases`);
  const random = new Random(SEED);
  const cases = Array.from({ length: CASES }, () => ({ ...randomCase(random), now: NOW }));
  const answers = evaluateAll(cases);
  let rendered = 0;
  let deviating = 0;
  cases.forEach((one, index) => {
    const answer = answers[index];
    if (answer.problems?.some(({ code }) => code === DEVIATION)) {
      ++deviating;
      return;
    }
    const wanted = expected(one);
    const shown = () => `case ${index}: ${JSON.stringify(one)}\nwanted ${JSON.stringify(wanted)}\ngot ${JSON.stringify(answer)}`;
    if (wanted.failure !== undefined) {
      assert.ok(answer.problems, shown());
    } else {
      assert.deepEqual(answer.result, wanted.result, shown());
      ++rendered;
    }
  });
  console.log(`${rendered} rendered, ${CASES - rendered - deviating} refused by both, ${deviating} not compared`);
  assert.ok(rendered > 2000, `only ${rendered} cases gave a result`);
  assert.ok(deviating * 100 < CASES * DEVIATIONS_PERCENT_MAX, `${deviating} cases were not compared`);
});
