import { useRef } from "preact/hooks";

import { durationText } from "../text/durations";
import { text } from "../text/text";
import { dragStep, snapped, TimeScale } from "./scale";
import { outageWithin, type SimulatorSettings } from "./settings";

const HEIGHT = 56;
const BAR_TOP = 10;
const BAR_HEIGHT = 36;
const GRIP_WIDTH = 14;

type Part = "begin" | "whole" | "end";

interface OutagePictureProps {
  settings: SimulatorSettings;
  scale: TimeScale;
  onChange: (changes: Pick<SimulatorSettings, "outageFrom" | "outageTo">) => void;
}

/** The receiver's time, with its outage: its ends and the whole of it can be dragged, or moved by the arrow keys. */
export function OutagePicture({ settings, scale, onChange }: OutagePictureProps) {
  const { outageFrom, outageTo, horizon } = settings;
  const grip = useRef<{ part: Part; at: number; from: number; to: number } | null>(null);
  const picture = useRef<SVGSVGElement>(null);
  const secondsAt = (event: PointerEvent) =>
    scale.seconds(event.clientX - (picture.current?.getBoundingClientRect().left ?? 0));
  const moveBy = (part: Part, { from, to }: { from: number; to: number }, seconds: number) =>
    onChange(outageWithin(horizon, ...movedOutage(part, from, to, seconds, horizon)));
  const handlers = (part: Part) => ({
    onPointerDown: (event: PointerEvent) => {
      grip.current = { part, at: secondsAt(event), from: outageFrom, to: outageTo };
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (grip.current?.part === part) {
        moveBy(part, grip.current, secondsAt(event) - grip.current.at);
      }
    },
    onPointerUp: () => (grip.current = null),
    onPointerCancel: () => (grip.current = null),
    onKeyDown: (event: KeyboardEvent) => {
      const steps = stepsOf(event);
      if (steps !== 0) {
        event.preventDefault();
        moveBy(part, { from: outageFrom, to: outageTo }, steps * dragStep(horizon));
      }
    },
  });
  const left = scale.x(outageFrom);
  const right = scale.x(outageTo);
  return (
    <svg
      ref={picture}
      class="outage-picture"
      width={scale.width}
      height={HEIGHT}
      role="group"
      aria-label={text("simulator.picture.receiver")}
    >
      <rect class="outage-picture__up" x={0} y={BAR_TOP} width={scale.width} height={BAR_HEIGHT} rx={6} />
      <rect
        class="outage-picture__down"
        x={left}
        y={BAR_TOP}
        width={Math.max(right - left, 1)}
        height={BAR_HEIGHT}
        {...sliderOf("simulator.picture.outage", outageFrom, horizon)}
        data-testid="outage-whole"
        {...handlers("whole")}
      />
      <text class="outage-picture__name" x={(left + right) / 2} y={BAR_TOP + BAR_HEIGHT / 2}>
        {nameFor(settings, right - left)}
      </text>
      <Grip x={left} label="simulator.picture.begin" seconds={outageFrom} horizon={horizon} testId="outage-begin" {...handlers("begin")} />
      <Grip x={right} label="simulator.picture.end" seconds={outageTo} horizon={horizon} testId="outage-end" {...handlers("end")} />
    </svg>
  );
}

/** So much of it as the outage has room for. */
function nameFor({ outageFrom, outageTo }: SimulatorSettings, width: number): string {
  const length = durationText((outageTo - outageFrom) * 1000);
  const whole = text("simulator.picture.down", { length });
  const room = width / 7.5;
  return room > whole.length ? whole : room > length.length ? length : "";
}

interface GripProps {
  x: number;
  label: "simulator.picture.begin" | "simulator.picture.end";
  seconds: number;
  horizon: number;
  testId: string;
}

function Grip({ x, label, seconds, horizon, testId, ...handlers }: GripProps) {
  return (
    <g class="grip" {...sliderOf(label, seconds, horizon)} data-testid={testId} {...handlers}>
      <rect class="grip__reach" x={x - GRIP_WIDTH} y={0} width={2 * GRIP_WIDTH} height={HEIGHT} />
      <rect class="grip__bar" x={x - GRIP_WIDTH / 2} y={BAR_TOP - 6} width={GRIP_WIDTH} height={BAR_HEIGHT + 12} rx={4} />
      <path class="grip__lines" d={`M${x - 2} ${BAR_TOP + 10}v16m4 0v-16`} />
    </g>
  );
}

function sliderOf(label: "simulator.picture.begin" | "simulator.picture.end" | "simulator.picture.outage", seconds: number, horizon: number) {
  return {
    role: "slider",
    tabindex: 0, // SVG tells the case of attributes apart.
    "aria-label": text(label),
    "aria-valuemin": 0,
    "aria-valuemax": horizon,
    "aria-valuenow": Math.round(seconds),
    "aria-valuetext": durationText(seconds * 1000),
  } as const;
}

function movedOutage(part: Part, from: number, to: number, by: number, horizon: number): [number, number] {
  const step = dragStep(horizon);
  switch (part) {
    case "begin":
      return [Math.min(snapped(Math.max(from + by, 0), horizon), to - step), to];
    case "end":
      return [from, Math.max(snapped(to + by, horizon), from + step)];
    case "whole": {
      const start = snapped(Math.min(Math.max(from + by, 0), horizon - (to - from)), horizon);
      return [start, start + (to - from)];
    }
  }
}

const FAR = 10;

function stepsOf({ key, shiftKey }: KeyboardEvent): number {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -FAR, PageUp: FAR, Home: -1e6, End: 1e6 }[key] ?? 0;
  return shiftKey && key.startsWith("Arrow") ? steps * FAR : steps;
}
