import type { DispatcherClient } from "../dispatcher/client";
import type { MessageDelivery } from "../dispatcher/resources";

const POLL_MS = 500;
const WATCH_MS = 20_000;

/**
 * Follows a message's deliveries until none is pending, the watch is over, or `stop` says so. Answers
 * whether all of them are settled.
 */
export async function watchDeliveries(
  client: DispatcherClient,
  messageId: string,
  onNews: (deliveries: MessageDelivery[]) => void,
  stop: AbortSignal,
): Promise<boolean> {
  const until = performance.now() + WATCH_MS;
  for (;;) {
    const deliveries = await client.deliveries(messageId);
    if (stop.aborted) {
      return false;
    }
    onNews(deliveries);
    if (!deliveries.some(({ state }) => state === "pending")) {
      return true;
    }
    if (performance.now() + POLL_MS > until) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
