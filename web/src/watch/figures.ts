import type { Delivery } from "../dispatcher/deliveries";

/** What the loaded deliveries of one webhook come to. */
export interface WebhookFigures {
  webhookId: string;
  count: number;
  delivered: number;
  exhausted: number;
  pending: number;
  /** Of those that are settled, 0 … 1; null where none is. */
  success: number | null;
  /** Of last attempts, in milliseconds. */
  medianMs: number | null;
  slowMs: number | null;
}

/** The same over time, in equal parts. Null where there is nothing to tell. */
export interface WebhookSeries {
  webhookId: string;
  /** Deliveries accepted in a minute. */
  rate: (number | null)[];
  success: (number | null)[];
  medianMs: (number | null)[];
}

export interface TimeSeries {
  /** Epoch seconds, of each part's beginning. */
  times: number[];
  webhooks: WebhookSeries[];
}

const PARTS = 60;
const SLOW_SHARE = 0.95;

/** Of each webhook, those with the most deliveries first. */
export function figuresOf(deliveries: readonly Delivery[]): WebhookFigures[] {
  return [...byWebhook(deliveries)]
    .map(([webhookId, own]) => ({ webhookId, ...figures(own) }))
    .sort((a, b) => b.count - a.count);
}

/** Over the time in which the deliveries were accepted. */
export function seriesOf(deliveries: readonly Delivery[], webhookIds: readonly string[]): TimeSeries {
  const moments = deliveries.map(({ acceptedAt }) => Date.parse(acceptedAt));
  const first = Math.min(...moments);
  const part = Math.max(1000, Math.ceil((Math.max(...moments) - first + 1) / PARTS));
  const times = Array.from({ length: PARTS }, (_, index) => (first + index * part) / 1000);
  const groups = byWebhook(deliveries);
  const webhooks = webhookIds.map((webhookId) => {
    const parts: Delivery[][] = times.map(() => []);
    for (const delivery of groups.get(webhookId) ?? []) {
      parts[Math.floor((Date.parse(delivery.acceptedAt) - first) / part)]?.push(delivery);
    }
    const told = parts.map(figures);
    return {
      webhookId,
      rate: told.map(({ count }) => (count * 60_000) / part),
      success: told.map(({ success }) => (success === null ? null : success * 100)),
      medianMs: told.map(({ medianMs }) => medianMs),
    };
  });
  return { times, webhooks };
}

function byWebhook(deliveries: readonly Delivery[]): Map<string, Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.webhookId);
    if (group === undefined) {
      groups.set(delivery.webhookId, [delivery]);
    } else {
      group.push(delivery);
    }
  }
  return groups;
}

function figures(deliveries: readonly Delivery[]): Omit<WebhookFigures, "webhookId"> {
  const inState = (state: Delivery["state"]) => deliveries.filter((each) => each.state === state).length;
  const [delivered, exhausted] = [inState("delivered"), inState("exhausted")];
  const durations = deliveries
    .flatMap(({ lastAttempt }) => (lastAttempt?.durationMs == null ? [] : [lastAttempt.durationMs]))
    .sort((a, b) => a - b);
  return {
    count: deliveries.length,
    delivered,
    exhausted,
    pending: inState("pending"),
    success: delivered + exhausted === 0 ? null : delivered / (delivered + exhausted),
    medianMs: within(durations, 0.5),
    slowMs: within(durations, SLOW_SHARE),
  };
}

/** What a share of the sorted values does not exceed. */
function within(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
