import type { FamilyName, Webhook } from "hookstorm";

import { furtherMembers, type StoredWebhook } from "../storage/webhook_repository";
import type { Workspace } from "../webhooks/workspace";
import type { Preview } from "./request_preview";

/** What the request is compared with: the webhook as it is saved, as it was kept, or in another family. */
export type Compared = { kind: "saved" } | { kind: "kept" } | { kind: "family"; family: FamilyName };

/** As it stands in the address; null where it means nothing. */
export function comparedIn(parameter: string | undefined, families: readonly { name: FamilyName }[]): Compared | null {
  if (parameter === "saved" || parameter === "kept") {
    return { kind: parameter };
  }
  const family = families.find(({ name }) => name === parameter)?.name;
  return family === undefined ? null : { kind: "family", family };
}

/** The request of what is compared with, at the same moment; null where there is none. */
export function comparedPreview(workspace: Workspace, compared: Compared): Preview | null {
  const webhook = comparedWebhook(workspace, compared);
  return webhook === null ? null : workspace.preview.previewOf(webhook);
}

function comparedWebhook({ webhook, kept }: Workspace, compared: Compared): Webhook | null {
  switch (compared.kind) {
    case "saved":
      return webhook.stored === null ? null : savedWebhook(webhook.stored, webhook.configuration.value);
    case "kept":
      return kept.value;
    case "family": {
      // What only one family has a choice in is not taken along.
      const { included: _, content_mode: __, ...others } = webhook.configuration.value;
      return { ...others, family: compared.family };
    }
  }
}

/** A secret that the dispatcher keeps is no difference. */
function savedWebhook(stored: StoredWebhook, now: Webhook): Webhook {
  const { id, name, triggers, url, family } = stored;
  const secret = stored.secret ?? now.secret;
  return { id, name, triggers, url, family, ...furtherMembers(stored), ...(secret !== undefined && { secret }) };
}
