import type { Checked, Hookstorm, Problem, TargetOption, Webhook } from "hookstorm";

import { exactJson, objectIn } from "../json/reading";
import { text } from "../text/text";
import { WEBHOOKS_MAX, withTemplateOf } from "./webhook_repository";

/** Webhooks as a JSON file, `{"hookstorm": 1, "webhooks": […]}`: exported, imported, and stored. */
const VERSION = 1;
export const FILE_BYTES_MAX = 1024 * 1024;

export function webhookFileText(webhooks: readonly Webhook[]): string {
  return `${JSON.stringify({ hookstorm: VERSION, webhooks }, null, 2)}\n`;
}

/** Every webhook of a file, checked by the core; none where any of them has an error. */
export function readWebhookFile(
  content: string,
  hookstorm: Hookstorm,
  target: TargetOption,
): Checked<Webhook[]> {
  const document = exactJson(content);
  if (document === undefined) {
    return refused("", "invalid-json", text("file.not-json"));
  }
  const { hookstorm: version, webhooks } = objectIn(document);
  if (version !== VERSION) {
    return refused("/hookstorm", "unknown-version", text("file.version"));
  }
  if (!Array.isArray(webhooks)) {
    return refused("/webhooks", "wrong-type", text("file.no-list"));
  }
  if (webhooks.length > WEBHOOKS_MAX) {
    return refused("/webhooks", "too-many-webhooks", text("storage.full", { most: WEBHOOKS_MAX }));
  }
  return checkedWebhooks(webhooks, hookstorm, target);
}

function checkedWebhooks(
  list: readonly unknown[],
  hookstorm: Hookstorm,
  target: TargetOption,
): Checked<Webhook[]> {
  const webhooks: Webhook[] = [];
  const problems: Problem[] = [];
  const ids = new Set<string>();
  list.forEach((entry, index) => {
    const path = `/webhooks/${index}`;
    const checked = hookstorm.checkWebhook(JSON.stringify(entry), target);
    problems.push(...checked.problems.map((problem) => ({ ...problem, path: path + problem.path })));
    if (checked.value === null) {
      return;
    }
    const { id } = checked.value;
    if (id !== undefined && ids.has(id)) {
      problems.push(error(`${path}/id`, "duplicate-id", text("file.duplicate-id")));
    } else if (id !== undefined) {
      ids.add(id);
    }
    webhooks.push(withTemplateOf(objectIn(entry), checked.value));
  });
  const isSound = !problems.some(({ severity }) => severity === "error");
  return { value: isSound ? webhooks : null, problems };
}

function error(path: string, code: string, message: string): Problem {
  return { path, code, message, severity: "error" };
}

function refused(path: string, code: string, message: string): Checked<Webhook[]> {
  return { value: null, problems: [error(path, code, message)] };
}
