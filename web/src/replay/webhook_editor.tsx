import { useRef } from "preact/hooks";

import { ProblemList } from "../design/problem_list";
import { Editor, type EditorHandle } from "../editor/editor";
import { text } from "../text/text";
import type { ReplayState } from "./replay_state";

/** The webhook that the log is replayed through, as JSON with its problems at their places. */
export function WebhookEditor({ state }: { state: ReplayState }) {
  const editor = useRef<EditorHandle | null>(null);
  const { problems } = state.checked.value;
  return (
    <>
      <Editor
        class="editor--occurrence"
        language="json"
        label={text("replay.webhook.label")}
        content={state.webhook.value}
        problems={problems}
        handle={editor}
        testId="replay-webhook"
        onEdit={(edited) => (state.webhook.value = edited)}
      />
      <div class="replay__problems">
        <ProblemList problems={problems} reveal={(path) => editor.current?.reveal(path)} />
      </div>
    </>
  );
}
