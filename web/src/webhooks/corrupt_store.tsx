import type { Problem } from "hookstorm";

import { downloadText } from "../design/download";
import { ProblemTable } from "./problem_table";

interface CorruptStoreProps {
  text: string;
  problems: Problem[];
  onClear: () => void;
}

/** What is stored cannot be read: it is kept untouched until the visitor has decided. */
export function CorruptStore({ text, problems, onClear }: CorruptStoreProps) {
  return (
    <section class="card corrupt" role="alert" aria-labelledby="corrupt-title" data-testid="corrupt-store">
      <h2 id="corrupt-title">What is stored in this browser cannot be read</h2>
      <p>
        Nothing was changed. Export what is stored, so that you can repair and import it; then clear the storage
        to begin again.
      </p>
      <ProblemTable problems={problems} />
      <div class="corrupt__actions">
        <button
          type="button"
          class="button button--primary"
          onClick={() => downloadText("hookstorm-stored.json", text)}
        >
          Export what is stored
        </button>
        <button type="button" class="button button--danger" onClick={onClear}>
          Clear and begin again
        </button>
      </div>
    </section>
  );
}
