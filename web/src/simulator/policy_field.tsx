import type { Problem } from "hookstorm";

import { ProblemList } from "../design/problem_list";
import { text } from "../text/text";
import { chosenRetry, RETRY_KINDS, type RetryChoice, type RetryKind } from "./retry_choice";

interface PolicyFieldProps {
  id: string;
  label: string;
  policy: RetryChoice;
  problems: readonly Problem[];
  onChange: (policy: RetryChoice) => void;
}

/** When failures are tried again: a policy by its name, or one that is made here. */
export function PolicyField({ id, label, policy, problems, onChange }: PolicyFieldProps) {
  const change = (changes: Partial<RetryChoice>) => onChange({ ...policy, ...changes });
  return (
    <div class="policy">
      <div class="field">
        <label for={id}>{label}</label>
        <select
          id={id}
          value={policy.kind}
          data-testid={id}
          onChange={(event) => onChange(chosenRetry(event.currentTarget.value as RetryKind))}
        >
          {RETRY_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text(`simulator.policy.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      {policy.kind === "growing" && (
        <div class="policy__growing">
          <Amount id={`${id}-first`} label={text("simulator.policy.first")} value={policy.first} onChange={(first) => change({ first })} />
          <Amount id={`${id}-factor`} label={text("simulator.policy.factor")} value={policy.factor} onChange={(factor) => change({ factor })} />
          <Amount id={`${id}-retries`} label={text("simulator.policy.retries")} value={policy.retries} onChange={(retries) => change({ retries })} />
        </div>
      )}
      {policy.kind === "own" && (
        <div class="field">
          <label for={`${id}-waits`}>{text("simulator.policy.waits")}</label>
          <input
            id={`${id}-waits`}
            class="code-input"
            value={policy.waits}
            onInput={(event) => change({ waits: event.currentTarget.value })}
          />
        </div>
      )}
      <ProblemList problems={problems} />
    </div>
  );
}

interface AmountProps {
  id: string;
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function Amount({ id, label, value, onChange }: AmountProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="number" min={1} value={value} onInput={(event) => onChange(Number(event.currentTarget.value))} />
    </div>
  );
}
