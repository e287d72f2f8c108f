// The module builds what the golden files hold, in every form, headers included; and the CloudEvents project's own
// library reads both of their modes as the same event.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { HTTP } from "cloudevents";

import { forms, goldenOccurrence, goldenRequest, triggers as documentedTriggers } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";

const MESSAGE_ID = "msg_01M859TYXHXHQVG25PPXT33EBM";
const WEBHOOK_IDS = { "event.created": "b836c804-8696-4946-a8c8-ece61da0ecd6" };
const OTHER_WEBHOOK_ID = "86c06b1c-440e-4693-90bc-f68ba21036f3";

let hookstorm;

before(async () => {
  hookstorm = await (await import(moduleUrl)).loadHookstorm();
});

function rendered(occurrence, trigger, form, checking) {
  const id = WEBHOOK_IDS[trigger] ?? OTHER_WEBHOOK_ID;
  const webhook = { id, triggers: [trigger], url: "https://a.example/", ...forms[form] };
  const { value } = hookstorm.renderRequest(occurrence, webhook, { messageId: MESSAGE_ID, attemptedAt: new Date(1_600_000_000_000), checking });
  return value;
}

function assertGolden(set, trigger, occurrence, checking) {
  for (const form of Object.keys(forms)) {
    if (form === "legacy" && trigger === "job.ended") {
      continue;
    }
    const request = rendered(occurrence, trigger, form, checking);
    const { headers, body } = goldenRequest(set, form, trigger);
    assert.equal(request.body, body, `${form} ${trigger}`);
    const said = request.headers.filter(({ name }) => name === "content-type" || name.startsWith("ce-"));
    assert.deepEqual(said.map(({ name, value }) => [name, value]), headers, `${form} ${trigger}`);
  }
}

test("every sample becomes its golden bodies", () => {
  const names = hookstorm.triggers().map(({ name }) => name);
  assert.equal(names.length, 10);
  for (const name of names) {
    assertGolden("samples", name, hookstorm.sample(name), "strict");
  }
});

test("every documented occurrence becomes its golden bodies", () => {
  for (const name of documentedTriggers) {
    assertGolden("documented", name, goldenOccurrence(name), "lenient");
  }
});

test("the CloudEvents SDK accepts both modes, and reads the same event from them", () => {
  for (const { name } of hookstorm.triggers()) {
    const occurrence = hookstorm.sample(name);
    const [structured, binary] = ["cloudevents-structured", "cloudevents-binary"].map((form) => {
      const { headers, body } = rendered(occurrence, name, form, "strict");
      return HTTP.toEvent({ headers: Object.fromEntries(headers.map((header) => [header.name, header.value])), body });
    });
    assert.equal(structured.validate(), true);
    assert.equal(binary.validate(), true);
    assert.deepEqual(binary.toJSON(), structured.toJSON());
    assert.equal(structured.type, name);
    assert.equal(structured.id, MESSAGE_ID);
    assert.deepEqual(structured.data, JSON.parse(rendered(occurrence, name, "cloudevents-binary", "strict").body));
  }
});
