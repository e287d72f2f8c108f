import { signal } from "@preact/signals";

import type { DispatcherClient } from "../dispatcher/client";
import { replayDeliveries, type DeliveryFilter, type ReplayCount } from "../dispatcher/deliveries";

const LOOK_MS = 1_000;

export type RangeProgress =
  | { phase: "counting" }
  | { phase: "counted"; found: number }
  /** `done` is null where it cannot be told. */
  | { phase: "running"; found: number; done: number | null }
  | { phase: "done"; resent: number }
  | { phase: "failed"; message: string };

/** Sending a range of deliveries again: first counted, then done, looked at from beside while it lasts. */
export class ReplayRange {
  readonly progress = signal<RangeProgress>({ phase: "counting" });
  private isStopped = false;

  constructor(
    private readonly client: DispatcherClient,
    private readonly filter: DeliveryFilter,
  ) {}

  stop(): void {
    this.isStopped = true;
  }

  async count(): Promise<void> {
    await this.attempt(async () => {
      const { found } = await replayDeliveries(this.client, this.filter, true);
      this.tell({ phase: "counted", found });
    });
  }

  /** At most as many as were counted: what was delivered again meanwhile is not meant again. */
  async start(found: number): Promise<void> {
    this.tell({ phase: "running", found, done: null });
    await this.attempt(async () => {
      let resent = 0;
      let answer: ReplayCount;
      do {
        const work = replayDeliveries(this.client, this.filter, false);
        // A look that fails says nothing: the work itself tells what is wrong.
        const look = setInterval(() => void this.look(found).catch(() => undefined), LOOK_MS);
        answer = await work.finally(() => clearInterval(look));
        resent += answer.resent;
      } while (!answer.isComplete && resent < found && !this.isStopped);
      this.tell({ phase: "done", resent });
    });
  }

  /** What was sent again is pending, and so not counted any more; but not what is delivered for the second time. */
  private async look(found: number): Promise<void> {
    if (this.filter.states.includes("delivered")) {
      return;
    }
    const { found: left } = await replayDeliveries(this.client, this.filter, true);
    const { phase } = this.progress.peek();
    if (phase === "running") {
      this.tell({ phase, found, done: Math.max(0, found - left) });
    }
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.tell({ phase: "failed", message: reason instanceof Error ? reason.message : String(reason) });
    }
  }

  private tell(progress: RangeProgress): void {
    if (!this.isStopped) {
      this.progress.value = progress;
    }
  }
}
