import type { Hookstorm } from "hookstorm";

import type { PastedRequest } from "./pasted_request";

/** A request as the dispatcher sends it, and the secret that signed it, to try the tool with. */
export function signedSample(hookstorm: Hookstorm): { request: PastedRequest; secret: string } {
  const trigger = "people.registered";
  const secret = hookstorm.newSecret();
  const webhook = { id: hookstorm.newWebhookId(), triggers: [trigger], url: "https://example.com/hook", secret };
  const attemptedAt = new Date();
  const messageId = hookstorm.newMessageId(attemptedAt);
  const { value } = hookstorm.renderRequest(hookstorm.sample(trigger), webhook, { messageId, attemptedAt });
  const headers = value?.headers.map(({ name, value: said }) => `${name}: ${said}`).join("\n") ?? "";
  return { request: { headers, body: value?.body ?? "" }, secret };
}
