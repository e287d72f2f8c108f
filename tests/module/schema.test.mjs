// The schemas against another validator: what they let through is what strict checking lets through.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import { sampleBodies } from "../support/golden.mjs";
import { mutated } from "../support/mutation.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { generator } from "../support/random.mjs";

const SEED = 20261124;
const MUTATIONS = 600; // Of each document.

// How values must agree with each other, no schema says.
const BETWEEN_VALUES = ["link-mismatch", "id-mismatch", "duration-mismatch", "duplicate-id", "trigger-mismatch", "count-mismatch"];

let hookstorm;
let ajv;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats(ajv);
});

function validator(trigger, family) {
  const schema = hookstorm.schema(trigger, family);
  return ajv.getSchema(schema.$id) ?? ajv.compile(schema);
}

function sample(trigger) {
  return JSON.parse(hookstorm.sample(trigger));
}

function isSound(checked) {
  return !checked.problems.some(({ code, severity }) => severity === "error" && !BETWEEN_VALUES.includes(code));
}

function assertAgreement(validate, document, isSoundByCore, change) {
  assert.equal(validate(document), isSoundByCore, `${change}: ${ajv.errorsText(validate.errors)}`);
}

test("every sample is valid, and so is the body that it becomes in every form", () => {
  for (const { name, families } of hookstorm.triggers()) {
    const validate = validator(name);
    assert.ok(validate(sample(name)), ajv.errorsText(validate.errors));
    for (const { family, body } of sampleBodies(hookstorm, name, families)) {
      const validateBody = validator(name, family);
      assert.ok(validateBody(JSON.parse(body)), `${name} ${family}: ${ajv.errorsText(validateBody.errors)}`);
    }
  }
});

test(`a mutated occurrence is refused exactly where strict checking refuses it (seed ${SEED})`, () => {
  const names = hookstorm.triggers().map(({ name }) => name);
  for (const name of names) {
    const random = generator(SEED);
    let refused = 0;
    for (let i = 0; i < MUTATIONS; ++i) {
      const { document, change } = mutated(sample(name), random);
      const sound = isSound(hookstorm.checkOccurrence(JSON.stringify(document)));
      const trigger = names.find((one) => one === document.trigger) ?? name;
      assertAgreement(validator(trigger), document, sound, `${name}: ${change}`);
      refused += sound ? 0 : 1;
    }
    assert.ok(refused > MUTATIONS / 4 && refused < MUTATIONS, `${name}: ${refused} were refused`);
  }
});

test(`a mutated body is refused exactly where strict reading refuses it (seed ${SEED})`, () => {
  for (const { name, families } of hookstorm.triggers()) {
    for (const { family, body: text } of sampleBodies(hookstorm, name, families)) {
      const body = JSON.parse(text);
      const random = generator(SEED);
      const validate = validator(name, family);
      for (let i = 0; i < MUTATIONS; ++i) {
        const { document, change } = mutated(body, random);
        const read = hookstorm.readBody(JSON.stringify(document), { checking: "strict" });
        // By its shape, a mutated body may be another trigger's.
        if (read.value === null || read.value.trigger === name) {
          assertAgreement(validate, document, isSound(read), `${name} ${family}: ${change}`);
        }
      }
    }
  }
});

// Where a schema and the check differ by nature, and which way.
const differences = [
  ["a number's spelling is lost in parsing", (text) => text.replace('"sessions_count": 0', '"sessions_count": 0.0'), true, false],
  ["whole numbers of more than 64 bits", (text) => text.replace('"sessions_count": 0', '"sessions_count": 0e19'), true, false],
  ["a name that is given twice", (text) => text.replace('"slug":', '"title": "x", "slug":'), true, false],
  ["texts are limited by bytes, not by characters", (text) => text.replace('"slug": "', `"slug": "${"é".repeat(40_000)}`), true, false],
  ["a leap second", (text) => text.replace(/("created_at": ")[^"]*/, "$12016-12-31T23:59:60Z"), true, false],
  ["letters beyond ASCII in links", (text) => text.replace('"registration_link": "', '"registration_link": "https://é/?'), false, true],
  ["letters beyond ASCII in addresses", (text) => text.replace(/("email": ")/, "$1é"), false, true],
  ["addresses in domains without a dot", (text) => text.replace(/("email": )"[^"]*"/, '$1"root@localhost"'), false, true],
  ["addresses whose first part is odd", (text) => text.replace(/("email": ")/, "$1a@b"), false, true],
];

test("the classes in which a schema and the check differ are these, and no others are known", () => {
  const original = hookstorm.sample("event.created");
  const validate = validator("event.created");
  for (const [what, change, isValid, isSoundByCore] of differences) {
    const text = change(original);
    assert.notEqual(text, original, what);
    assert.equal(validate(JSON.parse(text)), isValid, what);
    assert.equal(isSound(hookstorm.checkOccurrence(text)), isSoundByCore, what);
  }
});

test("the catalogue names every resource with its fields", () => {
  const { resources } = hookstorm.catalogue();
  const session = resources.find((resource) => resource.name === "session");
  assert.equal(session.extendedType, "sessions");
  assert.equal(session.fields.find((field) => field.name === "ended_at").since, "session.ended");
});

test("there is no schema of an unknown trigger or family", () => {
  assert.throws(() => hookstorm.schema("event.deleted"), /RangeError.*trigger/);
  assert.throws(() => hookstorm.schema("event.created", "new"), /RangeError.*family/);
});
