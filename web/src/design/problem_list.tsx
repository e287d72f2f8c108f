import type { Problem } from "hookstorm";

import { ProblemMessage } from "../text/core_words";
import { text } from "../text/text";
import { ErrorSign, WarningSign } from "./icons";

interface ProblemListProps {
  problems: readonly Problem[];
  /** For `aria-describedby`. */
  id?: string;
  /** Shows each path and code; the path leads to its place. Without it the messages alone are shown. */
  reveal?: (path: string) => void;
}

/** Problems by severity: sign, word and colour together, never colour alone. */
export function ProblemList({ problems, id, reveal }: ProblemListProps) {
  if (problems.length === 0) {
    return null;
  }
  return (
    <ul class="problems" {...(id !== undefined && { id })}>
      {problems.map((problem, index) => (
        <li key={`${index} ${problem.path}`} class={`problem problem--${problem.severity}`}>
          {problem.severity === "error" ? <ErrorSign /> : <WarningSign />}
          <div class="problem__text">
            <strong class={problem.severity === "error" ? "visually-hidden" : ""}>
              {text(`problem.${problem.severity}`)}{" "}
            </strong>
            <ProblemMessage problem={problem} />
            {reveal !== undefined && <ProblemPlace problem={problem} reveal={reveal} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface ProblemPlaceProps {
  problem: Problem;
  reveal: (path: string) => void;
}

function ProblemPlace({ problem: { path, code }, reveal }: ProblemPlaceProps) {
  return (
    <div class="problem__place">
      <button type="button" class="problem__path" title={text("problem.reveal")} onClick={() => reveal(path)}>
        {path === "" ? text("problem.document") : path}
      </button>
      <code class="problem__code">{code}</code>
    </div>
  );
}
