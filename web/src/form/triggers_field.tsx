import type { TriggerFacts } from "hookstorm";

import { useServices } from "../app/services";
import { Cross, Plus } from "../design/icons";
import { triggerDescription, triggerTitle } from "../text/core_words";
import { text } from "../text/text";
import { Field } from "./field";
import type { WebhookDraft } from "./webhook_draft";

const LAST_SELECT = ".triggers__further:last-of-type select";

/** One select for the common case of one trigger; further triggers are added below it. */
export function TriggersField({ draft }: { draft: WebhookDraft }) {
  const { hookstorm } = useServices();
  const known = hookstorm.triggers();
  const chosen = draft.triggers.value;
  const free = known.filter(({ name }) => !chosen.includes(name));
  const set = (triggers: string[]) => draft.change("triggers", triggers);
  const add = () => {
    set([...chosen, ...free.slice(0, 1).map(({ name }) => name)]);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(LAST_SELECT)?.focus());
  };
  const remove = (name: string) => {
    set(chosen.filter((each) => each !== name));
    document.getElementById("triggers")?.focus();
  };
  return (
    <div class="triggers">
      <Field
        id="triggers"
        label={text("form.triggers")}
        hint={known.filter(({ name }) => name === chosen[0]).map(triggerDescription)}
        problems={draft.problemsOf("triggers")}
      >
        {(ties) => (
          <TriggerSelect
            {...ties}
            testId="trigger"
            value={chosen[0] ?? ""}
            choices={choicesOf(known, chosen, 0)}
            onChoose={(name) => set([name, ...chosen.slice(1)])}
          />
        )}
      </Field>
      {chosen.slice(1).map((name, index) => (
        <FurtherTrigger
          key={index}
          facts={known.find((each) => each.name === name)}
          choices={choicesOf(known, chosen, index + 1)}
          onChoose={(other) => set(chosen.map((each) => (each === name ? other : each)))}
          onRemove={() => remove(name)}
        />
      ))}
      {free[0] !== undefined && (
        <button type="button" class="button button--quiet" data-testid="add-trigger" onClick={add}>
          <Plus /> {text("form.triggers.add")}
        </button>
      )}
    </div>
  );
}

/** No trigger can be chosen twice. */
function choicesOf(known: TriggerFacts[], chosen: string[], index: number): TriggerFacts[] {
  return known.filter(({ name }) => chosen[index] === name || !chosen.includes(name));
}

interface FurtherTriggerProps {
  facts: TriggerFacts | undefined;
  choices: TriggerFacts[];
  onChoose: (name: string) => void;
  onRemove: () => void;
}

function FurtherTrigger({ facts, choices, onChoose, onRemove }: FurtherTriggerProps) {
  return (
    <div class="triggers__further">
      <TriggerSelect
        aria-label={text("form.triggers.another")}
        value={facts?.name ?? ""}
        choices={choices}
        onChoose={onChoose}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={text("form.triggers.remove", { title: facts === undefined ? "" : triggerTitle(facts) })}
        onClick={onRemove}
      >
        <Cross />
      </button>
    </div>
  );
}

interface TriggerSelectProps {
  value: string;
  choices: TriggerFacts[];
  onChoose: (name: string) => void;
  id?: string;
  testId?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

function TriggerSelect({ value, choices, onChoose, testId, ...ties }: TriggerSelectProps) {
  return (
    <select
      {...ties}
      data-testid={testId}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {choices.map((facts) => (
        <option key={facts.name} value={facts.name}>
          {triggerTitle(facts)}
        </option>
      ))}
    </select>
  );
}
