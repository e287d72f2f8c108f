// Receiving: `hookstorm/receiver` on the requests of the Fetch API, of Node and of Express; and the example for Express.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { after, before, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import express from "express";

import { PackedPackage, runNode } from "../support/package.mjs";
import { moduleUrl } from "../support/paths.mjs";
import { eventually, within } from "../support/waiting.mjs";

const MESSAGE_ID = "msg_1";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

let packed;
let hookstorm;
let verify;
let secret;

before(async () => {
  packed = new PackedPackage();
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
  ({ verify } = await import(new URL("receiver.js", moduleUrl)));
  secret = hookstorm.newSecret();
});

after(() => packed?.remove());

function signedHeaders(body, changes = {}) {
  return hookstorm.sign({ body, secret, messageId: MESSAGE_ID, ...changes }).value;
}

function rendered(family, messageId = MESSAGE_ID) {
  const webhook = { triggers: ["people.registered"], url: "https://a.example/", family, secret };
  const attempt = { messageId, attemptedAt: new Date() };
  const { headers, body } = hookstorm.renderRequest(hookstorm.sample("people.registered"), webhook, attempt).value;
  const own = headers.filter(({ name }) => !["host", "content-length"].includes(name));
  return { headers: Object.fromEntries(own.map(({ name, value }) => [name, value])), body };
}

const fetchRequest = ({ headers, body }) => new Request("https://a.example/", { method: "POST", headers, body });
const codes = ({ value, problems }) => [value, ...problems.map(({ path, code }) => `${path} ${code}`)];

/** What `handle` gives for one request to a server of Node's. */
async function received(listener, { headers, body, chunks = [body] }) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const sent = httpRequest({ port: server.address().port, host: "127.0.0.1", method: "POST", path: "/", headers });
    const answered = once(sent, "response");
    for (const chunk of chunks) {
      await new Promise((resolve) => sent.write(chunk, resolve));
    }
    sent.end();
    const [response] = await within("the server answers", answered);
    let text = "";
    for await (const chunk of response) {
      text += chunk;
    }
    return JSON.parse(text);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering = (options = { secrets: secret }) => async (request, response) => {
  const answer = await verify(request, options).catch((failure) => ({ thrown: String(failure) }));
  response.end(JSON.stringify(answer));
};

function expressApp(...handlers) {
  const app = express();
  for (const handler of handlers) {
    app.use(handler);
  }
  return app;
}

test("a Request of the Fetch API: who signed, the body's text, and the message by its type", async () => {
  const sent = rendered("extended");
  const { value, problems } = await verify(fetchRequest(sent), { secrets: secret });
  assert.deepEqual(problems, []);
  assert.equal(value.messageId, MESSAGE_ID);
  assert.equal(value.body, sent.body);
  const { family, trigger, body } = value.message;
  assert.deepEqual([family, trigger], ["extended", "people.registered"]);
  assert.deepEqual(body, JSON.parse(sent.body));
});

test("a body that is of no family is received as well", async () => {
  for (const body of ["", "hello", '{"text":"é 漢 😀"}', "\ufeff{}"]) {
    const { value, problems } = await verify(fetchRequest({ headers: signedHeaders(body), body }), { secrets: [secret] });
    assert.deepEqual([value.body, value.message, problems], [body, null, []]);
  }
});

test("what does not hold comes back as problems", async () => {
  const { headers, body } = rendered("extended");
  assert.deepEqual(codes(await verify(fetchRequest({ headers, body: body.replace("Garnier", "Gardener") }), { secrets: secret })), [
    null, "/headers/webhook-signature signature-mismatch",
  ]);
  const later = { secrets: secret, now: new Date(Date.now() + 60_000), toleranceSeconds: 10 };
  assert.deepEqual(codes(await verify(fetchRequest({ headers, body }), later)), [null, "/headers/webhook-timestamp timestamp-too-old"]);
});

test("a Request that was read already is misuse, its clone is not; so are other things and missing secrets", async () => {
  const request = fetchRequest(rendered("standard"));
  const clone = request.clone();
  await request.text();
  await assert.rejects(verify(request, { secrets: secret }), /TypeError: .*read already.*clone/);
  assert.notEqual((await verify(clone, { secrets: secret })).value, null);
  await assert.rejects(verify(fetchRequest(rendered("standard")), { secrets: undefined }), /TypeError: secrets must be .*not undefined/);
  await assert.rejects(verify(fetchRequest(rendered("standard"))), /TypeError: secrets must be/);
  for (const other of [undefined, null, {}, "request"]) {
    await assert.rejects(verify(other, { secrets: secret }), /TypeError: request must be/);
  }
});

