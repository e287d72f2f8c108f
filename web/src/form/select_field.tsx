import type { Problem } from "hookstorm";
import type { ComponentChildren } from "preact";

import { Field } from "./field";

interface SelectFieldProps<Value extends string> {
  id: string;
  label: string;
  hint: ComponentChildren;
  value: Value;
  choices: readonly { value: Value; title: string }[];
  problems: Problem[];
  onChange: (value: Value) => void;
}

/** One of a few. */
export function SelectField<Value extends string>({ id, label, hint, value, choices, problems, onChange }: SelectFieldProps<Value>) {
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
      {(ties) => (
        <select
          {...ties}
          data-testid={id}
          value={value}
          onChange={({ currentTarget }) => {
            const choice = choices.find((each) => each.value === currentTarget.value);
            if (choice !== undefined) {
              onChange(choice.value);
            }
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
