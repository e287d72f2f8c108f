import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { CopyButton } from "../design/copy_button";
import type { StoredWebhook } from "../storage/webhook_repository";
import { text } from "../text/text";
import { titleOf } from "./title";

const createdWebhook = signal<StoredWebhook | null>(null);

/** Remembers a webhook whose secret the dispatcher has just told for the only time. */
export function keepForShowing(webhook: StoredWebhook | null): void {
  createdWebhook.value = webhook;
}

function putAway(): void {
  keepForShowing(null);
  document.getElementById("page-title")?.focus({ preventScroll: true });
}

/** Shows that secret until it is put away or the list is left. */
export function FreshSecret() {
  useEffect(() => () => keepForShowing(null), []);
  const webhook = createdWebhook.value;
  if (webhook?.secret === undefined) {
    return null;
  }
  const { secret } = webhook;
  return (
    <section class="fresh-secret" aria-labelledby="fresh-secret-title" data-testid="fresh-secret">
      <h2 id="fresh-secret-title">{text("secret.fresh")}</h2>
      <p>{text("secret.fresh.lead", { title: titleOf(webhook) })}</p>
      <div class="fresh-secret__row">
        <code class="fresh-secret__value">{secret}</code>
        <CopyButton label={text("secret.copy")} content={() => secret} />
        <button type="button" class="button button--small" onClick={putAway}>
          {text("secret.fresh.done")}
        </button>
      </div>
    </section>
  );
}
