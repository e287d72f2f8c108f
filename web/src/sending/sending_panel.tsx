import { useEffect, useRef, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { useServices } from "../app/services";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { sendTest, type TestMode, type TestOutcome } from "./browser_test";
import { DeliveryAction } from "./delivery_action";
import { InboxAction } from "./inbox_action";
import { useShownWhen } from "./shown_outcome";
import { TestOutcomeView, spokenOutcome } from "./test_outcome_view";

/** Trying the request out: from this browser and, where there is one, through the dispatcher. */
export function SendingPanel({ workspace }: { workspace: Workspace }) {
  const { dispatcher } = useServices();
  return (
    <section class="card sending" aria-labelledby="sending-title">
      <h2 id="sending-title">{text("sending.title")}</h2>
      <BrowserTest workspace={workspace} />
      {dispatcher !== null && <InboxAction workspace={workspace} dispatcher={dispatcher} />}
      {dispatcher !== null && <DeliveryAction workspace={workspace} dispatcher={dispatcher} />}
    </section>
  );
}

type Progress = { state: "idle" } | { state: "sending" } | { state: "done"; outcome: TestOutcome };

function BrowserTest({ workspace }: { workspace: Workspace }) {
  const [progress, setProgress] = useState<Progress>({ state: "idle" });
  const button = useRef<HTMLButtonElement>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const { preview } = workspace;
  const isReady = preview.shown.value.kind === "request";
  const send = async (mode: TestMode) => {
    const request = preview.fresh();
    if (request === null || running.current !== null) {
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    setProgress({ state: "sending" });
    const outcome = await sendTest(request, mode, controller.signal);
    running.current = null;
    setProgress({ state: "done", outcome });
    announce(spokenOutcome(outcome));
  };
  // The buttons of both are gone afterwards: focus goes to the one that stays.
  const cancel = () => {
    running.current?.abort();
    button.current?.focus();
  };
  const sendBlind = () => {
    button.current?.focus();
    void send("blind");
  };
  const outcome = useShownWhen(progress.state === "done");
  const isSending = progress.state === "sending";
  return (
    <div class="try">
      <div class="try__actions">
        <button
          ref={button}
          type="button"
          class="button button--primary"
          data-testid="send-test"
          disabled={!isReady}
          aria-disabled={isSending}
          onClick={() => void send("exact")}
        >
          {text(isSending ? "sending.sending" : "sending.test")}
        </button>
        {isSending && (
          <button type="button" class="button" data-testid="cancel-test" onClick={cancel}>
            {text("sending.cancel")}
          </button>
        )}
      </div>
      <p class="try__hint">{testHint(isReady, workspace.webhook.isSecretKept)}</p>
      <div ref={outcome} class="outcome" data-testid="test-outcome">
        {progress.state === "done" && (
          <TestOutcomeView outcome={progress.outcome} onSendBlind={sendBlind} canSend={isReady} />
        )}
      </div>
    </div>
  );
}

function testHint(isReady: boolean, isSecretKept: boolean): string {
  if (!isReady) {
    return text("sending.not-ready");
  }
  return text(isSecretKept ? "sending.unsigned" : "sending.from-browser");
}
