import type { SimulatedAttempt, SimulationReport } from "hookstorm";

/** What became of one message, as far as the timeline tells. */
export interface MessageStory {
  message: number;
  attempts: SimulatedAttempt[];
  /** Of the last attempt that the timeline has. */
  state: SimulatedAttempt["state"];
}

/** The messages of a timeline that needed more than one attempt, and how many each. */
export function retriedMessages(report: SimulationReport): number[] {
  const retried = report.timeline.filter(({ attempt }) => attempt === 2);
  return retried.map(({ message }) => message).sort((a, b) => a - b);
}

export function storyOf(report: SimulationReport, message: number): MessageStory | null {
  const attempts = report.timeline.filter((each) => each.message === message);
  const last = attempts.at(-1);
  return last === undefined ? null : { message, attempts, state: last.state };
}

/** The one that says most: of the retried ones, that with the most attempts, and of those the first. */
export function tellingMessage(report: SimulationReport): number {
  const counts = new Map<number, number>();
  for (const { message } of report.timeline) {
    counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  let telling = 1;
  for (const [message, count] of counts) {
    if (count > (counts.get(telling) ?? 0)) {
      telling = message;
    }
  }
  return telling;
}
