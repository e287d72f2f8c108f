import { phrase } from "../text/text";

/** Which address a request went to; null where none is known. */
export function ReachedAddress({ address }: { address: string | null }) {
  return address === null ? null : (
    <p class="card__lead" data-testid="reached-address">
      {phrase("deliver.address", { address: <code>{address}</code> })}
    </p>
  );
}
