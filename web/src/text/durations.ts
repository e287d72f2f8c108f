import { numberText } from "./text";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { unit: "day", ms: DAY },
  { unit: "hour", ms: HOUR },
  { unit: "minute", ms: MINUTE },
  { unit: "second", ms: SECOND },
] as const;

/** A duration by its two largest units: "2 hr 5 min", "8.4 sec", "120 ms". */
export function durationText(ms: number): string {
  const largest = UNITS.findIndex((each) => ms >= each.ms);
  if (largest === -1) {
    return unitText(Math.round(ms), "millisecond");
  }
  const { unit, ms: size } = UNITS[largest]!;
  if (unit === "second") {
    return unitText(Math.round(ms / 100) / 10, unit);
  }
  const below = UNITS[largest + 1]!;
  const whole = Math.floor(ms / size);
  const rest = Math.floor((ms - whole * size) / below.ms);
  return rest === 0 ? unitText(whole, unit) : `${unitText(whole, unit)} ${unitText(rest, below.unit)}`;
}

function unitText(value: number, unit: (typeof UNITS)[number]["unit"] | "millisecond"): string {
  return numberText(value, { style: "unit", unit, unitDisplay: "short" });
}
