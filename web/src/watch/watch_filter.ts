import type { Parameters } from "../app/routes";
import { DELIVERY_STATES, type DeliveryFilter, type DeliveryState } from "../dispatcher/deliveries";

/** The deliveries that an address means. */
export function filterIn({ webhook = "", state = "", trigger = "", since = "", until = "" }: Parameters): DeliveryFilter {
  const named = state.split(",");
  return {
    webhook,
    states: DELIVERY_STATES.filter((each) => named.includes(each)),
    trigger,
    since: momentOrNothing(since),
    until: momentOrNothing(until),
  };
}

/** The address's words for a filter. */
export function filterParameters({ webhook, states, trigger, since, until }: DeliveryFilter): Parameters {
  const given = { webhook, state: statesText(states), trigger, since, until };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** The address's words for the states that are meant. */
export function statesText(states: readonly DeliveryState[]): string {
  return states.length === DELIVERY_STATES.length ? "" : states.join(",");
}

/** A moment as the field for it takes it: in the visitor's own time, to the minute. */
export function localMoment(moment: string): string {
  if (moment === "") {
    return "";
  }
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that stands in the field. */
export function momentOfField(value: string): string {
  return momentOrNothing(value);
}

function momentOrNothing(value: string): string {
  const date = new Date(value);
  return value === "" || Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
