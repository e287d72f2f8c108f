// Whatever URL the core accepts, the WHATWG parser reads as the same one: nothing is normalised away, so that
// no client can be led elsewhere than what was checked. tests/native/curl_url_test.cpp does the same with libcurl.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { moduleUrl } from "../support/paths.mjs";
import { generator } from "../support/random.mjs";

const SEED = 20261123;
const ROUNDS = 40_000;

const schemes = ["https://", "https://", "https://", "http://", "HTTPS://", "https:/", "https:\\\\", ""];
const hostParts = [
  "example", "a", "xn", "A-b", "_x", "1", "0x7f", "127", "255", "256", "0177", "localhost", "-", ".", ".", ".",
  "xn--", "xn--tda", "xn--e1afmkfd", "xn--fiqs8s", "xn--a-ecp", "bcher-kva", "-kva", "ss", "_",
  "[::1]", "[2001:db8::1]", "[::ffff:7f00:1]", "[::FFFF:1.2.3.4]", "é", "%61", "@", ":", "\\", " ", "\t", "。", "com",
];
const ports = ["", "", "", ":443", ":80", ":25", ":6667", ":8443", ":0", ":65535", ":65536", ":08", ":", ":a"];
const pathParts = [
  "/", "/", "a", "b", ".", "..", "%2e", "%2E", "%20", "%zz", "%", "~", "-", "_", "'", '"', "\\", "|", "^", "`", "{", "}", "<", ";", ":",
  "@", "=", "&", "+", "$", ",", "!", "*", "(", ")", "[", "]", " ", "\n", "é", "😀", "?", "?", "#", "//",
];

/** Whether the WHATWG parser leaves every part of an accepted URL as it is. */
function assertReadTheSame(url) {
  const read = new URL(url);
  const [, scheme, host, port, path, query] = /^(https?:)\/\/(\[[^\]]*\]|[^/?:]*)(?::(\d+))?([^?]*)(.*)$/s.exec(url);
  const ownPort = scheme === "https:" ? "443" : "80";
  assert.deepEqual(
    [read.protocol, read.hostname, read.port || ownPort, read.pathname, read.search],
    [scheme, host, port ?? ownPort, path || "/", query === "?" ? "" : query],
    JSON.stringify(url),
  );
  assert.equal(read.username + read.password + read.hash, "", JSON.stringify(url));
}

/** The label of a single code point (RFC 3492, section 6.3: one delta, the first bias). */
function foreignLabel(codePoint) {
  const digits = "abcdefghijklmnopqrstuvwxyz0123456789";
  let label = "xn--";
  let rest = codePoint - 0x80;
  for (let place = 36; ; place += 36) {
    const threshold = Math.min(26, Math.max(1, place - 72));
    if (rest < threshold) {
      return label + digits[rest];
    }
    label += digits[threshold + ((rest - threshold) % (36 - threshold))];
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

let hookstorm;
const accepts = (url) => hookstorm.checkWebhook({ triggers: ["event.created"], url }, { allowHttp: true }).value !== null;

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
    if (!accepts(url)) {
      continue;
    }
    ++accepted;
    assertReadTheSame(url);
    if (accepted % 50 === 0) {
      const { value } = hookstorm.renderRequest(
        hookstorm.sample("event.created"),
        { triggers: ["event.created"], url },
        { messageId: "msg_1", attemptedAt: new Date(1_600_000_000_000), allowHttp: true },
      );
      assert.equal(value.headers[0].value, new URL(url).host, JSON.stringify(url));
    }
  }
  assert.ok(accepted > ROUNDS / 100, `only ${accepted} were accepted`);
});

test("accepted labels of other scripts are read the same by the WHATWG parser: every code point by itself", () => {
  let accepted = 0;
  for (let codePoint = 0x80; codePoint <= 0x1ffff; ++codePoint) {
    const url = `https://${foreignLabel(codePoint)}.example/`;
    if (accepts(url)) {
      ++accepted;
      assertReadTheSame(url);
      assert.equal(new URL(`https://${String.fromCodePoint(codePoint)}.example/`).href, url);
    }
  }
  assert.ok(accepted > 30_000, `only ${accepted} were accepted`);
});

test(`accepted labels of other scripts are read the same by the WHATWG parser (seed ${SEED}, ${ROUNDS} labels)`, () => {
  const random = generator(SEED);
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789-";
  let accepted = 0;
  for (let round = 0; round < ROUNDS; ++round) {
    const label = Array.from({ length: 1 + random(12) }, () => alphabet[random(random(3) === 0 ? 37 : 8)]).join("");
    const url = `https://xn--${label}.example/`;
    if (accepts(url)) {
      ++accepted;
      assertReadTheSame(url);
    }
  }
  assert.ok(accepted > ROUNDS / 100, `only ${accepted} were accepted`);
});
