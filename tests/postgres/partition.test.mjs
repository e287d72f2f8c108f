// Dispatchers on machines of their own (namespaces), of which one loses its link to the database while whoever asks it and
// whoever it sends to still reach it: it neither accepts nor sends what it may not have any more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Networks } from "../support/networks.mjs";
import { eventually } from "../support/waiting.mjs";
import { allAccept, isFull, Setting } from "./setting.mjs";

const MACHINES = 3;
/** What was begun just before it was to be left alone has come in by then. */
const ON_THE_WAY_MS = 1_000;
/** So long it takes to be answered, for more to wait at each dispatcher than it can send within the lease. */
const ANSWER_MS = 500;
/** What one dispatcher has under way for a webhook. */
const UNDER_WAY_MAX = 32;
/** Of which it sends so many from the cut on, until it finds that nothing is stored any more: in a second, or two. */
const SENT_MAX = UNDER_WAY_MAX * (1 + 2 * (1000 / ANSWER_MS));

const problem = Networks.problem();
let networks;
before(() => {
  networks = problem === undefined ? new Networks().create(MACHINES) : undefined;
});
after(() => networks?.remove());
const setting = Setting.ofEachTest(() => networks);

/** Has each dispatcher on its machine, where tokens are asked for, and one that all of them take. */
async function serveOnMachines() {
  await setting.serve(MACHINES, ["--retry-delays", "1,1,1,1,1,1,1,1,1,1", "--rate-limit", "0"], (dispatcher, machine) => {
    dispatcher.address = networks.address("clients", machine);
    dispatcher.launcher = networks.launcher(machine);
    dispatcher.networks = [networks.range("clients")];
    dispatcher.isOpen = false;
  });
  const token = await firstToken(setting.dispatchers.at(-1));
  for (const dispatcher of setting.dispatchers) {
    dispatcher.token = token;
    await eventually("it has heard of the token", async () => (await dispatcher.request("GET", "/v1/webhooks")).status === 200);
  }
}

async function firstToken(dispatcher) {
  const { origin } = new URL(dispatcher.url);
  const code = new URL(dispatcher.signInLink).hash.split("code=")[1];
  const session = await dispatcher.request("POST", "/v1/session", { code }, { headers: { origin } });
  const cookie = session.headers.getSetCookie()[0].split(";")[0];
  const attributes = { name: "test", scopes: ["admin"] };
  const made = await dispatcher.request("POST", "/v1/tokens", { data: { type: "tokens", attributes } }, { headers: { origin, cookie } });
  assert.equal(made.status, 201, made.text);
  return made.json.data.attributes.token;
}

const sentBy = (machine) => setting.sink.requests.filter(({ from }) => from === networks.address("clients", machine)).length;

/** Under which it is in the database: host and process. */
const incarnationOf = ({ pid }) => setting.query(`SELECT id FROM dispatchers WHERE name LIKE '%:${pid}' AND NOT has_ended`);

/** Cuts a machine off from the database until the others have had its work for a while. */
async function cutOff(t, machine, links, traffic) {
  const incarnation = incarnationOf(setting.dispatchers[machine]);
  assert.match(incarnation, /^[0-9]+$/);
  const sentBefore = sentBy(machine);
  links.forEach((link) => networks.cut(link, machine));
  await eventually("others have ended it", () => setting.query(`SELECT count(*) FROM dispatchers WHERE id = ${incarnation}`) === "0");
  assert.equal(setting.query(`SELECT count(*) FROM deliveries WHERE state = 'pending' AND claimed_by = ${incarnation}`), "0");
  await sleep(ON_THE_WAY_MS);
  const sent = sentBy(machine);
  t.diagnostic(`${sent - sentBefore} sent since it was cut off`);
  assert.ok(sent - sentBefore <= SENT_MAX, "it sends on, though nothing can be stored");
  const { refused } = traffic[machine];
  const accepted = traffic.map((each) => each.accepted.length);
  await (links.includes("clients") || eventually("it refuses", () => traffic[machine].refused > refused));
  await sleep(isFull ? 20_000 : 1_000);
  assert.equal(sentBy(machine), sent, "it sends what others have taken over");
  assert.equal(traffic[machine].accepted.length, accepted[machine], "it accepts what it cannot store");
  assert.ok(traffic.every((each, i) => i === machine || each.accepted.length > accepted[i]), "the others accept");
  links.forEach((link) => networks.heal(link, machine));
  await allAccept(traffic);
  await eventually("it sends again", () => sentBy(machine) > sent);
}

test("one is cut off from the database, and comes back", { timeout: 600_000 }, async (t) => {
  if (problem !== undefined) {
    t.skip(`no network namespaces can be made here: ${problem}`);
    return;
  }
  await serveOnMachines();
  await setting.addWebhook("/a");
  setting.sink.answer = (request, response) => setTimeout(() => response.writeHead(204).end(), ANSWER_MS);
  const rounds = isFull ? [["database"], ["database", "clients"], ["database"], ["database", "clients"]] : [["database"]];
  const counts = await setting.underLoad(t, ["/a"], async (traffic) => {
    for (const links of rounds) {
      await sleep(3000);
      await cutOff(t, 0, links, traffic);
    }
    setting.sink.answer = (request, response) => response.writeHead(204).end();
  });
  assert.ok(counts.duplicates <= rounds.length * (SENT_MAX + UNDER_WAY_MAX), `${counts.duplicates} came twice`);
});
