// What the API tells of triggers, recipes, schemas and samples: the same as the program does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { samplesFolder } from "../support/paths.mjs";
import { Dispatcher, hookstorm, temporaryFolder } from "../support/program.mjs";

let folder;
let dispatcher;

before(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
});

after(async () => {
  await dispatcher.stop();
  folder.remove();
});

const get = (path) => dispatcher.request("GET", path);
const printed = (...args) => JSON.parse(hookstorm(args).stdout);

test("each trigger has a sample that is accepted, and schemas as the program prints them", async () => {
  const triggers = (await get("/v1/triggers")).json.data;
  assert.equal(triggers.length, 10);
  for (const { id, attributes } of triggers) {
    const sample = await get(`/v1/samples/${id}`);
    assert.equal(sample.text, readFileSync(join(samplesFolder, `${id}.json`), "utf8"));
    assert.equal((await dispatcher.occurrence(sample.text)).status, 202);
    assert.deepEqual((await get(`/v1/schemas/${id}/occurrence`)).json, printed("schema", id));
    for (const family of attributes.families) {
      const { json } = await get(`/v1/schemas/${id}/${family}`);
      assert.equal(json.$id, `urn:hookstorm:body:${family}:${id}`);
    }
  }
  const job = triggers.find(({ id }) => id === "job.ended");
  assert.ok(!job.attributes.families.includes("legacy"));
  for (const path of ["/v1/schemas/job.ended/legacy", "/v1/schemas/job.ended/x", "/v1/schemas/x/extended", "/v1/samples/x"]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test("a recipe's webhook can be made as it is", async () => {
  const recipes = (await get("/v1/recipes")).json.data;
  assert.ok(recipes.length >= 5);
  for (const { attributes } of recipes) {
    assert.ok((await dispatcher.addWebhook(attributes.webhook)).id);
  }
});
