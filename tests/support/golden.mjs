// The golden data: occurrences, and the documented bodies they become.
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

export const families = ["extended", "legacy", "standard"];

export function goldenOccurrence(trigger) {
  return readFileSync(join(goldenFolder, "occurrences", `${trigger}.json`), "utf8");
}

export function documentedBody(trigger) {
  return readFileSync(join(goldenFolder, "bodies", `${trigger}.json`), "utf8");
}
