import { useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { goTo } from "../app/navigation";
import { useServices, type Services } from "../app/services";
import { showToast } from "../app/toast";
import { ProblemList } from "../design/problem_list";
import { objectIn } from "../json/reading";
import { RefusedError } from "../storage/webhook_repository";
import { familyTitle } from "../text/core_words";
import { InboxOffer } from "../sending/inbox_action";
import { text } from "../text/text";
import { keepForShowing } from "../webhooks/fresh_secret";
import { titleOf } from "../webhooks/title";
import type { Workspace } from "../webhooks/workspace";
import { bodySourceOf, ContentFields } from "./content_fields";
import { DeliveryFields } from "./delivery_fields";
import { Field } from "./field";
import { FilterField } from "./filter_field";
import { FormGroup, openGroupOf } from "./form_group";
import { HeadersField } from "./headers_field";
import { IdentityFields } from "./identity_fields";
import { RecipeChoice } from "./recipe_choice";
import { schemeOf, SignatureFields } from "./signature_fields";
import { TriggersField } from "./triggers_field";
import type { WebhookDraft } from "./webhook_draft";

/** The webhook's configuration, to be added or changed: two fields, and groups for everything else. */
export function WebhookForm({ workspace }: { workspace: Workspace }) {
  const { webhook: draft } = workspace;
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
      {draft.stored === null && <RecipeChoice draft={draft} />}
      <TriggersField draft={draft} />
      <UrlField draft={draft} />
      <InboxOffer workspace={workspace} />
      <Groups workspace={workspace} />
      <ProblemList problems={draft.otherProblems()} />
      <FormFoot failure={failure} isSaving={isSaving} draft={draft} />
    </form>
  );
}

function Groups({ workspace }: { workspace: Workspace }) {
  const { webhook: draft } = workspace;
  return (
    <div class="groups">
      <FormGroup name="content" draft={draft} chosen={<ChosenContent draft={draft} />}>
        {() => <ContentFields workspace={workspace} />}
      </FormGroup>
      <FormGroup name="filter" draft={draft} chosen={<ChosenFilter draft={draft} />}>
        {() => <FilterField workspace={workspace} />}
      </FormGroup>
      <FormGroup name="signature" draft={draft} chosen={<ChosenSignature draft={draft} />}>
        {() => <SignatureFields draft={draft} />}
      </FormGroup>
      <FormGroup name="headers" draft={draft} chosen={<ChosenHeaders draft={draft} />}>
        {() => <HeadersField draft={draft} />}
      </FormGroup>
      <FormGroup name="delivery" draft={draft} chosen={<ChosenDelivery draft={draft} />}>
        {() => <DeliveryFields draft={draft} />}
      </FormGroup>
      <FormGroup name="identity" draft={draft} chosen={<ChosenIdentity draft={draft} />}>
        {() => <IdentityFields draft={draft} />}
      </FormGroup>
    </div>
  );
}

function ChosenContent({ draft }: { draft: WebhookDraft }) {
  const family = useServices().hookstorm.families().find(({ name }) => name === draft.family.value);
  const source = bodySourceOf(draft);
  const title = family === undefined ? draft.family.value : familyTitle(family);
  return <>{source === "family" ? title : `${title} · ${text(`form.body.${source}`)}`}</>;
}

function ChosenFilter({ draft }: { draft: WebhookDraft }) {
  const filter = draft.value("filter");
  return filter === undefined ? <>{text("group.filter.none")}</> : <code>{String(filter)}</code>;
}

function ChosenSignature({ draft }: { draft: WebhookDraft }) {
  const isUnsigned = draft.value("secret") === undefined && !draft.isSecretKept;
  return <>{text(isUnsigned ? "group.signature.none" : `form.signature.${schemeOf(draft)}`)}</>;
}

function ChosenHeaders({ draft }: { draft: WebhookDraft }) {
  const names = Object.keys(objectIn(draft.value("headers")));
  return <>{names.length === 0 ? text("group.headers.none") : names.join(", ")}</>;
}

function ChosenDelivery({ draft }: { draft: WebhookDraft }) {
  const chosen = (["retry", "timeout", "rate_limit", "concurrency", "ordered"] as const).filter(
    (name) => draft.value(name) !== undefined,
  );
  return <>{chosen.length === 0 ? text("group.delivery.none") : chosen.map((name) => text(`group.delivery.${name}`)).join(", ")}</>;
}

function ChosenIdentity({ draft }: { draft: WebhookDraft }) {
  const name = String(draft.value("name") ?? "");
  const isOff = draft.value("enabled") === false;
  return <>{[name || text("group.identity.none"), ...(isOff ? [text("webhooks.disabled")] : [])].join(" · ")}</>;
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

/** Moves to the first field with an error, opening its group; false where there is none. */
function focusFirstError(draft: WebhookDraft): boolean {
  const fields = draft.fieldsInError();
  const [first] = fields;
  if (first === undefined) {
    return false;
  }
  announce(text("form.attention", { count: fields.length }));
  openGroupOf(first);
  requestAnimationFrame(() => document.getElementById(first)?.focus());
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
      const { secret } = changes;
      const isSecretNew = collection.place === "dispatcher" && secret != null;
      keepForShowing(isSecretNew ? { ...(collection.find(draft.stored.id) ?? draft.stored), secret } : null);
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
          onInput={(event) => draft.change("url", event.currentTarget.value)}
          onBlur={() => draft.touch("url")}
        />
      )}
    </Field>
  );
}
