// Runs the specification's own cases through the engine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { loadAll } from "js-yaml";

import { evaluateAll } from "./engine.mjs";

const NOW = Date.parse("2017-01-19T16:27:20.974Z");

// Members of the context that cannot be variables are out of reach here, and no error: the context is made
// by the core, not by whoever writes the template.
const DEVIATIONS = ["Initial Minimal Subset: invalid context"];

const file = new URL("../golden/json_e/specification.yml", import.meta.url);
let section = "";
const cases = [];
for (const entry of loadAll(readFileSync(file, "utf8"))) {
  section = entry.section ?? section;
  const name = `${section}: ${entry.title}`;
  if (entry.title && !DEVIATIONS.includes(name)) {
    cases.push({ ...entry, name });
  }
}

test("specification: every case gives its result or is refused", () => {
  const answers = evaluateAll(
    cases.map(({ template, context }) => ({ template, context, now: NOW })),
  );
  const failures = [];
  cases.forEach((one, index) => {
    const answer = answers[index];
    try {
      if (one.error) {
        assert.ok(answer.problems, "an error was expected");
      } else {
        assert.deepEqual(answer, { result: one.result });
      }
    } catch (failure) {
      failures.push(`${one.name}: ${failure.message}`);
    }
  });
  assert.equal(failures.join("\n"), "");
  assert.ok(cases.length > 700, `${cases.length} cases`);
});
