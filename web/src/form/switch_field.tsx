import type { Problem } from "hookstorm";
import type { ComponentChildren } from "preact";

import { ProblemList } from "../design/problem_list";

interface SwitchFieldProps {
  id: string;
  label: string;
  hint: ComponentChildren;
  isOn: boolean;
  problems: Problem[];
  onChange: (isOn: boolean) => void;
}

/** Something that is either so or not. */
export function SwitchField({ id, label, hint, isOn, problems, onChange }: SwitchFieldProps) {
  return (
    <div class="switch-field">
      <button
        type="button"
        role="switch"
        id={id}
        class="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        data-testid={id}
        onClick={() => onChange(!isOn)}
      >
        <span class="switch__knob" />
      </button>
      <div>
        <span id={`${id}-label`} class="field__label">
          {label}
        </span>
        <div id={`${id}-hint`}>
          <p class="field__hint">{hint}</p>
          <ProblemList problems={problems} />
        </div>
      </div>
    </div>
  );
}
