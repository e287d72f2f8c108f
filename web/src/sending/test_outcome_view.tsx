import type { ComponentChildren } from "preact";

import { useServices } from "../app/services";
import { phrase, text } from "../text/text";
import { TEST_TIMEOUT_MS, type TestOutcome } from "./browser_test";
import { ResponseBody } from "./response_body";

interface TestOutcomeViewProps {
  outcome: TestOutcome;
  onSendBlind: () => void;
  canSend: boolean;
}

/** What came of a test, and what a browser cannot know about it. */
export function TestOutcomeView({ outcome, onSendBlind, canSend }: TestOutcomeViewProps) {
  switch (outcome.kind) {
    case "answered":
      return <Answer outcome={outcome} />;
    case "hidden":
      return outcome.mode === "exact" ? (
        <HiddenAnswer onSendBlind={onSendBlind} canSend={canSend} />
      ) : (
        <Verdict tone="bad" title={text("outcome.unreached")}>
          {text("outcome.unreached.text")}
        </Verdict>
      );
    case "sent":
      return (
        <Verdict tone="neutral" title={text("outcome.sent", { duration: outcome.durationMs })}>
          {phrase("outcome.sent.text")}
        </Verdict>
      );
    case "redirected":
      return (
        <Verdict tone="bad" title={text("outcome.redirected", { duration: outcome.durationMs })}>
          {text("outcome.redirected.text")}
        </Verdict>
      );
    case "timed-out":
      return (
        <Verdict tone="bad" title={text("outcome.timed-out", { seconds: TEST_TIMEOUT_MS / 1000 })}>
          {text("outcome.timed-out.text")}
        </Verdict>
      );
    case "cancelled":
      return (
        <Verdict tone="neutral" title={text("outcome.cancelled")}>
          {text("outcome.cancelled.text")}
        </Verdict>
      );
  }
}

/** The outcome in one sentence, for those who hear the page. */
export function spokenOutcome(outcome: TestOutcome): string {
  switch (outcome.kind) {
    case "answered":
      return text("outcome.spoken.answered", { status: String(outcome.status), duration: outcome.durationMs });
    default:
      return text(`outcome.spoken.${outcome.kind}`);
  }
}

function Answer({ outcome }: { outcome: Extract<TestOutcome, { kind: "answered" }> }) {
  const { status, statusText, durationMs, body, isCut } = outcome;
  const isGood = status >= 200 && status < 300;
  return (
    <Verdict tone={isGood ? "good" : "bad"} title={text("outcome.answered", { status: `${status} ${statusText}`.trim(), duration: durationMs })}>
      {text(isGood ? "outcome.taken" : "outcome.not-taken")}
      <ResponseBody content={body} isCut={isCut} />
    </Verdict>
  );
}

function HiddenAnswer({ onSendBlind, canSend }: { onSendBlind: () => void; canSend: boolean }) {
  const { dispatcher } = useServices();
  return (
    <Verdict tone="bad" title={text("outcome.hidden")}>
      <p>{text("outcome.hidden.lead")}</p>
      <ul>
        <li>{text("outcome.hidden.no-server")}</li>
        <li>{phrase("outcome.hidden.cors")}</li>
      </ul>
      <p>{text(dispatcher === null ? "outcome.hidden.curl" : "outcome.hidden.dispatcher")}</p>
      <button type="button" class="button" data-testid="send-blind" disabled={!canSend} onClick={onSendBlind}>
        {text("outcome.blind")}
      </button>
      <p class="try__hint">{phrase("outcome.blind.hint")}</p>
    </Verdict>
  );
}

type Tone = "good" | "bad" | "neutral";

interface VerdictProps {
  tone: Tone;
  title: string;
  children: ComponentChildren;
}

function Verdict({ tone, title, children }: VerdictProps) {
  return (
    <div class={`verdict verdict--${tone}`} data-tone={tone}>
      <p class="verdict__title">{title}</p>
      <div class="verdict__text">{children}</div>
    </div>
  );
}
