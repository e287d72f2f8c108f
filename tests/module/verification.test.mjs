// Signatures of the module against other implementations, both ways: the npm packages of Standard Webhooks and svix,
// and Node's own cryptography. Then each reason that verify gives.
import assert from "node:assert/strict";
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { before, test } from "node:test";

import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

import { moduleUrl } from "../support/paths.mjs";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SEED = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=";
const BODY = '{"test": 2432232314}';
const ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const SENT_AT = new Date(1614265330_000);

let hookstorm;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

function request(members, attemptedAt = new Date()) {
  const webhook = { triggers: ["event.created"], url: "https://a.example/in", ...members };
  const rendered = hookstorm.renderRequest(hookstorm.sample("event.created"), webhook, { messageId: ID, attemptedAt });
  assert.deepEqual(rendered.problems, []);
  return { ...rendered.value, headers: Object.fromEntries(rendered.value.headers.map(({ name, value }) => [name, value])) };
}

function signedHeaders(signature) {
  return { "webhook-id": ID, "webhook-timestamp": "1614265330", "webhook-signature": signature };
}

/** The keys of a pair in Node's form, by the prefixes that DER puts before the raw bytes. */
function nodeKeys({ secret, publicKey }) {
  const der = (prefix, text, letters) => Buffer.concat([Buffer.from(prefix, "hex"), Buffer.from(text.slice(letters), "base64")]);
  return {
    privateKey: createPrivateKey({ key: der("302e020100300506032b657004220420", secret, 5), format: "der", type: "pkcs8" }),
    publicKey: createPublicKey({ key: der("302a300506032b6570032100", publicKey, 5), format: "der", type: "spki" }),
  };
}

function codesOf({ value, problems }) {
  assert.equal(value, null);
  return problems.map(({ path, code }) => `${path} ${code}`);
}

/** A request that somebody else signed by v1, with something about it changed. */
function checked({ headers = {}, body = BODY, signedBody = BODY, secrets = SECRET, now = SENT_AT, ...options }) {
  const signature = new Webhook(SECRET).sign(ID, SENT_AT, signedBody);
  return hookstorm.verify({ headers: { ...signedHeaders(signature), ...headers }, body, secrets, now, ...options });
}

test("the published signatures are valid: v1, v1a, and the vendor's check value", () => {
  const v1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  const v1a = "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==";
  for (const [signature, secret, version] of [[v1, SECRET, "v1"], [v1a, SEED, "v1a"]]) {
    const { value, problems } = hookstorm.verify({ headers: signedHeaders(signature), body: BODY, secrets: secret, now: SENT_AT });
    assert.deepEqual(problems, []);
    assert.deepEqual(value, {
      scheme: "standard",
      version,
      messageId: ID,
      secretIndex: 0,
      sentAt: "2021-02-25T15:02:10.000Z",
      ageSeconds: 0,
    });
  }
  const digest = createHash("sha256").update('1752652800000signature{"uneClef":"valeur"}').digest("hex");
  assert.match(digest, /^bcee8607.*ca7953e$/);
  const vendors = hookstorm.verify({
    headers: { "X-Livestorm-Signature": `1752652800000,${digest}` },
    body: '{"uneClef":"valeur"}',
    secrets: "signature",
    now: new Date(1752652800000),
  });
  assert.deepEqual(codesOf(vendors), ["/headers/x-livestorm-signature timestamp-milliseconds"]);
});

test("what the module signs by v1, standardwebhooks and svix accept; and the other way round", () => {
  for (const Library of [Webhook, SvixWebhook]) {
    const secret = hookstorm.newSecret();
    const { headers, body } = request({ secret });
    new Library(secret).verify(body, headers);
    assert.throws(() => new Library(hookstorm.newSecret()).verify(body, headers));

    const theirs = { ...signedHeaders(new Library(secret).sign(ID, SENT_AT, BODY)) };
    assert.equal(hookstorm.verify({ headers: theirs, body: BODY, secrets: secret, now: SENT_AT }).value.version, "v1");
  }
});

