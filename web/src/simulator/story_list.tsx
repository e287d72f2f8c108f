import type { SimulatedAttempt, SimulationReport } from "hookstorm";

import { durationText } from "../text/durations";
import { text } from "../text/text";
import { storyOf } from "./message_story";

/** One message's attempts in words. */
export function StoryList({ report, message }: { report: SimulationReport; message: number }) {
  const story = storyOf(report, message);
  if (story === null) {
    return <p class="story-list__none">{text("simulator.story.none")}</p>;
  }
  return (
    <ol class="story-list">
      {story.attempts.map((attempt) => (
        <li key={attempt.attempt}>
          <span class="story-list__moment">{durationText(attempt.at_ms)}</span>
          <span>{answerText(attempt)}</span>
          <span class="story-list__next">{nextText(attempt)}</span>
        </li>
      ))}
    </ol>
  );
}

function answerText({ status }: SimulatedAttempt): string {
  return status === null ? text("simulator.no-answer") : String(status);
}

function nextText({ state, due_ms, ended_ms }: SimulatedAttempt): string {
  switch (state) {
    case "delivered":
      return text("simulator.story.delivered");
    case "exhausted":
      return text("simulator.story.exhausted");
    case "pending":
      return due_ms === undefined ? "" : text("simulator.story.next", { time: durationText(Math.max(0, due_ms - ended_ms)) });
  }
}
