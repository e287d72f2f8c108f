// Every text of the page, in every language: a file for each part of it. Keys begin with the part's name.
import { access } from "./messages/access";
import { catalogue } from "./messages/catalogue";
import { design } from "./messages/design";
import { editor } from "./messages/editor";
import { inbox } from "./messages/inbox";
import { occurrence } from "./messages/occurrence";
import { preview } from "./messages/preview";
import { replay } from "./messages/replay";
import { sending } from "./messages/sending";
import { settings } from "./messages/settings";
import { shell } from "./messages/shell";
import { simulator } from "./messages/simulator";
import { storage } from "./messages/storage";
import { tokens } from "./messages/tokens";
import { verify } from "./messages/verify";
import { watch } from "./messages/watch";
import { webhookForm } from "./messages/webhook_form";
import { webhooks } from "./messages/webhooks";

export const MESSAGES = {
  ...access,
  ...catalogue,
  ...design,
  ...editor,
  ...inbox,
  ...occurrence,
  ...preview,
  ...replay,
  ...sending,
  ...settings,
  ...shell,
  ...simulator,
  ...storage,
  ...tokens,
  ...verify,
  ...watch,
  ...webhookForm,
  ...webhooks,
} as const;
