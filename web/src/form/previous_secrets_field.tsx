import { Cross, Plus } from "../design/icons";
import { ProblemList } from "../design/problem_list";
import { listIn, objectIn, textIn } from "../json/reading";
import { text } from "../text/text";
import type { WebhookDraft } from "./webhook_draft";

const DAY_MS = 86_400_000;

/** Secrets that sign along while receivers change over. */
export function PreviousSecretsField({ draft }: { draft: WebhookDraft }) {
  const secrets = listIn(draft.value("previous_secrets")).map(objectIn);
  const write = (changed: readonly object[]) =>
    draft.change("previous_secrets", changed.length === 0 ? undefined : changed);
  const add = () => {
    const until = new Date(Date.now() + DAY_MS).toISOString();
    write([...secrets, { secret: "", until }]);
  };
  const problems = draft.problemsOf("previous_secrets");
  return (
    <fieldset class="rows" id="previous_secrets" tabIndex={-1}>
      <legend class="field__label">{text("form.previous-secrets")}</legend>
      <p class="field__hint">{text("form.previous-secrets.hint")}</p>
      {secrets.map((entry, index) => {
        const replaced = (change: object) => write(secrets.map((each, at) => (at === index ? { ...each, ...change } : each)));
        return (
          <div key={index} class="rows__row rows__row--pair">
            <input
              type="password"
              class="code-input"
              aria-label={text("form.previous-secrets.secret", { number: index + 1 })}
              autocomplete="one-time-code"
              data-testid="previous-secret"
              value={textIn(entry["secret"])}
              onInput={({ currentTarget }) => replaced({ secret: currentTarget.value })}
            />
            <input
              type="text"
              class="code-input"
              aria-label={text("form.previous-secrets.until", { number: index + 1 })}
              autocomplete="off"
              spellcheck={false}
              data-testid="previous-secret-until"
              value={textIn(entry["until"])}
              onInput={({ currentTarget }) => replaced({ until: currentTarget.value })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={text("form.previous-secrets.remove", { number: index + 1 })}
              onClick={() => write(secrets.filter((_, at) => at !== index))}
            >
              <Cross />
            </button>
            <ProblemList problems={problems.filter(({ path }) => path.startsWith(`/previous_secrets/${index}`))} />
          </div>
        );
      })}
      <button type="button" class="button button--quiet" data-testid="previous-secret-add" onClick={add}>
        <Plus /> {text("form.previous-secrets.add")}
      </button>
      <ProblemList problems={problems.filter(({ path }) => path === "/previous_secrets")} />
    </fieldset>
  );
}
