import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, Checking, Hookstorm, TriggerName } from "hookstorm";

/** The sample occurrence that a preview is built from: one text for each trigger, kept while editing. */
export class OccurrenceDraft {
  readonly checking = signal<Checking>("strict");
  private readonly edited = signal<ReadonlyMap<string, string>>(new Map());
  readonly text: ReadonlySignal<string>;
  readonly isEdited: ReadonlySignal<boolean>;
  readonly checked: ReadonlySignal<Checked<{ trigger: string; occurredAt: string }>>;

  /** `trigger` says whose sample is shown. */
  constructor(
    hookstorm: Hookstorm,
    readonly trigger: ReadonlySignal<string>,
  ) {
    const sample = computed(() => hookstorm.sample(trigger.value as TriggerName));
    this.text = computed(() => this.edited.value.get(trigger.value) ?? sample.value);
    this.isEdited = computed(() => this.text.value !== sample.value);
    this.checked = computed(() =>
      hookstorm.checkOccurrence(this.text.value, { checking: this.checking.value }),
    );
  }

  edit(text: string): void {
    this.edited.value = new Map(this.edited.peek()).set(this.trigger.peek(), text);
  }

  reset(): void {
    const edited = new Map(this.edited.peek());
    edited.delete(this.trigger.peek());
    this.edited.value = edited;
  }
}