test("svix's own names of headers are understood", () => {
  const signature = new SvixWebhook(SECRET).sign(ID, SENT_AT, BODY);
  const headers = [["Svix-Id", ID], ["Svix-Timestamp", "1614265330"], ["Svix-Signature", signature]];
  for (const given of [headers, new Map(headers), new Headers(headers), Object.fromEntries(headers)]) {
    assert.notEqual(hookstorm.verify({ headers: given, body: BODY, secrets: [SECRET], now: SENT_AT }).value, null);
  }
});

test("what the module signs by v1a, Node accepts; and the other way round", () => {
  const pair = hookstorm.newKeyPair();
  assert.match(pair.secret, /^whsk_[A-Za-z0-9+/]{43}=$/);
  assert.match(pair.publicKey, /^whpk_[A-Za-z0-9+/]{43}=$/);
  const { privateKey, publicKey } = nodeKeys(pair);
  const raw = Buffer.concat([pair.secret, pair.publicKey].map((text) => Buffer.from(text.slice(5), "base64")));
  for (const secret of [pair.secret, `whsk_${raw.toString("base64")}`]) {
    const { headers, body } = request({ secret });
    const [version, signature] = headers["webhook-signature"].split(",");
    assert.equal(version, "v1a");
    const content = Buffer.from(`${ID}.${headers["webhook-timestamp"]}.${body}`);
    assert.ok(verify(null, content, publicKey, Buffer.from(signature, "base64")));
    for (const checking of [pair.publicKey, secret]) {
      assert.equal(hookstorm.verify({ headers, body, secrets: checking }).value.version, "v1a");
    }
    assert.deepEqual(codesOf(hookstorm.verify({ headers, body, secrets: hookstorm.newKeyPair().publicKey })), [
      "/headers/webhook-signature signature-mismatch",
    ]);
  }
  const theirs = sign(null, Buffer.from(`${ID}.1614265330.${BODY}`), privateKey).toString("base64");
  const headers = signedHeaders(`v1a,${theirs}`);
  assert.equal(hookstorm.verify({ headers, body: BODY, secrets: pair.publicKey, now: SENT_AT }).value.version, "v1a");
});

test("ed25519 in browsers and in Node: the same keys and signatures, and the same are refused", async () => {
  const { ed25519 } = await import(new URL("ed25519.js", moduleUrl));
  for (let number = 0; number < 30; ++number) {
    const seed = createHash("sha256").update(`seed ${number}`).digest();
    const content = Buffer.from(BODY.repeat(number));
    const publicKey = Buffer.from(ed25519.publicKeyOf(seed));
    const keys = nodeKeys({ secret: `whsk_${seed.toString("base64")}`, publicKey: `whpk_${publicKey.toString("base64")}` });
    assert.deepEqual(createPublicKey(keys.privateKey).export({ format: "der", type: "spki" }).subarray(-32), publicKey);
    const signature = sign(null, content, keys.privateKey);
    assert.deepEqual(Buffer.from(ed25519.sign(content, seed)), signature);

    const flipped = Buffer.from(signature);
    flipped[number * 2] ^= 1 << number % 8;
    const long = Buffer.concat([signature, Buffer.of(0)]);
    for (const [received, isRight] of [[signature, true], [flipped, false], [signature.subarray(1), false], [long, false], [Buffer.alloc(64, 255), false]]) {
      assert.equal(ed25519.isSignature(received, content, publicKey), isRight);
      assert.equal(verify(null, content, keys.publicKey, received), isRight);
    }
    assert.equal(ed25519.isSignature(signature, Buffer.concat([content, Buffer.of(32)]), publicKey), false);
    assert.equal(ed25519.isSignature(signature, content, Buffer.alloc(32, 255)), false);
  }
});

test("what the module signs in the vendor's way is the hash of seconds, secret and body", () => {
  const secret = hookstorm.newSecret("livestorm");
  assert.match(secret, /^[A-Za-z0-9+/]{43}=$/);
  const { headers, body } = request({ signature: "livestorm", secret });
  const [seconds, digest] = headers["x-livestorm-signature"].split(",");
  assert.equal(seconds, headers["webhook-timestamp"]);
  assert.equal(digest, createHash("sha256").update(seconds + secret + body).digest("hex"));
  assert.equal(headers["webhook-signature"], undefined);
  assert.equal(hookstorm.verify({ headers, body, secrets: secret }).value.scheme, "livestorm");
});

