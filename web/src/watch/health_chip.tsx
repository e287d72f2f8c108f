import { useServices } from "../app/services";
import type { StoredWebhook, WebhookHealth } from "../storage/webhook_repository";
import { momentText } from "../text/moments";
import { text } from "../text/text";

const TONES: Readonly<Record<WebhookHealth["state"], string>> = {
  healthy: "good",
  failing: "bad",
  throttled: "warning",
  disabled: "bad",
};

/** A webhook's health, as its deliveries show it; pointing at it says since or until when. */
export function HealthChip({ webhookId }: { webhookId: string }) {
  const webhook = useServices().collection.webhooks.value.find(({ id }) => id === webhookId);
  if (webhook === undefined) {
    return <span class="chip">{text("watch.health.deleted")}</span>;
  }
  const state = stateOf(webhook);
  const moment = webhook.health?.moment ?? null;
  return (
    <span class={`chip chip--${TONES[state]}`} {...(moment !== null && { title: momentText(moment) })}>
      {text(`watch.health.${state}`)}
    </span>
  );
}

/** How many webhooks are well, and how many have something. */
export function useHealthCounts(): { healthy: number; ailing: number } {
  const states = useServices().collection.webhooks.value.map(stateOf);
  const healthy = states.filter((state) => state === "healthy").length;
  return { healthy, ailing: states.length - healthy };
}

function stateOf({ enabled, health }: StoredWebhook): WebhookHealth["state"] {
  return enabled ? (health?.state ?? "healthy") : "disabled";
}
