import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, Hookstorm, SimulationReport } from "hookstorm";

import type { Parameters } from "../app/routes";
import { tellingMessage } from "./message_story";
import type { RetryChoice } from "./retry_choice";
import { settingsIn, settingsParameters, simulationOf, type SimulatorSettings } from "./settings";

/** A policy, and what the core says would come of it. */
export interface SimulatedRun {
  policy: RetryChoice;
  checked: Checked<SimulationReport>;
}

/** What the simulator shows: all of it follows from the settings, and these from the page's address. */
export class SimulatorState {
  readonly settings;
  /** The message that was chosen to be followed; null: the one that says most. */
  readonly chosenMessage;
  readonly runs: ReadonlySignal<SimulatedRun[]>;
  readonly message: ReadonlySignal<number>;

  constructor(hookstorm: Hookstorm, parameters: Parameters) {
    this.settings = signal(settingsIn(parameters));
    this.chosenMessage = signal(messageIn(parameters));
    this.runs = computed(() => {
      const settings = this.settings.value;
      const policies = [settings.policy, ...(settings.otherPolicy === null ? [] : [settings.otherPolicy])];
      return policies.map((policy) => ({ policy, checked: hookstorm.simulate(simulationOf(settings, policy)) }));
    });
    this.message = computed(() => {
      const first = this.runs.value.find(({ checked }) => checked.value !== null)?.checked.value;
      return this.chosenMessage.value ?? (first == null ? 1 : tellingMessage(first));
    });
  }

  /** Shows what an address means. */
  take(parameters: Parameters): void {
    this.settings.value = settingsIn(parameters);
    this.chosenMessage.value = messageIn(parameters);
  }

  change(changes: Partial<SimulatorSettings>): void {
    this.settings.value = { ...this.settings.peek(), ...changes };
  }

  /** The address's words for what is shown; empty ones are left out of it. */
  parameters(): Record<string, string> {
    const message = this.chosenMessage.value;
    return { ...settingsParameters(this.settings.value), message: message === null ? "" : String(message) };
  }
}

function messageIn(parameters: Parameters): number | null {
  return Math.max(0, Math.round(Number(parameters["message"] ?? ""))) || null;
}
