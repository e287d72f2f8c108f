import type { StoredWebhook } from "../storage/webhook_repository";

/** What people call a webhook: its name or, without one, where it sends to. */
export function titleOf({ name, url }: Pick<StoredWebhook, "name" | "url">): string {
  return name === "" ? url.replace(/^https?:\/\//, "") : name;
}
