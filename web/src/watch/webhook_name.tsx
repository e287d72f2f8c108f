import { useServices } from "../app/services";
import { titleOf } from "../webhooks/title";

/** What people call a webhook, or its id where it is gone. */
export function useWebhookTitles(): (id: string) => string {
  const { collection } = useServices();
  const titles = new Map(collection.webhooks.value.map((webhook) => [webhook.id, titleOf(webhook)]));
  return (id) => titles.get(id) ?? `${id.slice(0, 8)}…`;
}
