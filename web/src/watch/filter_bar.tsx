import { showParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { DELIVERY_STATES, type DeliveryFilter } from "../dispatcher/deliveries";
import { triggerTitle } from "../text/core_words";
import { text } from "../text/text";
import { titleOf } from "../webhooks/title";
import { localMoment, momentOfField, statesText } from "./watch_filter";

/** Which deliveries are listed; it is all in the address. */
export function FilterBar({ filter }: { filter: DeliveryFilter }) {
  const { hookstorm, collection } = useServices();
  const change = (changes: Record<string, string>) => showParameters({ ...changes, delivery: null, attempt: null });
  return (
    <form class="filter-bar" aria-label={text("watch.filter")} onSubmit={(event) => event.preventDefault()}>
      <StateChoice filter={filter} onChange={(state) => change({ state })} />
      <div class="field">
        <label for="filter-webhook">{text("watch.webhook")}</label>
        <select
          id="filter-webhook"
          value={filter.webhook}
          data-testid="filter-webhook"
          onChange={(event) => change({ webhook: event.currentTarget.value })}
        >
          <option value="">{text("watch.all")}</option>
          {collection.webhooks.value.map((webhook) => (
            <option key={webhook.id} value={webhook.id}>
              {titleOf(webhook)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="filter-trigger">{text("watch.trigger")}</label>
        <select
          id="filter-trigger"
          value={filter.trigger}
          data-testid="filter-trigger"
          onChange={(event) => change({ trigger: event.currentTarget.value })}
        >
          <option value="">{text("watch.all")}</option>
          {hookstorm.triggers().map((facts) => (
            <option key={facts.name} value={facts.name}>
              {triggerTitle(facts)}
            </option>
          ))}
        </select>
      </div>
      <Moment name="since" moment={filter.since} onChange={(since) => change({ since })} />
      <Moment name="until" moment={filter.until} onChange={(until) => change({ until })} />
    </form>
  );
}

/** No state chosen means all of them. */
function StateChoice({ filter: { states }, onChange }: { filter: DeliveryFilter; onChange: (states: string) => void }) {
  return (
    <div class="field filter-bar__states">
      <span class="field__label" id="filter-states">
        {text("watch.states")}
      </span>
      <div class="filter-bar__chips" role="group" aria-labelledby="filter-states">
        {DELIVERY_STATES.map((state) => {
          const isChosen = states.includes(state);
          const others = states.filter((each) => each !== state);
          return (
            <button
              key={state}
              type="button"
              class="count"
              aria-pressed={isChosen}
              data-testid={`filter-${state}`}
              onClick={() => onChange(statesText(isChosen ? others : [...others, state]))}
            >
              {text(`watch.state.${state}`)}
            </button>
          );
        })}
      </div>
    </div>
  );
}

interface MomentProps {
  name: "since" | "until";
  moment: string;
  onChange: (moment: string) => void;
}

function Moment({ name, moment, onChange }: MomentProps) {
  return (
    <div class="field">
      <label for={`filter-${name}`}>{text(`watch.${name}`)}</label>
      <input
        id={`filter-${name}`}
        type="datetime-local"
        value={localMoment(moment)}
        data-testid={`filter-${name}`}
        onChange={(event) => onChange(momentOfField(event.currentTarget.value))}
      />
    </div>
  );
}
