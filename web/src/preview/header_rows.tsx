import type { Header } from "hookstorm";

interface HeaderRowsProps {
  headers: readonly Header[];
  isSecretKept: boolean;
}

/** All headers in the order in which they are sent. */
export function HeaderRows({ headers, isSecretKept }: HeaderRowsProps) {
  return (
    <dl class="headers">
      {headers.map(({ name, value }) => (
        <div key={name} class="headers__row" data-testid="preview-header" data-name={name} data-value={value}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {isSecretKept && (
        <div class="headers__row" data-testid="preview-header" data-name="webhook-signature">
          <dt>webhook-signature</dt>
          <dd class="headers__note">added by the dispatcher, which keeps the secret</dd>
        </div>
      )}
    </dl>
  );
}
