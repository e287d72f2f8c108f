import { useState } from "preact/hooks";
import type { Problem } from "hookstorm";

import { Field } from "./field";

interface NumberFieldProps {
  id: string;
  label: string;
  hint: string;
  isOptional?: boolean;
  value: unknown;
  placeholder?: string;
  problems: Problem[];
  onChange: (value: number | string | undefined) => void;
}

/** A number. What is typed and is none is passed on as it is: the core says what is wrong with it. */
export function NumberField({ id, label, hint, isOptional = true, value, placeholder = "", problems, onChange }: NumberFieldProps) {
  return (
    <Field id={id} label={label} isOptional={isOptional} hint={hint} problems={problems}>
      {(ties) => (
        <input
          {...ties}
          class="number-input"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder={placeholder}
          data-testid={id}
          value={value === undefined ? "" : String(value)}
          onInput={({ currentTarget }) => onChange(numberIn(currentTarget.value))}
        />
      )}
    </Field>
  );
}

/** The number that a text holds, the text itself where it holds none, and nothing where it is empty. */
export function numberIn(typed: string): number | string | undefined {
  const content = typed.trim();
  if (content === "") {
    return undefined;
  }
  return /^\d{1,15}(?:\.\d{1,10})?$/.test(content) ? Number(content) : content;
}

interface NumberListFieldProps {
  id: string;
  label: string;
  hint: string;
  value: readonly unknown[];
  problems: Problem[];
  onChange: (value: (number | string)[]) => void;
}

/** Numbers between commas. */
export function NumberListField({ id, label, hint, value, problems, onChange }: NumberListFieldProps) {
  const [typed, setTyped] = useState(value.join(", "));
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
      {(ties) => (
        <input
          {...ties}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          data-testid={id}
          value={typed}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const items = currentTarget.value.split(/[,;\s]+/).map(numberIn);
            onChange(items.filter((item) => item !== undefined));
          }}
        />
      )}
    </Field>
  );
}
