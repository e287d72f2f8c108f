import type { Problem } from "hookstorm";
import type { ComponentChildren } from "preact";

import { ProblemList } from "../design/problem_list";
import { text } from "../text/text";

/** What ties a control to its texts, for those who cannot see that they stand together. */
export interface ControlTies {
  id: string;
  "aria-describedby": string;
  "aria-invalid": boolean;
}

interface FieldProps {
  id: string;
  label: string;
  isOptional?: boolean;
  hint?: ComponentChildren;
  problems: Problem[];
  children: (ties: ControlTies) => ComponentChildren;
}

/** A labelled control; problems take the hint's place below it, so that nothing jumps. */
export function Field({ id, label, isOptional = false, hint, problems, children }: FieldProps) {
  const hintId = `${id}-hint`;
  const isInvalid = problems.some(({ severity }) => severity === "error");
  return (
    <div class="field">
      <label for={id}>
        {label}
        {isOptional && <span class="field__optional"> {text("field.optional")}</span>}
      </label>
      {children({ id, "aria-describedby": hintId, "aria-invalid": isInvalid })}
      <div id={hintId} class="field__below">
        {problems.length === 0 ? <p class="field__hint">{hint}</p> : <ProblemList problems={problems} />}
      </div>
    </div>
  );
}
