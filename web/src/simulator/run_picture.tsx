import type { SimulatedHealth, SimulationReport } from "hookstorm";

import { durationText } from "../text/durations";
import { text } from "../text/text";
import { storyOf } from "./message_story";
import type { TimeScale } from "./scale";

const QUEUE = { top: 4, height: 84 };
const ATTEMPTS = { top: 100, height: 44 };
const HEALTH = { top: 150, height: 6 };
const STORY = { top: 180 };
const HEIGHT = 200;

/** The largest values of all runs, so that their pictures can be compared. */
export interface RunBounds {
  pending: number;
  attempts: number;
}

export function boundsOf(reports: readonly SimulationReport[]): RunBounds {
  const spans = reports.flatMap((report) => report.spans);
  return {
    pending: Math.max(1, ...spans.map((span) => span.pending_most)),
    attempts: Math.max(1, ...spans.map((span) => span.attempts)),
  };
}

interface RunPictureProps {
  report: SimulationReport;
  scale: TimeScale;
  bounds: RunBounds;
  outage: { from: number; to: number };
  message: number;
  label: string;
}

/** What would happen under one policy: the queue, attempts, the webhook's health, and one message's way. */
export function RunPicture({ report, scale, bounds, outage, message, label }: RunPictureProps) {
  const x = (ms: number) => scale.x(ms / 1000);
  return (
    <svg class="run-picture" width={scale.width} height={HEIGHT} role="img" aria-label={label}>
      <rect
        class="run-picture__outage"
        x={scale.x(outage.from)}
        y={0}
        width={Math.max(0, scale.x(outage.to) - scale.x(outage.from))}
        height={HEIGHT}
      />
      <path class="run-picture__queue" d={queuePath(report, x, bounds)} />
      <text class="run-picture__scale" x={4} y={QUEUE.top + 10}>
        {bounds.pending}
      </text>
      <Attempts report={report} x={x} bounds={bounds} />
      <Health report={report} x={x} end={scale.width} />
      <Story report={report} message={message} x={x} />
    </svg>
  );
}

type Place = (ms: number) => number;

function queuePath({ spans }: SimulationReport, x: Place, bounds: RunBounds): string {
  const base = QUEUE.top + QUEUE.height;
  const y = (pending: number) => base - (pending / bounds.pending) * QUEUE.height;
  const tops = spans.map((span) => `L${x(span.from_ms)} ${y(span.pending_most)}L${x(span.to_ms)} ${y(span.pending_most)}`);
  return `M0 ${base}${tops.join("")}L${x(spans.at(-1)?.to_ms ?? 0)} ${base}Z`;
}

function Attempts({ report, x, bounds }: { report: SimulationReport; x: Place; bounds: RunBounds }) {
  const base = ATTEMPTS.top + ATTEMPTS.height;
  const size = (count: number) => (count / bounds.attempts) * ATTEMPTS.height;
  const bars = (count: (span: SimulationReport["spans"][number]) => number) =>
    report.spans
      .filter((span) => count(span) > 0)
      .map((span) => `M${x(span.from_ms)} ${base}V${base - size(count(span))}H${x(span.to_ms) - 0.5}V${base}Z`)
      .join("");
  return (
    <>
      <path class="run-picture__failed" d={bars((span) => span.attempts)} />
      <path class="run-picture__delivered" d={bars((span) => Math.min(span.delivered, span.attempts))} />
    </>
  );
}

function Health({ report, x, end }: { report: SimulationReport; x: Place; end: number }) {
  const disabled = report.health.find(({ state }) => state === "disabled");
  return (
    <>
      <rect class="health-strip health-strip--healthy" x={0} y={HEALTH.top} width={end} height={HEALTH.height} rx={3} />
      {report.health.map((health, index) => (
        <rect
          key={health.at_ms}
          class={`health-strip health-strip--${health.state}`}
          x={x(health.at_ms)}
          y={HEALTH.top}
          width={Math.max(1.5, healthEnd(report.health, index, x, end) - x(health.at_ms))}
          height={HEALTH.height}
        />
      ))}
      {disabled !== undefined && <Disablement at={x(disabled.at_ms)} end={end} />}
    </>
  );
}

function healthEnd(health: readonly SimulatedHealth[], index: number, x: Place, end: number): number {
  const next = health[index + 1];
  return next === undefined ? end : x(next.at_ms);
}

function Disablement({ at, end }: { at: number; end: number }) {
  const isNearEnd = at > end - 90;
  return (
    <g class="disablement" data-testid="disablement">
      <path d={`M${at} 0V${HEALTH.top + HEALTH.height}`} />
      <text x={isNearEnd ? at - 6 : at + 6} y={12} text-anchor={isNearEnd ? "end" : "start"}>
        {text("simulator.picture.disabled")}
      </text>
    </g>
  );
}

function Story({ report, message, x }: { report: SimulationReport; message: number; x: Place }) {
  const story = storyOf(report, message);
  if (story === null) {
    return null;
  }
  const [first, last] = [story.attempts[0]!, story.attempts.at(-1)!];
  return (
    <g class="story">
      <path class="story__way" d={`M${x(first.at_ms)} ${STORY.top}H${x(last.due_ms ?? last.ended_ms)}`} />
      {story.attempts.map(({ at_ms, status, attempt }) => (
        <circle
          key={attempt}
          class={`story__attempt story__attempt--${status !== null && status < 300 ? "good" : "bad"}`}
          cx={x(at_ms)}
          cy={STORY.top}
          r={4.5}
        >
          <title>{`${attempt}: ${status ?? text("simulator.no-answer")} · ${durationText(at_ms)}`}</title>
        </circle>
      ))}
    </g>
  );
}
