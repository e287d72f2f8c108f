import type { Problem } from "hookstorm";

import { downloadText } from "../design/download";
import { text } from "../text/text";
import { ProblemTable } from "./problem_table";

interface CorruptStoreProps {
  stored: string;
  problems: Problem[];
  onClear: () => void;
}

/** What is stored cannot be read: it is kept untouched until the visitor has decided. */
export function CorruptStore({ stored, problems, onClear }: CorruptStoreProps) {
  return (
    <section class="card corrupt" role="alert" aria-labelledby="corrupt-title" data-testid="corrupt-store">
      <h2 id="corrupt-title">{text("corrupt.title")}</h2>
      <p>{text("corrupt.lead")}</p>
      <ProblemTable problems={problems} />
      <div class="corrupt__actions">
        <button
          type="button"
          class="button button--primary"
          onClick={() => downloadText("hookstorm-stored.json", stored)}
        >
          {text("corrupt.export")}
        </button>
        <button type="button" class="button button--danger" onClick={onClear}>
          {text("corrupt.clear")}
        </button>
      </div>
    </section>
  );
}
