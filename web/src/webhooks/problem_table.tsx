import type { Problem } from "hookstorm";

const SHOWN_MAX = 20;

/** The problems of a file: where, what, and the code. */
export function ProblemTable({ problems }: { problems: Problem[] }) {
  const hidden = problems.length - SHOWN_MAX;
  return (
    <>
      <ul class="problem-table">
        {problems.slice(0, SHOWN_MAX).map(({ path, code, message, severity }) => (
          <li key={`${path} ${code}`}>
            <code>{path === "" ? "the document" : path}</code>
            <span>
              {severity === "warning" && <strong>Warning: </strong>}
              {message}
            </span>
            <code class="problem__code">{code}</code>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>And {hidden} more.</p>}
    </>
  );
}