test("sign: any body, by each scheme, as other implementations check it and as renderRequest signs", () => {
  const body = Uint8Array.of(0xff, 0, ...Buffer.from(BODY));
  const at = { messageId: ID, sentAt: SENT_AT };
  assert.deepEqual(hookstorm.sign({ body: BODY, secret: SECRET, ...at }), {
    value: signedHeaders(new Webhook(SECRET).sign(ID, SENT_AT, BODY)),
    problems: [],
  });
  const pair = hookstorm.newKeyPair();
  const { publicKey } = nodeKeys(pair);
  const signed = hookstorm.sign({ body, secret: pair.secret, ...at }).value;
  const signature = Buffer.from(signed["webhook-signature"].slice("v1a,".length), "base64");
  assert.ok(verify(null, Buffer.concat([Buffer.from(`${ID}.1614265330.`), body]), publicKey, signature));
  const vendors = hookstorm.sign({ body, secret: "signature", signature: "livestorm", ...at }).value;
  const digest = createHash("sha256").update("1614265330signature").update(body).digest("hex");
  assert.deepEqual(vendors, { "webhook-id": ID, "webhook-timestamp": "1614265330", "x-livestorm-signature": `1614265330,${digest}` });

  const sent = request({ secret: SECRET });
  const sentAt = new Date(Number(sent.headers["webhook-timestamp"]) * 1000);
  const again = hookstorm.sign({ body: sent.body, secret: SECRET, messageId: ID, sentAt }).value;
  assert.deepEqual(again, Object.fromEntries(Object.keys(again).map((name) => [name, sent.headers[name]])));
  const now = hookstorm.sign({ body, secret: SECRET, messageId: ID }).value;
  assert.notEqual(hookstorm.verify({ headers: now, body, secrets: SECRET }).value, null);
});

test("sign: problems are values, misuse throws", () => {
  const problems = (options) => codesOf(hookstorm.sign({ body: BODY, secret: SECRET, messageId: ID, ...options }));
  assert.deepEqual(problems({ secret: "whsec_!" }), ["/secret invalid-secret"]);
  assert.deepEqual(problems({ secret: hookstorm.newKeyPair().publicKey }), ["/secret invalid-secret"]);
  assert.deepEqual(problems({ secret: SEED.slice(0, 9), body: new Uint8Array(2 ** 21 + 1) }), ["/secret invalid-secret", "/body too-large"]);
  const misused = (options) => () => hookstorm.sign({ body: BODY, secret: SECRET, messageId: ID, ...options });
  assert.throws(misused({ body: {} }), /TypeError: body/);
  assert.throws(misused({ secret: undefined }), /TypeError: secret must be a string, not undefined/);
  assert.throws(misused({ messageId: "a b" }), /RangeError: messageId/);
  assert.throws(misused({ messageId: undefined }), /TypeError: messageId/);
  assert.throws(misused({ sentAt: "today" }), /RangeError: sentAt/);
  assert.throws(misused({ signature: "v1" }), /RangeError: signature/);
  assert.throws(() => hookstorm.sign(), /TypeError: options/);
});

test("while secrets are changed, both sign: receivers with either accept", () => {
  const [present, previous, expired] = [hookstorm.newKeyPair(), hookstorm.newSecret(), hookstorm.newSecret()];
  const now = new Date();
  const { headers, body } = request(
    {
      secret: present.secret,
      previous_secrets: [
        { secret: previous, until: new Date(now.getTime() + 1).toISOString() },
        { secret: expired, until: now.toISOString() },
      ],
    },
    now,
  );
  assert.match(headers["webhook-signature"], /^v1a,\S+ v1,\S+$/);
  new Webhook(previous).verify(body, headers);
  assert.throws(() => new Webhook(expired).verify(body, headers));
  const { value, problems } = hookstorm.verify({ headers, body, secrets: [expired, previous] });
  assert.equal(value.secretIndex, 1);
  assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [["secret-retired", "warning"]]);
});

