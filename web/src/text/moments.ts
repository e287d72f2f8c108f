import { language } from "./language";

/** A moment in the visitor's own time zone: the day is left out where it is today. */
export function momentText(timestamp: string | number): string {
  const moment = new Date(timestamp);
  if (Number.isNaN(moment.getTime())) {
    return String(timestamp);
  }
  const isToday = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language.value, {
    ...(!isToday && { month: "short", day: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(moment);
}
