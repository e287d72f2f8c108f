import type { SignatureName } from "hookstorm";

import { useServices } from "../app/services";
import { phrase, text } from "../text/text";
import { PreviousSecretsField } from "./previous_secrets_field";
import { SecretField } from "./secret_field";
import { SelectField } from "./select_field";
import type { WebhookDraft } from "./webhook_draft";

/** How requests are signed. */
export function SignatureFields({ draft }: { draft: WebhookDraft }) {
  const { hookstorm } = useServices();
  const chosen = schemeOf(draft);
  const choose = (scheme: SignatureName) => {
    draft.change("signature", scheme === "standard" ? undefined : scheme);
    // A secret of the other scheme would not do.
    if (draft.value("secret") !== undefined) {
      draft.change("secret", draft.newSecret());
    }
  };
  return (
    <>
      <SelectField
        id="signature"
        label={text("form.signature")}
        hint={phrase(`form.signature.${chosen}.hint`)}
        value={chosen}
        choices={hookstorm.catalogue().signatures.map(({ name }) => ({ value: name, title: text(`form.signature.${name}`) }))}
        problems={draft.problemsOf("signature")}
        onChange={choose}
      />
      <SecretField draft={draft} />
      {chosen === "standard" && <PreviousSecretsField draft={draft} />}
    </>
  );
}

export function schemeOf(draft: WebhookDraft): SignatureName {
  return draft.value("signature") === "livestorm" ? "livestorm" : "standard";
}
