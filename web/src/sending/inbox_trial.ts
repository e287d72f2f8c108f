import { goTo } from "../app/navigation";
import type { Services } from "../app/services";
import { showToast } from "../app/toast";
import type { DispatcherClient } from "../dispatcher/client";
import { createInbox, listInboxes } from "../dispatcher/inboxes";
import type { WebhookDraft } from "../form/webhook_draft";
import { RefusedError } from "../storage/webhook_repository";
import { text } from "../text/text";
import { keepForShowing } from "../webhooks/fresh_secret";
import type { Workspace } from "../webhooks/workspace";
import { ownInboxIn } from "../dispatcher/own_inbox";

/**
 * From a webhook that is only written down to its first delivery: an inbox for it, the webhook saved with that URL, a
 * sample of its trigger delivered, and the inbox shown. Rejects where one of it is refused.
 */
export async function tryWithInbox(services: Services, client: DispatcherClient, workspace: Workspace): Promise<void> {
  const { webhook: draft, previewTrigger } = workspace;
  if (ownInboxIn(draft.url.peek()) === null) {
    await pointAtInbox(client, draft);
  }
  const inbox = ownInboxIn(draft.url.peek());
  const { problems } = draft.checked.peek();
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || inbox === null) {
    draft.touchAll();
    throw new RefusedError(text("inbox.try.errors"));
  }
  const webhook = draft.stored ?? (await services.collection.create(draft.configuration.peek()));
  if (draft.stored === null) {
    keepForShowing(webhook);
    services.workspaces.forget(null);
  }
  await client.deliverSample(webhook.id, previewTrigger.peek());
  goTo({ place: "inbox", id: inbox });
}

/** Writes an inbox's URL into the draft: that of the one made last, or of a new one. */
export async function pointAtInbox(client: DispatcherClient, draft: WebhookDraft): Promise<void> {
  const before = draft.url.peek();
  const [latest] = await listInboxes(client);
  const { url } = latest ?? (await createInbox(client, ""));
  draft.change("url", url);
  if (before !== "") {
    showToast({ text: text("inbox.pointed"), undo: () => draft.change("url", before) });
  }
}
