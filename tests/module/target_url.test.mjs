// Whatever URL the core accepts, the WHATWG parser reads as the same one: nothing is normalised away, so that
// no client can be led elsewhere than what was checked. Hosts in their xn-- form are left out: which of them
// the WHATWG parser accepts depends on Unicode's tables.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { moduleUrl } from "../support/paths.mjs";
import { generator } from "../support/random.mjs";

const SEED = 20261123;
const ROUNDS = 40_000;

const schemes = ["https://", "https://", "https://", "http://", "HTTPS://", "https:/", "https:\\\\", ""];
const hostParts = [
  "example", "a", "xn", "A-b", "_x", "1", "0x7f", "127", "255", "256", "0177", "localhost", "-", ".", ".", ".",
  "[::1]", "[2001:db8::1]", "[::ffff:7f00:1]", "[::FFFF:1.2.3.4]", "é", "%61", "@", ":", "\\", " ", "\t", "。", "com",
];
const ports = ["", "", "", ":443", ":80", ":8443", ":0", ":65535", ":65536", ":08", ":", ":a"];
const pathParts = [
  "/", "/", "a", "b", ".", "..", "%2e", "%2E", "%20", "%zz", "%", "~", "-", "_", "'", '"', "\\", "|", "^", "`", "{", "}", "<", ";", ":",
  "@", "=", "&", "+", "$", ",", "!", "*", "(", ")", "[", "]", " ", "\n", "é", "😀", "?", "?", "#", "//",
];

let hookstorm;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

test(`accepted URLs are read the same by the WHATWG parser (seed ${SEED}, ${ROUNDS} URLs)`, () => {
  const random = generator(SEED);
  const pick = (list) => list[random(list.length)];
  const some = (list, most) => Array.from({ length: random(most + 1) }, () => pick(list)).join("");
  let accepted = 0;
  for (let round = 0; round < ROUNDS; ++round) {
    const url = pick(schemes) + some(hostParts, 4) + pick(ports) + (random(4) === 0 ? "" : "/" + some(pathParts, 6));
    const webhook = { triggers: ["event.created"], url };
    if (hookstorm.checkWebhook(webhook, { allowHttp: true }).value === null) {
      continue;
    }
    ++accepted;
    const read = new URL(url);
    const authority = /^https?:\/\/([^/?]*)/.exec(url)[1];
    const expectedHref = url.replace(authority, read.host).replace(/^(https?:\/\/[^/?]*)(\?|$)/, "$1/$2");
    assert.equal(read.href, expectedHref, JSON.stringify(url));
    const { value } = hookstorm.renderRequest(hookstorm.sampleOccurrence("event.created"), webhook, {
      messageId: "msg_1",
      attemptedAt: new Date(),
      allowHttp: true,
    });
    assert.equal(value.headers[0].value.toLowerCase(), read.host, JSON.stringify(url));
    assert.equal(read.username + read.password + read.hash, "", JSON.stringify(url));
  }
  assert.ok(accepted > ROUNDS / 100, `only ${accepted} were accepted`);
});
