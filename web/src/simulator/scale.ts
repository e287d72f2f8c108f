/** Where moments lie on the picture: seconds from the start ↔ units of its width. */
export class TimeScale {
  constructor(
    readonly horizon: number,
    readonly width: number,
  ) {}

  x(seconds: number): number {
    return (Math.min(Math.max(seconds, 0), this.horizon) / this.horizon) * this.width;
  }

  seconds(x: number): number {
    return (Math.min(Math.max(x, 0), this.width) / this.width) * this.horizon;
  }

  /** Moments to name below the picture: as many as there is room for. */
  ticks(): number[] {
    const step = TICK_STEPS.find((each) => (this.horizon / each) * TICK_ROOM <= this.width) ?? this.horizon;
    return Array.from({ length: Math.floor(this.horizon / step) + 1 }, (_, index) => index * step);
  }
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** So wide is a tick's text at most. */
const TICK_ROOM = 64;
const TICK_STEPS = [30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 10 * DAY];

/** What dragging and the arrow keys move by: a two-hundredth of the time, in whole minutes. */
export function dragStep(horizon: number): number {
  return Math.max(MINUTE, Math.round(horizon / 200 / MINUTE) * MINUTE);
}

export function snapped(seconds: number, horizon: number): number {
  const step = dragStep(horizon);
  return Math.min(horizon, Math.round(seconds / step) * step);
}
