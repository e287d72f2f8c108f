import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, Hookstorm, ReplayVerdict } from "hookstorm";

import { currentParameters } from "../app/navigation";
import { firstWebhookIn, type DeliveryLog } from "./delivery_log";
import { ReplayRun, VERDICTS } from "./replay_run";

/** A log on the page, the webhook that it is replayed through, and what is shown of both. */
export class ReplayState {
  readonly log = signal<DeliveryLog | null>(null);
  /** The edited webhook, as JSON text. */
  readonly webhook = signal("");
  readonly checked: ReadonlySignal<Checked<object>>;
  /** The verdict whose lines are listed, by the address. */
  readonly only: ReadonlySignal<ReplayVerdict | null> = computed(
    () => VERDICTS.find((verdict) => verdict === currentParameters.value["only"]) ?? null,
  );
  /** The last run through a webhook without errors. */
  readonly run = signal<ReplayRun | null>(null);
  /** The lines that are listed, by their places in the log; null: all of them. */
  readonly listed: ReadonlySignal<number[] | null>;

  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly allowHttp: boolean,
  ) {
    this.checked = computed(() => hookstorm.checkWebhook(this.webhook.value, { allowHttp }));
    this.listed = computed(() => {
      const run = this.run.value;
      const only = this.only.value;
      if (run === null || only === null) {
        return null;
      }
      const count = run.done.value;
      return Array.from({ length: count }, (_, index) => index).filter((index) => run.verdicts[index] === only);
    });
    effect(() => this.replay());
  }

  take(log: DeliveryLog): void {
    this.log.value = log;
    this.webhook.value = JSON.stringify(firstWebhookIn(log) ?? {}, null, 2);
  }

  leave(): void {
    this.run.peek()?.stop();
    this.run.value = null;
    this.log.value = null;
  }

  /** Begins anew whenever log or webhook change; through a webhook with errors nothing is replayed. */
  private replay(): void {
    const log = this.log.value;
    const webhook = this.webhook.value;
    if (log === null || this.checked.value.value === null) {
      return;
    }
    this.run.peek()?.stop();
    const run = new ReplayRun(this.hookstorm, log, webhook, this.allowHttp);
    this.run.value = run;
    setTimeout(() => run.start((callback) => setTimeout(callback)));
  }
}

let state: ReplayState | undefined;

/** The page session's: leaving the screen and coming back loses neither log nor edits. */
export function replayState(hookstorm: Hookstorm, allowHttp: boolean): ReplayState {
  state ??= new ReplayState(hookstorm, allowHttp);
  return state;
}
