import { signal } from "@preact/signals";
import type { Checked, Hookstorm, ReplayedLine, ReplayReport, ReplayVerdict } from "hookstorm";

import type { DeliveryLog } from "./delivery_log";

export const VERDICTS = [
  "same",
  "different",
  "newly-sent",
  "no-longer-sent",
  "not-sent",
  "not-renderable",
  "other-webhook",
  "bad-line",
] as const satisfies readonly ReplayVerdict[];

/** So long a slice of replaying lasts: the page goes on answering in between. */
const SLICE_MS = 12;

/** A log replayed through a webhook: line after line, in slices, so that a long log holds nothing up. */
export class ReplayRun {
  /** Of each line that was replayed. */
  readonly verdicts: ReplayVerdict[] = [];
  /** How many lines there are of each verdict, so far. */
  readonly counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<ReplayVerdict, number>;
  /** How many lines were replayed; what depends on the verdicts reads this. */
  readonly done = signal(0);
  private isStopped = false;

  constructor(
    private readonly hookstorm: Hookstorm,
    readonly log: DeliveryLog,
    private readonly webhook: string,
    private readonly allowHttp: boolean,
  ) {}

  /** `whenIdle` calls back when the page has nothing better to do. */
  start(whenIdle: (callback: () => void) => void): void {
    if (!this.isStopped && this.slice()) {
      whenIdle(() => this.start(whenIdle));
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  /** One line with both its requests. */
  line(index: number): ReplayedLine | null {
    return this.replayed(index, true).value?.lines[0] ?? null;
  }

  /** Replays some lines; whether there are more. */
  private slice(): boolean {
    const { lines } = this.log;
    const until = performance.now() + SLICE_MS;
    while (this.verdicts.length < lines.length && performance.now() < until) {
      const verdict = verdictIn(this.replayed(this.verdicts.length, false));
      this.verdicts.push(verdict);
      this.counts[verdict] += 1;
    }
    this.done.value = this.verdicts.length;
    return this.verdicts.length < lines.length;
  }

  private replayed(index: number, requests: boolean): Checked<ReplayReport> {
    return this.hookstorm.replay(this.log.lines[index]!, this.webhook, { requests, allowHttp: this.allowHttp });
  }
}

/** The verdict of a report of one line. */
function verdictIn({ value }: Checked<ReplayReport>): ReplayVerdict {
  return VERDICTS.find((verdict) => value !== null && value.counts[verdict] > 0) ?? "bad-line";
}
