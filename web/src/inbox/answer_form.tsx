import { useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { showToast } from "../app/toast";
import type { DispatcherClient } from "../dispatcher/client";
import { changeInbox, type Inbox } from "../dispatcher/inboxes";
import { text } from "../text/text";

interface AnswerFormProps {
  client: DispatcherClient;
  inbox: Inbox;
  onChange: (inbox: Inbox) => void;
}

/** What the inbox answers: failing or slow, to see what the dispatcher does then. */
export function AnswerForm({ client, inbox, onChange }: AnswerFormProps) {
  const [answer, setAnswer] = useState(inbox.answer);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      onChange(await changeInbox(client, inbox.id, answer));
      announce(text("inbox.answer.saved"));
    } catch (reason) {
      showToast({ text: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const isChanged = JSON.stringify(answer) !== JSON.stringify(inbox.answer);
  return (
    <details class="inbox__answer">
      <summary>{text("inbox.answer", { status: String(inbox.answer.status) })}</summary>
      <form class="inbox__answer-fields" onSubmit={(event) => void save(event)}>
        <div class="field">
          <label for="answer-status">{text("inbox.answer.status")}</label>
          <input
            id="answer-status"
            type="number"
            min={200}
            max={599}
            value={answer.status}
            data-testid="answer-status"
            onInput={(event) => setAnswer({ ...answer, status: Number(event.currentTarget.value) })}
          />
        </div>
        <div class="field">
          <label for="answer-delay">{text("inbox.answer.delay")}</label>
          <input
            id="answer-delay"
            type="number"
            min={0}
            max={30000}
            value={answer.delayMs}
            onInput={(event) => setAnswer({ ...answer, delayMs: Number(event.currentTarget.value) })}
          />
        </div>
        <div class="field inbox__answer-body">
          <label for="answer-body">{text("inbox.answer.body")}</label>
          <input
            id="answer-body"
            class="code-input"
            value={answer.body}
            onInput={(event) => setAnswer({ ...answer, body: event.currentTarget.value })}
          />
        </div>
        <button type="submit" class="button" disabled={!isChanged} data-testid="save-answer">
          {text("form.save")}
        </button>
      </form>
    </details>
  );
}
