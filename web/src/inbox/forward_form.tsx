import { useState } from "preact/hooks";
import type { Problem } from "hookstorm";

import { announce } from "../app/announcer";
import { ProblemList } from "../design/problem_list";
import { DispatcherError, type DispatcherClient } from "../dispatcher/client";
import { forwardCapture, type Forwarded } from "../dispatcher/inboxes";
import { ReachedAddress } from "../sending/reached_address";
import { ResponseBody } from "../sending/response_body";
import { durationText } from "../text/durations";
import { text } from "../text/text";

interface ForwardFormProps {
  client: DispatcherClient;
  inboxId: string;
  number: number;
}

type Progress =
  | { kind: "idle" }
  | { kind: "sending" }
  | { kind: "done"; forwarded: Forwarded }
  | { kind: "refused"; message: string; problems: Problem[] };

/** Sends a capture on to another receiver, once. */
export function ForwardForm({ client, inboxId, number }: ForwardFormProps) {
  const [url, setUrl] = useState("");
  const [progress, setProgress] = useState<Progress>({ kind: "idle" });
  const forward = async (event: Event) => {
    event.preventDefault();
    setProgress({ kind: "sending" });
    try {
      const forwarded = await forwardCapture(client, inboxId, number, url);
      setProgress({ kind: "done", forwarded });
      announce(text("inbox.forwarded"));
    } catch (reason) {
      const problems = reason instanceof DispatcherError ? reason.problems : [];
      setProgress({ kind: "refused", message: reason instanceof Error ? reason.message : String(reason), problems });
    }
  };
  return (
    <>
      <form class="capture__line" onSubmit={(event) => void forward(event)}>
        <div class="field">
          <label for="forward-url">{text("inbox.forward.to")}</label>
          <input
            id="forward-url"
            class="code-input"
            type="url"
            placeholder="http://127.0.0.1:3000/hook"
            value={url}
            data-testid="forward-url"
            onInput={(event) => setUrl(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button" data-testid="forward" disabled={url === "" || progress.kind === "sending"}>
          {text("inbox.forward")}
        </button>
      </form>
      {progress.kind === "done" && <Outcome forwarded={progress.forwarded} />}
      {progress.kind === "refused" &&
        (progress.problems.length > 0 ? <ProblemList problems={progress.problems} /> : <p class="failure-line">{progress.message}</p>)}
    </>
  );
}

function Outcome({ forwarded: { status, failure, durationMs, address, body } }: { forwarded: Forwarded }) {
  const isGood = status !== null && status >= 200 && status < 300;
  return (
    <div class={`verdict verdict--${isGood ? "good" : "bad"}`} data-testid="forwarded">
      <p class="verdict__title">
        {status ?? failure} · {durationText(durationMs)}
      </p>
      <ReachedAddress address={address} />
      {status !== null && <ResponseBody content={body} />}
    </div>
  );
}
