import type { WebhookHealth } from "../storage/webhook_repository";
import { language } from "../text/language";
import { text } from "../text/text";

/** What a webhook's deliveries show, in one line; nothing while all is well. */
export function HealthLine({ health }: { health: WebhookHealth | undefined }) {
  if (health === undefined || health.state === "healthy") {
    return null;
  }
  return (
    <p class={`health health--${health.state}`} data-testid="health">
      {sentence(health)}
    </p>
  );
}

function sentence({ state, moment, failures, reason }: WebhookHealth): string {
  const at = moment === null ? "" : new Date(moment).toLocaleString(language.value, { dateStyle: "medium", timeStyle: "short" });
  switch (state) {
    case "healthy":
      return "";
    case "failing":
      return text("health.failing", { moment: at, count: failures });
    case "throttled":
      return text("health.throttled", { moment: at });
    case "disabled":
      return text(reason === "gone" ? "health.disabled.gone" : "health.disabled.failing", { moment: at });
  }
}
