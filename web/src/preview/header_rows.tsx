import type { Header } from "hookstorm";

import { text } from "../text/text";

interface HeaderRowsProps {
  headers: readonly Header[];
  /** The header that only the dispatcher can add, since it keeps the secret. */
  keptSignature: string | null;
}

/** All headers in the order in which they are sent. */
export function HeaderRows({ headers, keptSignature }: HeaderRowsProps) {
  return (
    <dl class="headers">
      {headers.map(({ name, value }) => (
        <div key={name} class="headers__row" data-testid="preview-header" data-name={name} data-value={value}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {keptSignature !== null && (
        <div class="headers__row" data-testid="preview-header" data-name={keptSignature}>
          <dt>{keptSignature}</dt>
          <dd class="headers__note">{text("preview.headers.kept")}</dd>
        </div>
      )}
    </dl>
  );
}
