import type { ComponentChildren } from "preact";

import { useServices } from "../app/services";
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
        <Verdict tone="bad" title="It was not sent">
          The browser could not reach the receiver, or something here (a blocker, or https mixing with http)
          stopped it.
        </Verdict>
      );
    case "sent":
      return (
        <Verdict tone="neutral" title={`Sent in ${outcome.durationMs} ms; the answer is hidden`}>
          The receiver got the exact body, but as <code>text/plain</code> and without the <code>webhook-*</code>{" "}
          headers, so it could not check a signature. Look there whether it arrived.
        </Verdict>
      );
    case "redirected":
      return (
        <Verdict tone="bad" title={`The receiver redirects elsewhere, after ${outcome.durationMs} ms`}>
          Redirects are not followed, by the dispatcher neither. Use the URL that it leads to.
        </Verdict>
      );
    case "timed-out":
      return (
        <Verdict tone="bad" title={`No answer within ${TEST_TIMEOUT_MS / 1000} s`}>
          The receiver may still have got the request. A receiver should answer at once and work afterwards.
        </Verdict>
      );
    case "cancelled":
      return (
        <Verdict tone="neutral" title="Cancelled">
          The receiver may have got the request all the same.
        </Verdict>
      );
  }
}

/** The outcome in one sentence, for those who hear the page. */
export function spokenOutcome(outcome: TestOutcome): string {
  switch (outcome.kind) {
    case "answered":
      return `The receiver answered ${outcome.status} after ${outcome.durationMs} milliseconds.`;
    case "hidden":
      return "There is no answer that the browser shows.";
    case "sent":
      return "Sent; the answer is hidden.";
    case "redirected":
      return "The receiver redirects elsewhere.";
    case "timed-out":
      return "No answer in time.";
    case "cancelled":
      return "Cancelled.";
  }
}

function Answer({ outcome }: { outcome: Extract<TestOutcome, { kind: "answered" }> }) {
  const { status, statusText, durationMs, body, isCut } = outcome;
  const isGood = status >= 200 && status < 300;
  return (
    <Verdict tone={isGood ? "good" : "bad"} title={`${status} ${statusText} in ${durationMs} ms`.replace("  ", " ")}>
      {isGood ? "The receiver took it." : "The receiver answered, but did not take it: only 2xx counts as delivered."}
      <ResponseBody text={body} isCut={isCut} />
    </Verdict>
  );
}

function HiddenAnswer({ onSendBlind, canSend }: { onSendBlind: () => void; canSend: boolean }) {
  const { dispatcher } = useServices();
  return (
    <Verdict tone="bad" title="No answer that a browser shows">
      <p>Browsers do not tell pages which of these it was:</p>
      <ul>
        <li>no server answered at this address, or</li>
        <li>
          the receiver does not allow other sites to read its answers (CORS). A browser asks first, with an{" "}
          <code>OPTIONS</code> request; without permission, the POST itself was never sent.
        </li>
      </ul>
      <p>
        The dispatcher is no browser and has no such limit
        {dispatcher === null ? "; neither has curl: use “Copy as curl”." : ": deliver through it below."}
      </p>
      <button type="button" class="button" data-testid="send-blind" disabled={!canSend} onClick={onSendBlind}>
        Send without reading the answer
      </button>
      <p class="try__hint">
        Needs no permission, but loses something: the content type becomes <code>text/plain</code>, the{" "}
        <code>webhook-*</code> headers and the signature stay out, and the answer is hidden. The body is the same.
      </p>
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
