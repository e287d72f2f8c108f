import { text } from "../text/text";
import { Field } from "./field";
import { SwitchField } from "./switch_field";
import type { WebhookDraft } from "./webhook_draft";

/** What people tell it by, and whether anything is sent. */
export function IdentityFields({ draft }: { draft: WebhookDraft }) {
  return (
    <>
      <Field
        id="name"
        label={text("form.name")}
        isOptional
        hint={text("form.name.hint")}
        problems={draft.problemsOf("name")}
      >
        {(ties) => (
          <input
            {...ties}
            type="text"
            autocomplete="off"
            data-testid="name"
            value={String(draft.value("name") ?? "")}
            onInput={(event) => draft.change("name", event.currentTarget.value)}
          />
        )}
      </Field>
      <SwitchField
        id="enabled"
        label={text("form.enabled")}
        hint={text("form.enabled.hint")}
        isOn={draft.value("enabled") !== false}
        problems={draft.problemsOf("enabled")}
        onChange={(isOn) => draft.change("enabled", isOn ? undefined : false)}
      />
    </>
  );
}
