import type { Match } from "hookstorm";
import { useMemo } from "preact/hooks";

import { useServices } from "../app/services";
import { Check, Cross } from "../design/icons";
import { ProblemList } from "../design/problem_list";
import { Editor } from "../editor/editor";
import { vocabularyFor } from "../editor/vocabulary";
import { triggerTitle } from "../text/core_words";
import { phrase, text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";

/** The expression, and what becomes of each sample and of the edited occurrence. */
export function FilterField({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { webhook: draft } = workspace;
  const expression = draft.value("filter");
  const content = typeof expression === "string" ? expression : "";
  const problems = draft.problemsOf("filter");
  return (
    <div class="field">
      <span class="field__label">{text("form.filter")}</span>
      <Editor
        id="filter"
        class="editor--expression"
        language="expression"
        label={text("form.filter.label")}
        content={content}
        problems={problems}
        vocabulary={() => vocabularyFor(hookstorm.catalogue(), draft.triggers.peek())}
        testId="filter"
        onEdit={(edited) => draft.change("filter", edited.trim() === "" ? undefined : edited)}
      />
      <div class="field__below" data-testid="filter-problems">
        {problems.length === 0 ? (
          <p class="field__hint">{phrase("form.filter.hint")}</p>
        ) : (
          <ProblemList problems={problems} />
        )}
      </div>
      <Verdicts workspace={workspace} />
    </div>
  );
}

/** Each trigger's sample, those of the webhook first, and the occurrence on this page where it was edited. */
function Verdicts({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { preview, occurrence } = workspace;
  const configuration = workspace.webhook.configuration.value;
  const verdicts = useMemo(
    () => hookstorm.triggers().map((facts) => ({ facts, match: preview.matchOf(hookstorm.sample(facts.name)) })),
    [configuration],
  );
  const isOwn = ({ facts }: (typeof verdicts)[number]) => configuration.triggers.includes(facts.name);
  const ordered = [...verdicts.filter(isOwn), ...verdicts.filter((verdict) => !isOwn(verdict))];
  const own = occurrence.isEdited.value ? preview.matchOf(occurrence.text.value, occurrence.checking.value) : null;
  return (
    <ul class="verdicts" aria-label={text("form.filter.samples")} data-testid="filter-verdicts">
      {own !== null && <Verdict title={text("form.filter.edited")} match={own} testId="edited" />}
      {ordered.map(({ facts, match }) => (
        <Verdict key={facts.name} title={triggerTitle(facts)} match={match} testId={facts.name} />
      ))}
    </ul>
  );
}

function Verdict({ title, match, testId }: { title: string; match: Match | null; testId: string }) {
  const passes = match?.passes === true;
  const isOther = match !== null && !match.passes && match.reason === "trigger";
  return (
    <li
      class={`verdicts__row${passes ? " verdicts__row--passes" : ""}${isOther ? " verdicts__row--other" : ""}`}
      data-testid={`verdict-${testId}`}
      data-passes={passes}
    >
      {passes ? <Check /> : <Cross />}
      <span class="verdicts__title">{title}</span>
      <span class="verdicts__why">{explanation(match)}</span>
    </li>
  );
}

function explanation(match: Match | null): string {
  if (match === null) {
    return text("form.filter.unsound");
  }
  if (match.passes) {
    return text("form.filter.passes");
  }
  return match.reason === "trigger" ? text("form.filter.other-trigger") : match.explanation;
}
