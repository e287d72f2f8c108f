import { useState } from "preact/hooks";
import type { Checked, Verdict } from "hookstorm";

import { showToast } from "../app/toast";
import { ProblemList } from "../design/problem_list";
import type { DispatcherClient } from "../dispatcher/client";
import { checkCapture, type WholeCapture } from "../dispatcher/inboxes";
import { text } from "../text/text";

interface SignatureVerdictProps {
  client: DispatcherClient;
  inboxId: string;
  whole: WholeCapture;
}

/** Whether a capture is signed: by the secrets that the dispatcher knows, or by one that is typed here. */
export function SignatureVerdict({ client, inboxId, whole: { capture, check } }: SignatureVerdictProps) {
  const [asked, setAsked] = useState<Checked<Verdict> | null>(null);
  const shown = asked ?? check;
  return (
    <>
      {shown === null ? <p class="note">{text("inbox.unchecked")}</p> : <Shown check={shown} />}
      {(shown === null || shown.value === null) && (
        <SecretForm
          onSecret={async (secret) => setAsked(await checkCapture(client, inboxId, capture.number, secret))}
        />
      )}
    </>
  );
}

function Shown({ check: { value, problems } }: { check: Checked<Verdict> }) {
  const isValid = value !== null;
  return (
    <div class={`verdict verdict--${isValid ? "good" : "bad"}`} data-testid="capture-check" data-valid={isValid}>
      <p class="verdict__title">{text(isValid ? "inbox.signed" : "inbox.not-signed")}</p>
      {isValid && <p class="verdict__text">{text("inbox.signed.by", { scheme: [value.scheme, value.version ?? ""].join(" ").trim() })}</p>}
      <ProblemList problems={problems} />
    </div>
  );
}

function SecretForm({ onSecret }: { onSecret: (secret: string) => Promise<void> }) {
  const [secret, setSecret] = useState("");
  const check = async (event: Event) => {
    event.preventDefault();
    try {
      await onSecret(secret);
    } catch (reason) {
      showToast({ text: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return (
    <form class="capture__line" onSubmit={(event) => void check(event)}>
      <div class="field">
        <label for="capture-secret">{text("inbox.secret")}</label>
        <input
          id="capture-secret"
          class="code-input"
          autocomplete="off"
          spellcheck={false}
          placeholder="whsec_…"
          value={secret}
          data-testid="capture-secret"
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
      </div>
      <button type="submit" class="button" disabled={secret === ""}>
        {text("inbox.check")}
      </button>
    </form>
  );
}
