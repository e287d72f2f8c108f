// The golden data: occurrences, the documented bodies they become, and what they become in every form.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { goldenFolder } from "./paths.mjs";

export const triggers = [
  "event.created",
  "session.created",
  "event.published",
  "people.registered",
  "session.started",
  "session.ended",
];

/** Every form of a body, by the folder of its golden files: what a webhook says to get it. */
export const forms = {
  extended: { family: "extended" },
  "extended-included": { family: "extended", included: true },
  legacy: { family: "legacy" },
  standard: { family: "standard" },
  "cloudevents-structured": { family: "cloudevents" },
  "cloudevents-binary": { family: "cloudevents", content_mode: "binary" },
};

export function goldenOccurrence(trigger) {
  return readFileSync(join(goldenFolder, "occurrences", `${trigger}.json`), "utf8");
}

/** What a sample becomes in each form but binary mode, in which no body says what it is. */
export function sampleBodies(hookstorm, trigger, families) {
  const attempt = { messageId: "msg_1", attemptedAt: new Date(1_600_000_000_000) };
  return Object.values(forms)
    .filter(({ family, content_mode }) => families.includes(family) && content_mode !== "binary")
    .map((form) => {
      const webhook = { triggers: [trigger], url: "https://a.example/", ...form };
      const { value } = hookstorm.renderRequest(hookstorm.sample(trigger), webhook, attempt);
      return { family: form.family, body: value.body };
    });
}

/** The headers that the family gives the request, as pairs, and the body's exact text. `set`: samples, documented. */
export function goldenRequest(set, form, trigger) {
  const text = readFileSync(join(goldenFolder, "bodies", set, form, `${trigger}.http`), "utf8");
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split("\n").map((line) => line.split(": "));
  return { headers, body: JSON.stringify(JSON.parse(text.slice(end))) };
}

export function documentedBody(trigger) {
  return readFileSync(join(goldenFolder, "bodies", `${trigger}.json`), "utf8");
}
