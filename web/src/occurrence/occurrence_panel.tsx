import type { Checking } from "hookstorm";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { useServices } from "../app/services";
import { ProblemList } from "../design/problem_list";
import type { Workspace } from "../webhooks/workspace";
import { JsonEditor } from "./json_editor";

const CHECKINGS: { value: Checking; title: string; explanation: string }[] = [
  { value: "strict", title: "Strict", explanation: "For your own data: everything must be right." },
  {
    value: "lenient",
    title: "Lenient",
    explanation: "For foreign or redacted data: oddities become warnings.",
  },
];

/** The occurrence that the preview is built from, to be edited, with its problems at their places. */
export function OccurrencePanel({ workspace }: { workspace: Workspace }) {
  const { occurrence } = workspace;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<JsonEditor | null>(null);
  useEffect(() => {
    if (host.current === null) {
      return undefined;
    }
    const created = new JsonEditor({
      host: host.current,
      text: occurrence.text.peek(),
      label: "The occurrence as JSON",
      onEdit: (text) => occurrence.edit(text),
    });
    editor.current = created;
    created.mark(occurrence.checked.peek().problems);
    return () => created.destroy();
  }, [occurrence]);
  useSignalEffect(() => {
    const { text, checked } = occurrence;
    editor.current?.show(text.value);
    editor.current?.mark(checked.value.problems);
  });
  return (
    <section class="card occurrence" aria-labelledby="occurrence-title">
      <div class="card__head">
        <h2 id="occurrence-title">The occurrence</h2>
        <button
          type="button"
          class="button button--small"
          disabled={!occurrence.isEdited.value}
          onClick={() => occurrence.reset()}
        >
          Reset to the sample
        </button>
      </div>
      <p class="card__lead">What happened, as data. Change it and the request changes with it.</p>
      <Choices workspace={workspace} />
      <div ref={host} class="occurrence__editor" data-testid="occurrence-editor" />
      <OccurrenceProblems workspace={workspace} reveal={(path) => editor.current?.reveal(path)} />
    </section>
  );
}

function Choices({ workspace }: { workspace: Workspace }) {
  const { checking } = workspace.occurrence;
  const explanation = CHECKINGS.find(({ value }) => value === checking.value)?.explanation;
  return (
    <div class="occurrence__choices">
      <SampleChoice workspace={workspace} />
      <div class="field">
        <label for="checking">Checking</label>
        <select
          id="checking"
          data-testid="checking"
          aria-describedby="checking-hint"
          value={checking.value}
          onChange={(event) => {
            checking.value = event.currentTarget.value === "lenient" ? "lenient" : "strict";
          }}
        >
          {CHECKINGS.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
        <p id="checking-hint" class="field__hint">
          {explanation}
        </p>
      </div>
    </div>
  );
}

/** Only a webhook with several triggers has a choice. */
function SampleChoice({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const triggers = workspace.webhook.triggers.value;
  if (triggers.length < 2) {
    return null;
  }
  const titles = new Map<string, string>(hookstorm.triggers().map(({ name, title }) => [name, title]));
  return (
    <div class="field">
      <label for="preview-trigger">Sample for</label>
      <select
        id="preview-trigger"
        data-testid="preview-trigger"
        value={workspace.previewTrigger.value}
        onChange={(event) => workspace.previewFor(event.currentTarget.value)}
      >
        {triggers.map((name) => (
          <option key={name} value={name}>
            {titles.get(name) ?? name}
          </option>
        ))}
      </select>
      <p class="field__hint">The trigger that is previewed.</p>
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
      {problems.length === 0 && !isUnwanted && <p class="occurrence__sound">Nothing to complain about.</p>}
      <ProblemList problems={problems} reveal={reveal} />
      {isUnwanted && (
        <p class="note">
          The occurrence's trigger is <code>{value.trigger}</code>, which this webhook is not triggered by: such
          an occurrence would not be sent to it.
        </p>
      )}
    </div>
  );
}