test("too long a body is a problem, of which no more is kept than that takes", async () => {
  const part = 256 * 1024;
  let pulled = 0;
  let most = 0;
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const pull = (controller) => {
    collectGarbage();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    ++pulled <= 100 ? controller.enqueue(new Uint8Array(part)) : controller.close();
  };
  const request = new Request("https://a.example/", { method: "POST", headers: signedHeaders(""), body: new ReadableStream({ pull }), duplex: "half" });
  assert.deepEqual(codes(await verify(request, { secrets: secret })), [null, "/body too-large"]);
  assert.equal(pulled, 101);
  assert.ok(most < 16 * part, `${most} bytes were held`);
  const sent = { headers: signedHeaders(""), chunks: Array(10).fill(new Uint8Array(part)) };
  assert.deepEqual(codes(await received(answering(), sent)), [null, "/body too-large"]);
  const longest = "x".repeat(2 * 1024 * 1024);
  assert.equal((await verify(fetchRequest({ headers: signedHeaders(longest), body: longest }), { secrets: secret })).value.body, longest);
});

test("Node's IncomingMessage: the raw stream, wherever its chunks end", async () => {
  const body = '{"text":"é 漢 😀"}';
  const bytes = Buffer.from(body);
  const chunks = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
  const { value } = await received(answering(), { headers: signedHeaders(body), chunks });
  assert.equal(value.body, body);
  const twice = { ...signedHeaders(body), "webhook-id": [MESSAGE_ID, MESSAGE_ID] };
  assert.deepEqual(codes(await received(answering(), { headers: twice, body })), [null, "/headers/webhook-id duplicate-header"]);
});

test("Express: with no body parser, with one that keeps bytes or text, and with kept raw bytes", async () => {
  const { headers, body } = rendered("legacy");
  const keeping = express.json({ verify: (request, _response, bytes) => (request.rawBody = bytes) });
  for (const parsers of [[], [express.raw({ type: "*/*" })], [express.text({ type: "*/*" })], [keeping], [express.raw({ type: "text/plain" })]]) {
    const { value } = await received(expressApp(...parsers, answering()), { headers, body });
    assert.equal(value?.message.trigger, "people.registered");
  }
});

test("Express: a body that was parsed is misuse, and it says what to do", async () => {
  const { thrown } = await received(expressApp(express.json(), answering()), rendered("legacy"));
  assert.match(thrown, /^TypeError: .*read already.*express\.json.*express\.raw.*rawBody/);
});

test("the example for Express receives, drops what came twice, and refuses what is not signed", async () => {
  const folder = packed.example("express-receiver", ["express"]);
  assert.throws(() => runNode(folder, "server.js"), /Set WEBHOOK_SECRET/);
  const server = spawn(process.execPath, ["server.js"], { cwd: folder, env: { ...process.env, WEBHOOK_SECRET: secret, PORT: "0" } });
  try {
    let output = "";
    const ready = new Promise((resolve) => {
      for (const stream of [server.stdout, server.stderr]) {
        stream.on("data", (chunk) => {
          output += chunk;
          const url = /http:\S+/.exec(output)?.[0];
          if (url) {
            resolve(url);
          }
        });
      }
    });
    const url = await within("the example listens", ready);
    const post = async (sent) => (await fetch(url, { method: "POST", ...sent })).status;
    const sent = rendered("extended", "msg_2");
    assert.equal(await post(sent), 204);
    assert.equal(await post(sent), 204);
    assert.equal(await post({ ...sent, body: sent.body.replace("Garnier", "Gardener") }), 401);
    assert.equal(await post({ body: "{}" }), 401);
    await eventually("it says what it did", () => /^refused: .*webhook-id/m.test(output));
    assert.equal(output.match(/^registered: noemie/gm).length, 1);
  } finally {
    server.kill();
    await once(server, "exit");
  }
});

test("the example for CI passes what is right, and fails with places where something is not", async () => {
  const folder = packed.example("validate-config");
  assert.match(runNode(folder, "validate.js", "webhooks"), /^crm\.json: sends people\.registered, people\.attended to https/);
  const wrong = packed.project({ "webhooks/wrong.json": '{"triggers": ["people.registred"], "url": "http://a.example/"}' });
  const { status, stdout } = await failed([`${folder}/validate.js`, `${wrong}/webhooks`]);
  assert.equal(status, 1);
  assert.match(stdout, /^wrong\.json\/triggers\/0: error: .*people\.registered/m);
  assert.match(stdout, /^wrong\.json\/url: error: /m);
});

function failed(options) {
  return new Promise((resolve) => {
    const script = spawn(process.execPath, options);
    let stdout = "";
    script.stdout.on("data", (chunk) => (stdout += chunk));
    script.once("close", (status) => resolve({ status, stdout }));
  });
}