test("a single changed byte of the body fails, whatever the bytes", () => {
  const body = Buffer.from([...BODY].map((letter) => letter.charCodeAt(0)));
  for (let at = 0; at < body.length; ++at) {
    const changed = Uint8Array.from(body);
    changed[at] ^= 0x80;
    assert.deepEqual(codesOf(checked({ body: changed })), ["/headers/webhook-signature signature-mismatch"]);
  }
  assert.notEqual(checked({ body: Uint8Array.from(body) }).value, null);
});

test("each mistake has its reason", () => {
  const mac = new Webhook(SECRET).sign(ID, SENT_AT, BODY).slice(3);
  const asText = (key) => `v1,${createHmac("sha256", key).update(`${ID}.1614265330.${BODY}`).digest("base64")}`;
  const signature = (value) => ({ headers: { "webhook-signature": value } });
  const cases = [
    ["/headers/webhook-id missing-header", { headers: { "webhook-id": undefined } }],
    ["/headers/webhook-id duplicate-header", { headers: { "webhook-id": [ID, ID] } }],
    ["/headers/webhook-id invalid-message-id", { headers: { "webhook-id": "a.b" } }],
    ["/headers/webhook-timestamp invalid-timestamp", { headers: { "webhook-timestamp": "hello" } }],
    ["/headers/webhook-timestamp timestamp-too-old", { now: new Date(SENT_AT.getTime() + 301_000) }],
    ["/headers/webhook-timestamp timestamp-too-new", { now: new Date(SENT_AT.getTime() - 11_000), toleranceSeconds: 10 }],
    ["/headers/webhook-signature invalid-signature", signature("v1,")],
    ["/headers/webhook-signature unknown-signature-version", signature("v2,abc")],
    ["/headers/webhook-signature signature-base64url", signature(`v1,${mac.replace("=", "")}`)],
    ["/headers/webhook-signature signature-hex", signature(`v1,${Buffer.from(mac, "base64").toString("hex")}`)],
    ["/headers/webhook-signature signature-mismatch", { secrets: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["/headers/webhook-signature signature-kind-mismatch", { secrets: SEED }],
    ["/secrets missing-secret", { secrets: [] }],
    ["/secrets/0 invalid-secret", { secrets: "whsec_!" }],
    ["/secrets/0 secret-pasted", { secrets: `"v1,${SECRET}"` }],
    ["/secrets/0 secret-not-decoded", signature(asText(SECRET))],
    ["/secrets/0 secret-not-decoded", signature(asText(SECRET.slice(6)))],
    ["/body body-reserialised", { body: JSON.stringify(JSON.parse(BODY)) }],
    ["/body body-reserialised", { body: JSON.stringify(JSON.parse(BODY), null, 2), signedBody: '{"test":2432232314}' }],
    ["/body body-newline", { body: `${BODY}\n` }],
    ["/body body-newline", { signedBody: `${BODY}\r\n` }],
    ["/body body-bom", { body: `\ufeff${BODY}` }],
    ["/body too-large", { body: new Uint8Array(2 ** 21 + 1) }],
  ];
  for (const [reason, change] of cases) {
    assert.ok(codesOf(checked(change)).includes(reason), `${reason}: ${JSON.stringify(checked(change).problems)}`);
  }
});

test("misuse throws", () => {
  assert.throws(() => checked({ body: 7 }), /TypeError.*body/);
  assert.throws(() => checked({ toleranceSeconds: -1 }), /RangeError.*toleranceSeconds/);
  assert.throws(() => checked({ secrets: [7] }), /TypeError.*secrets\[0\]/);
  assert.throws(() => checked({ headers: { "webhook-id": 7 } }), /TypeError.*webhook-id/);
  assert.throws(() => checked({ headers: { "webhook-id": "\ud800" } }), /TypeError.*well-formed/);
  assert.throws(() => checked({ now: new Date(NaN) }), /RangeError.*now/);
  assert.throws(() => checked({ secrets: null }), /TypeError: secrets must be .*not null/);
  assert.throws(() => hookstorm.verify(), /TypeError: request must be/);
  assert.throws(() => hookstorm.verify({ headers: null, body: "", secrets: [] }), /TypeError.*headers/);
  assert.throws(() => hookstorm.newSecret("v1"), /RangeError.*signature/);
});
