import type { Webhook } from "hookstorm";

export type RetryKind = "standard" | "livestorm" | "growing" | "own";

/** A retry policy as it is chosen in the form; what does not belong to its kind waits there for another choice. */
export interface RetryChoice {
  kind: RetryKind;
  /** Of `growing`: the first wait in seconds, by what each is longer, and how many there are. */
  first: number;
  factor: number;
  retries: number;
  /** Of `own`: every wait in seconds, as it was typed. */
  waits: string;
}

export const RETRY_KINDS: readonly RetryKind[] = ["standard", "livestorm", "growing", "own"];

const DEFAULTS: Omit<RetryChoice, "kind"> = { first: 60, factor: 2, retries: 8, waits: "30, 300, 3600" };

export function chosenRetry(kind: RetryKind): RetryChoice {
  return { kind, ...DEFAULTS };
}

/** As the core takes it; what was typed wrongly is left for the core to refuse. */
export function retryOf({ kind, first, factor, retries, waits }: RetryChoice): NonNullable<Webhook["retry"]> {
  switch (kind) {
    case "growing":
      return { first, factor, retries };
    case "own":
      return { delays: waitsIn(waits) };
    default:
      return kind;
  }
}

function waitsIn(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== "")
    .map(Number);
}

/** As it stands in the address: `standard`, `60x2x8`, `30,300,3600`. */
export function retryText({ kind, first, factor, retries, waits }: RetryChoice): string {
  switch (kind) {
    case "growing":
      return `${first}x${factor}x${retries}`;
    case "own":
      return waitsIn(waits).join(",");
    default:
      return kind;
  }
}

/** The choice that a text of the address means; null for any other text. */
export function retryIn(text: string): RetryChoice | null {
  if (text === "standard" || text === "livestorm") {
    return chosenRetry(text);
  }
  const growing = /^([\d.]+)x([\d.]+)x(\d+)$/.exec(text);
  if (growing !== null) {
    const [first, factor, retries] = growing.slice(1).map(Number) as [number, number, number];
    return { ...chosenRetry("growing"), first, factor, retries };
  }
  return /^[\d.,]*$/.test(text) ? { ...chosenRetry("own"), waits: waitsIn(text).join(", ") } : null;
}
