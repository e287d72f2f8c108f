import { durationText } from "../text/durations";
import { text } from "../text/text";
import { PolicyField } from "./policy_field";
import { chosenRetry } from "./retry_choice";
import { HORIZONS, LIMITS, OUTAGE_KINDS, outageWithin, type NumericSetting, type OutageKind } from "./settings";
import type { SimulatorState } from "./simulator_state";

/** What is supposed, but for the outage's times, which are dragged. */
export function SettingsForm({ state }: { state: SimulatorState }) {
  return (
    <form class="simulator__settings card" onSubmit={(event) => event.preventDefault()}>
      <ReceiverFields state={state} />
      <PolicyFields state={state} />
      <details class="simulator__further">
        <summary>{text("simulator.further")}</summary>
        <div class="simulator__fields">
          {(["messages", "timeout", "concurrency", "disableAfter", "seed"] as const).map((name) => (
            <NumberField key={name} state={state} name={name} />
          ))}
          <OrderedField state={state} />
        </div>
      </details>
    </form>
  );
}

function ReceiverFields({ state }: { state: SimulatorState }) {
  const { horizon, outage, outageFrom, outageTo } = state.settings.value;
  return (
    <fieldset class="simulator__fields">
      <legend>{text("simulator.receiver")}</legend>
      <div class="field">
        <label for="horizon">{text("simulator.horizon")}</label>
        <select
          id="horizon"
          value={String(horizon)}
          onChange={(event) => {
            const chosen = Number(event.currentTarget.value);
            const share = chosen / horizon;
            state.change({ horizon: chosen, ...outageWithin(chosen, outageFrom * share, outageTo * share) });
          }}
        >
          {HORIZONS.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {durationText(seconds * 1000)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="outage">{text("simulator.outage")}</label>
        <select
          id="outage"
          value={outage}
          onChange={(event) => state.change({ outage: event.currentTarget.value as OutageKind })}
        >
          {OUTAGE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text(`simulator.outage.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <RangeField state={state} name="errors" shown={(value) => text("simulator.percent", { value })} />
      <RangeField state={state} name="answerMs" shown={(value) => durationText(value)} isLogarithmic />
    </fieldset>
  );
}

function PolicyFields({ state }: { state: SimulatorState }) {
  const { policy, otherPolicy } = state.settings.value;
  const [first, second] = state.runs.value;
  return (
    <fieldset class="simulator__fields simulator__fields--wide">
      <legend>{text("simulator.policies")}</legend>
      <PolicyField
        id="policy-a"
        label={text("simulator.policy")}
        policy={policy}
        problems={first?.checked.problems ?? []}
        onChange={(changed) => state.change({ policy: changed })}
      />
      {otherPolicy === null ? (
        <button
          type="button"
          class="button button--small"
          data-testid="compare"
          onClick={() => state.change({ otherPolicy: chosenRetry("livestorm") })}
        >
          {text("simulator.compare")}
        </button>
      ) : (
        <>
          <PolicyField
            id="policy-b"
            label={text("simulator.policy.other")}
            policy={otherPolicy}
            problems={second?.checked.problems ?? []}
            onChange={(changed) => state.change({ otherPolicy: changed })}
          />
          <button type="button" class="button button--small button--quiet" onClick={() => state.change({ otherPolicy: null })}>
            {text("simulator.compare.not")}
          </button>
        </>
      )}
    </fieldset>
  );
}

function NumberField({ state, name }: { state: SimulatorState; name: NumericSetting }) {
  const { least, most } = LIMITS[name];
  return (
    <div class="field">
      <label for={name}>{text(`simulator.${name}`)}</label>
      <input
        id={name}
        type="number"
        min={least}
        max={most}
        value={state.settings.value[name]}
        onChange={(event) => {
          const value = Math.round(Number(event.currentTarget.value));
          state.change({ [name]: Math.min(most, Math.max(least, value || least)) });
        }}
      />
    </div>
  );
}

interface RangeFieldProps {
  state: SimulatorState;
  name: NumericSetting;
  shown: (value: number) => string;
  /** Whether the slider has as much room for 1 … 10 as for 10 … 100. */
  isLogarithmic?: boolean;
}

const LOGARITHMIC_STEPS = 200;

function RangeField({ state, name, shown, isLogarithmic = false }: RangeFieldProps) {
  const { least, most } = LIMITS[name];
  const value = state.settings.value[name];
  const place = isLogarithmic ? Math.round((Math.log(value / least) / Math.log(most / least)) * LOGARITHMIC_STEPS) : value;
  const valueAt = (chosen: number) =>
    isLogarithmic ? rounded(least * (most / least) ** (chosen / LOGARITHMIC_STEPS)) : chosen;
  return (
    <div class="field">
      <label for={name} class="range-label">
        {text(`simulator.${name}`)} <output for={name}>{shown(value)}</output>
      </label>
      <input
        id={name}
        type="range"
        min={isLogarithmic ? 0 : least}
        max={isLogarithmic ? LOGARITHMIC_STEPS : most}
        value={place}
        aria-valuetext={shown(value)}
        onInput={(event) => state.change({ [name]: valueAt(Number(event.currentTarget.value)) })}
      />
    </div>
  );
}

/** To two digits: nobody supposes 5,471 ms. */
function rounded(value: number): number {
  return Math.max(1, Number(value.toPrecision(2)));
}

function OrderedField({ state }: { state: SimulatorState }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={state.settings.value.ordered}
        onChange={(event) => state.change({ ordered: event.currentTarget.checked })}
      />
      {text("simulator.ordered")}
    </label>
  );
}
