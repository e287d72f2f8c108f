import { useRef } from "preact/hooks";

import { useServices } from "../app/services";
import { ProblemList } from "../design/problem_list";
import { Editor, type EditorHandle } from "../editor/editor";
import { vocabularyFor } from "../editor/vocabulary";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";

const MEMBER = "/template";

/** The template as JSON. What goes wrong with it, also where it meets the occurrence, is marked at its place. */
export function TemplateField({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { webhook: draft, preview } = workspace;
  const handle = useRef<EditorHandle | null>(null);
  const shown = preview.shown.value;
  const met = shown.kind === "none" ? shown.problems : [];
  const within = [...draft.problemsOf("template"), ...met].filter(({ path }) => path.startsWith(MEMBER));
  const problems = within
    .map((problem) => ({ ...problem, path: problem.path.slice(MEMBER.length) }))
    .filter(({ path, code }, index, all) => all.findIndex((each) => each.path === path && each.code === code) === index);
  return (
    <div class="field">
      <span class="field__label">{text("form.template")}</span>
      <Editor
        id="template"
        class="editor--template"
        language="json"
        label={text("form.template.label")}
        content={draft.templateText.value ?? ""}
        problems={problems}
        vocabulary={() => vocabularyFor(hookstorm.catalogue(), draft.triggers.peek())}
        handle={handle}
        testId="template"
        onEdit={(content) => draft.writeTemplate(content)}
      />
      <div class="field__below" data-testid="template-problems">
        {problems.length === 0 ? (
          <p class="field__hint">{text("form.template.hint")}</p>
        ) : (
          <ProblemList problems={problems} reveal={(path) => handle.current?.reveal(path)} />
        )}
      </div>
    </div>
  );
}
