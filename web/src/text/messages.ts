// Every text of the page, in every language: a file for each part of it. Keys begin with the part's name.
import { design } from "./messages/design";
import { occurrence } from "./messages/occurrence";
import { preview } from "./messages/preview";
import { sending } from "./messages/sending";
import { settings } from "./messages/settings";
import { shell } from "./messages/shell";
import { storage } from "./messages/storage";
import { webhookForm } from "./messages/webhook_form";
import { webhooks } from "./messages/webhooks";

export const MESSAGES = {
  ...design,
  ...occurrence,
  ...preview,
  ...sending,
  ...settings,
  ...shell,
  ...storage,
  ...webhookForm,
  ...webhooks,
} as const;
