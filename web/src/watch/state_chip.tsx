import type { Delivery, DeliveryState } from "../dispatcher/deliveries";
import { text } from "../text/text";

const TONES: Readonly<Record<DeliveryState, string>> = {
  pending: "accent",
  delivered: "good",
  exhausted: "bad",
  cancelled: "quiet",
};

/** A delivery's state: word and colour. */
export function StateChip({ state }: { state: DeliveryState }) {
  return <span class={`chip chip--${TONES[state]}`}>{text(`watch.state.${state}`)}</span>;
}

/** How the last attempt ended, in a word. */
export function outcomeText({ lastAttempt, attemptCount }: Delivery): string {
  if (attemptCount === 0) {
    return text("watch.no-attempt");
  }
  return lastAttempt === null ? "" : String(lastAttempt.status ?? lastAttempt.failure ?? text("simulator.no-answer"));
}
