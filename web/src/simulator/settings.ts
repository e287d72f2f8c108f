import type { EndpointPhase, Simulation } from "hookstorm";

import type { Parameters } from "../app/routes";
import { chosenRetry, retryIn, retryOf, retryText, type RetryChoice } from "./retry_choice";

/** How the receiver fails while it is out; `hangs` gives no answer. */
export type OutageKind = "hangs" | "500" | "503" | "429" | "410";

export const OUTAGE_KINDS: readonly OutageKind[] = ["hangs", "500", "503", "429", "410"];

/** What is supposed, as the form has it. Times are seconds from the start. */
export interface SimulatorSettings {
  horizon: number;
  /** How many come, evenly spread. */
  messages: number;
  outageFrom: number;
  outageTo: number;
  outage: OutageKind;
  /** Of all requests outside of the outage, in percent. */
  errors: number;
  answerMs: number;
  timeout: number;
  disableAfter: number;
  concurrency: number;
  ordered: boolean;
  seed: number;
  policy: RetryChoice;
  /** Null where nothing is compared. */
  otherPolicy: RetryChoice | null;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

export const HORIZONS: readonly number[] = [6 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

export const LIMITS = {
  messages: { least: 1, most: 2000 },
  errors: { least: 0, most: 100 },
  answerMs: { least: 1, most: 90_000 },
  timeout: { least: 1, most: 60 },
  disableAfter: { least: 1, most: 30 },
  concurrency: { least: 1, most: 32 },
  seed: { least: 1, most: 9_999 },
} as const;

export type NumericSetting = keyof typeof LIMITS;

/** An outage of a few hours within a day, under the dispatcher's own policy and the vendor's. */
export const DEFAULT_SETTINGS: SimulatorSettings = {
  horizon: DAY,
  messages: 96,
  outageFrom: 4 * HOUR,
  outageTo: 9 * HOUR,
  outage: "hangs",
  errors: 0,
  answerMs: 120,
  timeout: 15,
  disableAfter: 5,
  concurrency: 32,
  ordered: false,
  seed: 1,
  policy: chosenRetry("standard"),
  otherPolicy: chosenRetry("livestorm"),
};

/** The address's words for the settings: empty for those that are as by default. */
export function settingsParameters(settings: SimulatorSettings): Record<string, string> {
  const query: Record<string, string> = {};
  const say = (name: string, text: string, usual: string) => {
    query[name] = text === usual ? "" : text;
  };
  const usual = DEFAULT_SETTINGS;
  say("horizon", String(settings.horizon), String(usual.horizon));
  say("from", String(settings.outageFrom), String(usual.outageFrom));
  say("to", String(settings.outageTo), String(usual.outageTo));
  say("outage", settings.outage, usual.outage);
  for (const name of Object.keys(LIMITS) as NumericSetting[]) {
    say(name, String(settings[name]), String(usual[name]));
  }
  say("ordered", String(settings.ordered), String(usual.ordered));
  say("policy", retryText(settings.policy), retryText(usual.policy));
  say("with", otherText(settings.otherPolicy), otherText(usual.otherPolicy));
  return query;
}

const NO_OTHER = "none";

function otherText(policy: RetryChoice | null): string {
  return policy === null ? NO_OTHER : retryText(policy);
}

/** The settings that an address means; what it does not say, or says wrongly, is as by default. */
export function settingsIn(query: Parameters): SimulatorSettings {
  const usual = DEFAULT_SETTINGS;
  const horizon = HORIZONS.find((each) => String(each) === query["horizon"]) ?? usual.horizon;
  const settings: SimulatorSettings = {
    ...usual,
    horizon,
    ...outageWithin(horizon, numberIn(query["from"], usual.outageFrom), numberIn(query["to"], usual.outageTo)),
    outage: OUTAGE_KINDS.find((each) => each === query["outage"]) ?? usual.outage,
    ordered: query["ordered"] === "true",
    policy: retryIn(query["policy"] ?? "standard") ?? usual.policy,
    otherPolicy: query["with"] === NO_OTHER ? null : (retryIn(query["with"] ?? "livestorm") ?? usual.otherPolicy),
  };
  for (const name of Object.keys(LIMITS) as NumericSetting[]) {
    settings[name] = within(LIMITS[name], Math.round(numberIn(query[name], usual[name])));
  }
  return settings;
}

/** The outage as far as it lies within the time that is looked at. */
export function outageWithin(horizon: number, from: number, to: number): Pick<SimulatorSettings, "outageFrom" | "outageTo"> {
  const outageFrom = within({ least: 0, most: horizon }, from);
  return { outageFrom, outageTo: within({ least: outageFrom, most: horizon }, to) };
}

/** What the core simulates, under the policy or the one that it is compared with. */
export function simulationOf(settings: SimulatorSettings, policy: RetryChoice): Simulation {
  const { horizon, messages, answerMs, timeout, disableAfter, concurrency, ordered, seed } = settings;
  return {
    traffic: [{ from: 0, to: horizon, messages }],
    endpoint: { answer_ms: answerMs, phases: phasesOf(settings) },
    horizon,
    timeout,
    concurrency,
    ordered,
    seed,
    disable_after: disableAfter,
    retry: retryOf(policy),
  };
}

function phasesOf({ outage, outageFrom, outageTo, errors }: SimulatorSettings): EndpointPhase[] {
  const phases: EndpointPhase[] = [];
  if (outageTo > outageFrom) {
    phases.push({ from: outageFrom, to: outageTo, status: outage === "hangs" ? null : Number(outage) });
  }
  if (errors > 0) {
    phases.push({ percent: errors, status: 500 });
  }
  return phases;
}

function within({ least, most }: { least: number; most: number }, value: number): number {
  return Math.min(most, Math.max(least, value));
}

function numberIn(text: string | undefined, usual: number): number {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : usual;
}
