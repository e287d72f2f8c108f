import { useServices } from "../app/services";
import { Cross, Plus } from "../design/icons";
import { ProblemList } from "../design/problem_list";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { pointersOf } from "./body_pointers";

const LIST = "pick-pointers";

/** What is kept of the family's body: JSON Pointers, completed from its schema. */
export function PickField({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { webhook: draft } = workspace;
  const value = draft.value("pick");
  const pointers = Array.isArray(value) ? value.map(String) : [];
  const known = pointersOf(hookstorm, draft.family.value, draft.triggers.value);
  const write = (changed: string[]) => draft.change("pick", changed);
  const problems = draft.problemsOf("pick");
  return (
    <fieldset class="rows" id="pick" tabIndex={-1}>
      <legend class="field__label">{text("form.pick")}</legend>
      {pointers.map((pointer, index) => {
        const own = problems.filter(({ path }) => path === `/pick/${index}`);
        return (
          <div key={index} class="rows__row">
            <input
              type="text"
              class="code-input"
              list={LIST}
              aria-label={text("form.pick.pointer", { number: index + 1 })}
              aria-invalid={own.length > 0}
              placeholder="/data/attributes/title"
              spellcheck={false}
              autocomplete="off"
              data-testid="pick-pointer"
              value={pointer}
              onInput={({ currentTarget }) => write(pointers.map((each, at) => (at === index ? currentTarget.value : each)))}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={text("form.pick.remove", { pointer })}
              onClick={() => write(pointers.filter((_, at) => at !== index))}
            >
              <Cross />
            </button>
            <ProblemList problems={own} />
          </div>
        );
      })}
      <datalist id={LIST}>
        {known.map(({ pointer, description }) => (
          <option key={pointer} value={pointer} label={description} />
        ))}
      </datalist>
      <button type="button" class="button button--quiet" data-testid="pick-add" onClick={() => write([...pointers, ""])}>
        <Plus /> {text("form.pick.add")}
      </button>
      <ProblemList problems={problems.filter(({ path }) => path === "/pick")} />
    </fieldset>
  );
}
