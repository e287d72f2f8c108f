import { useEffect, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import type { DispatcherClient } from "../dispatcher/client";
import type { DeliveryFilter, DeliveryState } from "../dispatcher/deliveries";
import { numberText, text } from "../text/text";
import { ReplayRange, type RangeProgress } from "./replay_range";

const RESENDABLE = ["exhausted", "cancelled", "delivered"] as const satisfies readonly DeliveryState[];

interface RangePanelProps {
  client: DispatcherClient;
  /** What is listed: webhook, trigger and time of it are meant here as well. */
  filter: DeliveryFilter;
  onClose: () => void;
}

/** Sending all again that the list's filter means: how many, then doing it, and how far it is. */
export function RangePanel({ client, filter, onClose }: RangePanelProps) {
  const listed = RESENDABLE.filter((state) => filter.states.includes(state));
  const [states, setStates] = useState<readonly DeliveryState[]>(listed.length > 0 ? listed : ["exhausted"]);
  const key = JSON.stringify([filter, states]);
  const [range, setRange] = useState(() => new ReplayRange(client, { ...filter, states }));
  useEffect(() => {
    const fresh = new ReplayRange(client, { ...filter, states });
    setRange(fresh);
    void fresh.count();
    return () => fresh.stop();
  }, [key]);
  const progress = range.progress.value;
  const isRunning = progress.phase === "running";
  const toggle = (state: DeliveryState) => {
    const others = states.filter((each) => each !== state);
    const changed = states.includes(state) ? others : [...others, state];
    setStates(changed.length === 0 ? states : changed);
  };
  return (
    <section class="card range-panel" aria-labelledby="range-title" data-testid="range-panel">
      <h2 id="range-title">{text("watch.range")}</h2>
      <p class="card__lead">{text("watch.range.lead")}</p>
      <div class="filter-bar__chips" role="group" aria-label={text("watch.states")}>
        {RESENDABLE.map((state) => (
          <button
            key={state}
            type="button"
            class="count"
            aria-pressed={states.includes(state)}
            disabled={isRunning}
            data-testid={`range-${state}`}
            onClick={() => toggle(state)}
          >
            {text(`watch.state.${state}`)}
          </button>
        ))}
      </div>
      <div class="range-panel__progress" role="status" data-testid="range-progress">
        <Told progress={progress} />
      </div>
      <div class="form__foot">
        {progress.phase === "counted" && progress.found > 0 && (
          <button
            type="button"
            class="button button--primary"
            data-testid="range-start"
            onClick={() => {
              announce(text("watch.range.begun"));
              void range.start(progress.found);
            }}
          >
            {text("watch.range.start", { count: progress.found })}
          </button>
        )}
        <button type="button" class="button" disabled={isRunning} onClick={onClose}>
          {text("watch.close")}
        </button>
      </div>
    </section>
  );
}

function Told({ progress }: { progress: RangeProgress }) {
  switch (progress.phase) {
    case "counting":
      return <p class="card__lead">{text("watch.range.counting")}</p>;
    case "counted":
      return <p>{progress.found === 0 ? text("watch.range.none") : text("watch.range.found", { count: progress.found })}</p>;
    case "running":
      return (
        <>
          <p>
            {progress.done === null
              ? text("watch.range.running")
              : text("watch.range.done-of", { done: numberText(progress.done), found: numberText(progress.found) })}
          </p>
          <progress
            class="progress"
            aria-label={text("watch.range")}
            max={progress.found}
            {...(progress.done !== null && { value: progress.done })}
          />
        </>
      );
    case "done":
      return <p class="range-panel__done">{text("watch.range.resent", { count: progress.resent })}</p>;
    case "failed":
      return <p class="failure-line">{progress.message}</p>;
  }
}
