import type { Problem } from "hookstorm";

import { ProblemMessage } from "../text/core_words";
import { text } from "../text/text";

const SHOWN_MAX = 20;

/** The problems of a file: where, what, and the code. */
export function ProblemTable({ problems }: { problems: Problem[] }) {
  const hidden = problems.length - SHOWN_MAX;
  return (
    <>
      <ul class="problem-table">
        {problems.slice(0, SHOWN_MAX).map((problem) => (
          <li key={`${problem.path} ${problem.code}`}>
            <code>{problem.path === "" ? text("problem.document") : problem.path}</code>
            <span>
              {problem.severity === "warning" && <strong>{text("problem.warning")} </strong>}
              <ProblemMessage problem={problem} />
            </span>
            <code class="problem__code">{problem.code}</code>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>{text("problem.more", { count: hidden })}</p>}
    </>
  );
}
