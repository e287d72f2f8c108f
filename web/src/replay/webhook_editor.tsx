import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { ProblemList } from "../design/problem_list";
import { JsonEditor } from "../occurrence/json_editor";
import { text } from "../text/text";
import type { ReplayState } from "./replay_state";

/** The webhook that the log is replayed through, as JSON with its problems at their places. */
export function WebhookEditor({ state }: { state: ReplayState }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<JsonEditor | null>(null);
  useEffect(() => {
    const created = new JsonEditor({
      host: host.current!,
      text: state.webhook.peek(),
      label: text("replay.webhook.label"),
      onEdit: (edited) => (state.webhook.value = edited),
    });
    editor.current = created;
    created.mark(state.checked.peek().problems);
    return () => created.destroy();
  }, [state]);
  useSignalEffect(() => {
    editor.current?.show(state.webhook.value);
    editor.current?.mark(state.checked.value.problems);
  });
  return (
    <>
      <div ref={host} class="occurrence__editor" data-testid="replay-webhook" />
      <div class="replay__problems">
        <ProblemList problems={state.checked.value.problems} reveal={(path) => editor.current?.reveal(path)} />
      </div>
    </>
  );
}
