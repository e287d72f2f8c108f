import { useRef, useState } from "preact/hooks";

import { goTo } from "../app/navigation";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { CopyButton } from "../design/copy_button";
import type { StoredWebhook } from "../storage/webhook_repository";
import { text } from "../text/text";
import { keepForShowing } from "../webhooks/fresh_secret";
import { Field } from "./field";
import type { WebhookDraft } from "./webhook_draft";

const ID = "secret";

/** The signing secret in its three cases: known, kept by the dispatcher, or none at all. */
export function SecretField({ draft }: { draft: WebhookDraft }) {
  const [isOpen, setOpen] = useState(draft.value("secret") !== undefined);
  const field = useRef<HTMLDivElement>(null);
  /** The button that was pressed is gone: focus stays with the field. */
  const change = (opens: boolean) => {
    setOpen(opens);
    requestAnimationFrame(() => field.current?.querySelector<HTMLElement>("input, button")?.focus());
  };
  return (
    <div ref={field}>
      {isOpen ? (
        <KnownSecret draft={draft} onGone={() => change(false)} />
      ) : (
        <UnknownSecret draft={draft} onMade={() => change(true)} />
      )}
    </div>
  );
}

function UnknownSecret({ draft, onMade }: { draft: WebhookDraft; onMade: () => void }) {
  const make = () => {
    draft.change("secret", draft.newSecret());
    onMade();
  };
  return (
    <div class="field" id={ID} tabIndex={-1}>
      <span class="field__label" id="secret-label">
        {text("form.secret")}
      </span>
      <p class="secret__none">
        {text(draft.isSecretKept ? "form.secret.kept" : "form.secret.none")}{" "}
        {draft.isSecretKept && text(draft.isChanged.value ? "form.secret.rotate.unsaved" : "form.secret.rotate.hint")}
      </p>
      <div class="secret__actions">
        {draft.isSecretKept && <RotateButton draft={draft} />}
        <button type="button" class="button button--small" aria-describedby="secret-label" onClick={make}>
          {text(draft.isSecretKept ? "form.secret.replace" : "form.secret.generate")}
        </button>
      </div>
    </div>
  );
}

/** A new secret at once, without saving the form; the list shows it, this once. */
function RotateButton({ draft }: { draft: WebhookDraft }) {
  const { collection, workspaces } = useServices();
  const rotate = async ({ id }: StoredWebhook) => {
    try {
      keepForShowing(await collection.rotateSecret(id));
      workspaces.forget(id);
      goTo({ place: "webhooks" });
    } catch (reason) {
      showToast({ text: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return (
    <button
      type="button"
      class="button button--small"
      data-testid="rotate-secret"
      disabled={draft.isChanged.value}
      onClick={() => draft.stored !== null && void rotate(draft.stored)}
    >
      {text("form.secret.rotate")}
    </button>
  );
}

function KnownSecret({ draft, onGone }: { draft: WebhookDraft; onGone: () => void }) {
  const [isShown, setShown] = useState(false);
  const secret = String(draft.value("secret") ?? "");
  const clear = () => {
    draft.change("secret", undefined);
    onGone();
  };
  const wasKept = draft.stored !== null && draft.stored.secret === undefined && !draft.maySecretBeMissing;
  return (
    <div class="secret">
      <Field
        id={ID}
        label={text("form.secret")}
        hint={text("form.secret.hint")}
        problems={draft.problemsOf("secret")}
      >
        {(ties) => (
          <input
            {...ties}
            class="code-input"
            type={isShown ? "text" : "password"}
            autocomplete="one-time-code"
            autocapitalize="off"
            spellcheck={false}
            data-testid="secret"
            value={secret}
            onInput={(event) => draft.change("secret", event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="secret__actions">
        <button type="button" class="button button--small" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {text(isShown ? "form.secret.hide" : "form.secret.show")}
        </button>
        <CopyButton label={text("secret.copy")} content={() => secret} disabled={secret === ""} />
        <button type="button" class="button button--small" onClick={() => draft.change("secret", draft.newSecret())}>
          {text("form.secret.regenerate")}
        </button>
        {(draft.maySecretBeMissing || wasKept) && (
          <button type="button" class="button button--small" onClick={clear}>
            {text(wasKept ? "form.secret.keep" : "form.secret.remove")}
          </button>
        )}
      </div>
    </div>
  );
}
