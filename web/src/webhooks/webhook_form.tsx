import { useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { goTo } from "../app/navigation";
import { useServices, type Services } from "../app/services";
import { showToast } from "../app/toast";
import { ProblemList } from "../design/problem_list";
import { RefusedError } from "../storage/webhook_repository";
import { familyDescription, familyTitle } from "../text/core_words";
import { text } from "../text/text";
import { Field } from "./field";
import { keepForShowing } from "./fresh_secret";
import { SecretField } from "./secret_field";
import { titleOf } from "./title";
import { TriggersField } from "./triggers_field";
import type { WebhookDraft } from "./webhook_draft";

/** The webhook's configuration, to be added or changed. */
export function WebhookForm({ draft }: { draft: WebhookDraft }) {
  const services = useServices();
  const [failure, setFailure] = useState("");
  const [isSaving, setSaving] = useState(false);
  const submit = async () => {
    draft.touchAll();
    if (!focusFirstError(draft)) {
      setSaving(true);
      setFailure(await save(services, draft));
      setSaving(false);
      focusFirstError(draft);
    }
  };
  return (
    <form
      class="card form"
      aria-labelledby="form-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="form-title">{text("form.title")}</h2>
      <TriggersField draft={draft} />
      <UrlField draft={draft} />
      <div class="form__pair">
        <FamilyField draft={draft} />
        <NameField draft={draft} />
      </div>
      <SecretField draft={draft} />
      <ProblemList problems={draft.otherProblems()} />
      <FormFoot failure={failure} isSaving={isSaving} draft={draft} />
    </form>
  );
}

interface FormFootProps {
  draft: WebhookDraft;
  failure: string;
  isSaving: boolean;
}

function FormFoot({ draft, failure, isSaving }: FormFootProps) {
  const services = useServices();
  return (
    <div>
      <div role="alert">{failure !== "" && <p class="failure-line">{failure}</p>}</div>
      <div class="form__foot">
        <button type="submit" class="button button--primary" data-testid="add-webhook" disabled={isSaving}>
          {text(draft.stored === null ? "form.add" : "form.save")}
        </button>
        <button type="button" class="button" onClick={() => cancel(services, draft)}>
          {text("form.cancel")}
        </button>
      </div>
    </div>
  );
}

/** Moves to the first field with an error; false where there is none. */
function focusFirstError(draft: WebhookDraft): boolean {
  const fields = draft.fieldsInError();
  const [first] = fields;
  if (first === undefined) {
    return false;
  }
  announce(text("form.attention", { count: fields.length }));
  document.getElementById(first)?.focus();
  return true;
}

/** Leaves for the list, and what was not saved is gone; leaving by any other way keeps it. */
function cancel({ workspaces }: Services, draft: WebhookDraft): void {
  workspaces.forget(draft.stored?.id ?? null);
  goTo({ place: "webhooks" });
}

/** Saves and leaves for the list; otherwise answers why it was not saved. */
async function save({ collection, workspaces }: Services, draft: WebhookDraft): Promise<string> {
  try {
    if (draft.stored === null) {
      const webhook = await collection.create(draft.configuration.peek());
      keepForShowing(collection.place === "dispatcher" ? webhook : null);
      showToast({ text: text("form.added", { title: titleOf(webhook) }) });
    } else {
      const changes = draft.changes();
      await collection.change(draft.stored.id, changes);
      const isSecretNew = collection.place === "dispatcher" && changes.secret !== draft.stored.secret;
      keepForShowing(isSecretNew ? { ...draft.stored, ...changes } : null);
      showToast({ text: text("form.saved") });
    }
    workspaces.forget(draft.stored?.id ?? null);
    goTo({ place: "webhooks" });
    return "";
  } catch (reason) {
    if (reason instanceof RefusedError && reason.problems.length > 0) {
      draft.refuse(reason.problems);
      return "";
    }
    return reason instanceof Error ? reason.message : String(reason);
  }
}

function UrlField({ draft }: { draft: WebhookDraft }) {
  return (
    <Field
      id="url"
      label={text("form.url")}
      hint={text(draft.allowHttp ? "form.url.hint" : "form.url.hint.https")}
      problems={draft.problemsOf("url")}
    >
      {(ties) => (
        // A field of type url takes surrounding white space away, as it comes with pasting.
        <input
          {...ties}
          class="code-input"
          type="url"
          inputmode="url"
          placeholder="https://example.com/webhooks"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          data-testid="url"
          required
          value={draft.url.value}
          onInput={(event) => {
            draft.touch("url");
            draft.url.value = event.currentTarget.value;
          }}
          onBlur={() => draft.touch("url")}
        />
      )}
    </Field>
  );
}

function FamilyField({ draft }: { draft: WebhookDraft }) {
  const { hookstorm } = useServices();
  const families = hookstorm.families();
  return (
    <Field
      id="family"
      label={text("form.family")}
      hint={families.filter(({ name }) => name === draft.family.value).map(familyDescription)}
      problems={draft.problemsOf("family")}
    >
      {(ties) => (
        <select
          {...ties}
          data-testid="family"
          value={draft.family.value}
          onChange={(event) => {
            const chosen = families.find(({ name }) => name === event.currentTarget.value);
            if (chosen !== undefined) {
              draft.touch("family");
              draft.chooseFamily(chosen.name);
            }
          }}
        >
          {families.map((facts) => (
            <option key={facts.name} value={facts.name}>
              {familyTitle(facts)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function NameField({ draft }: { draft: WebhookDraft }) {
  return (
    <Field id="name" label={text("form.name")} isOptional hint={text("form.name.hint")} problems={draft.problemsOf("name")}>
      {(ties) => (
        <input
          {...ties}
          type="text"
          autocomplete="off"
          data-testid="name"
          value={draft.name.value}
          onInput={(event) => {
            draft.touch("name");
            draft.name.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}
