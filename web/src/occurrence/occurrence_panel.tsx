import type { Checking } from "hookstorm";
import { useRef } from "preact/hooks";

import { ProblemList } from "../design/problem_list";
import { Editor, type EditorHandle } from "../editor/editor";
import { phrase, text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";

const CHECKINGS: readonly Checking[] = ["strict", "lenient"];

/** The occurrence that the preview is built from, to be edited, with its problems at their places. */
export function OccurrencePanel({ workspace }: { workspace: Workspace }) {
  const { occurrence } = workspace;
  const editor = useRef<EditorHandle | null>(null);
  return (
    <section class="card occurrence" aria-labelledby="occurrence-title">
      <div class="card__head">
        <h2 id="occurrence-title">{text("occurrence.title")}</h2>
        <button
          type="button"
          class="button button--small"
          disabled={!occurrence.isEdited.value}
          onClick={() => occurrence.reset()}
        >
          {text("occurrence.reset")}
        </button>
      </div>
      <p class="card__lead">{text("occurrence.lead")}</p>
      <Choices workspace={workspace} />
      <Editor
        class="editor--occurrence"
        language="json"
        label={text("occurrence.editor")}
        content={occurrence.text.value}
        problems={occurrence.checked.value.problems}
        handle={editor}
        testId="occurrence-editor"
        onEdit={(edited) => occurrence.edit(edited)}
      />
      <OccurrenceProblems workspace={workspace} reveal={(path) => editor.current?.reveal(path)} />
    </section>
  );
}

function Choices({ workspace }: { workspace: Workspace }) {
  const { checking } = workspace.occurrence;
  return (
    <div class="occurrence__choices">
      <div class="field">
        <label for="checking">{text("occurrence.checking")}</label>
        <select
          id="checking"
          data-testid="checking"
          aria-describedby="checking-hint"
          value={checking.value}
          onChange={(event) => {
            checking.value = event.currentTarget.value === "lenient" ? "lenient" : "strict";
          }}
        >
          {CHECKINGS.map((value) => (
            <option key={value} value={value}>
              {text(`occurrence.checking.${value}`)}
            </option>
          ))}
        </select>
        <p id="checking-hint" class="field__hint">
          {text(`occurrence.checking.${checking.value}.hint`)}
        </p>
      </div>
    </div>
  );
}

interface OccurrenceProblemsProps {
  workspace: Workspace;
  reveal: (path: string) => void;
}

function OccurrenceProblems({ workspace, reveal }: OccurrenceProblemsProps) {
  const { problems, value } = workspace.occurrence.checked.value;
  const isUnwanted = value !== null && !workspace.webhook.triggers.value.includes(value.trigger);
  return (
    <div class="occurrence__problems" data-testid="occurrence-problems">
      {problems.length === 0 && !isUnwanted && <p class="occurrence__sound">{text("occurrence.sound")}</p>}
      <ProblemList problems={problems} reveal={reveal} />
      {isUnwanted && (
        <p class="note">
          {phrase("occurrence.unwanted", { trigger: <code>{value.trigger}</code> })}
        </p>
      )}
    </div>
  );
}
