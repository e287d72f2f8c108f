import { useState } from "preact/hooks";

import { currentParameters } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { useElementWidth } from "../design/element_width";
import { useShownParameters } from "../app/shown_parameters";
import { durationText } from "../text/durations";
import { text } from "../text/text";
import { FiguresTable } from "./figures_table";
import { OutagePicture } from "./outage_picture";
import { retryText, type RetryChoice } from "./retry_choice";
import { boundsOf, RunPicture } from "./run_picture";
import { TimeScale } from "./scale";
import { SettingsForm } from "./settings_form";
import { SimulatorState } from "./simulator_state";
import { StoryList } from "./story_list";
import "../design/areas.css";
import "./simulator.css";

/** What happens to deliveries while a receiver fails, by the dispatcher's own rules; the outage can be dragged. */
export function SimulatorPage() {
  const { hookstorm } = useServices();
  const [state] = useState(() => new SimulatorState(hookstorm, currentParameters.peek()));
  useShownParameters(
    () => state.parameters(),
    (parameters) => state.take(parameters),
  );
  return (
    <>
      <PageHeading trail={[]} title={text("simulator.title")} />
      <p class="page-lead">{text("simulator.lead")}</p>
      <div class="simulator">
        <SettingsForm state={state} />
        <Timeline state={state} />
      </div>
    </>
  );
}

function Timeline({ state }: { state: SimulatorState }) {
  const [element, width] = useElementWidth<HTMLDivElement>();
  const settings = state.settings.value;
  const scale = new TimeScale(settings.horizon, width);
  const runs = state.runs.value.flatMap(({ policy, checked }) =>
    checked.value === null ? [] : [{ policy, report: checked.value }],
  );
  const bounds = boundsOf(runs.map(({ report }) => report));
  const outage = { from: settings.outageFrom, to: settings.outageTo };
  const message = state.message.value;
  return (
    <section class="simulator__timeline card" aria-label={text("simulator.timeline")}>
      <p class="simulator__hint">{text("simulator.hint")}</p>
      <div ref={element}>
        {width > 0 && (
          <>
            <OutagePicture settings={settings} scale={scale} onChange={(changes) => state.change(changes)} />
            <TimeAxis scale={scale} />
            {runs.map(({ policy, report }, index) => (
              <div key={index} class="simulator__run" data-testid="run">
                <h2 class="simulator__policy">{policyTitle(policy)}</h2>
                {!report.is_complete && (
                  <p class="note">{text("simulator.incomplete", { time: durationText(report.ended_ms) })}</p>
                )}
                <RunPicture
                  report={report}
                  scale={scale}
                  bounds={bounds}
                  outage={outage}
                  message={message}
                  label={text("simulator.picture.run", { policy: policyTitle(policy) })}
                />
              </div>
            ))}
            <Legend />
          </>
        )}
      </div>
      {runs.length > 0 && <FiguresTable columns={runs.map(({ policy, report }) => ({ title: policyTitle(policy), report }))} />}
      {runs.length > 0 && (
        <>
          <MessageChoice state={state} />
          <div class="simulator__stories">
            {runs.map(({ policy, report }, index) => (
              <div key={index}>
                <h3>{policyTitle(policy)}</h3>
                <StoryList report={report} message={message} />
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function policyTitle(policy: RetryChoice): string {
  const name = text(`simulator.policy.${policy.kind}`);
  return policy.kind === "growing" || policy.kind === "own" ? `${name} (${retryText(policy)})` : name;
}

function TimeAxis({ scale }: { scale: TimeScale }) {
  return (
    <svg class="time-axis" width={scale.width} height={20} aria-hidden="true">
      {scale.ticks().map((seconds, index, ticks) => (
        <text
          key={seconds}
          x={scale.x(seconds)}
          y={14}
          text-anchor={index === 0 ? "start" : index === ticks.length - 1 && scale.x(seconds) > scale.width - 30 ? "end" : "middle"}
        >
          {seconds === 0 ? "0" : durationText(seconds * 1000)}
        </text>
      ))}
    </svg>
  );
}

function Legend() {
  return (
    <ul class="legend">
      {(["queue", "delivered", "failed", "healthy", "throttled", "disabled"] as const).map((name) => (
        <li key={name}>
          <span class={`legend__sign legend__sign--${name}`} aria-hidden="true" />
          {text(`simulator.legend.${name}`)}
        </li>
      ))}
    </ul>
  );
}

function MessageChoice({ state }: { state: SimulatorState }) {
  const message = state.message.value;
  const most = state.settings.value.messages;
  return (
    <div class="simulator__message">
      <div class="field">
        <label for="message">{text("simulator.message")}</label>
        <input
          id="message"
          type="number"
          min={1}
          max={most}
          value={message}
          aria-describedby="message-hint"
          onChange={(event) => {
            state.chosenMessage.value = Math.min(most, Math.max(1, Math.round(Number(event.currentTarget.value)))) || null;
          }}
        />
      </div>
      <p id="message-hint" class="field__hint">
        {text("simulator.message.hint")}
      </p>
    </div>
  );
}
