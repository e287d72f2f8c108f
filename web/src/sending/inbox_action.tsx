import { useState } from "preact/hooks";

import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import type { DispatcherClient } from "../dispatcher/client";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { pointAtInbox, tryWithInbox } from "./inbox_trial";
import { ownInboxIn } from "../dispatcher/own_inbox";

interface InboxActionProps {
  workspace: Workspace;
  dispatcher: DispatcherClient;
}

/** A receiver for those who have none yet: the shortest way from a form to a delivery that can be looked at. */
export function InboxAction({ workspace, dispatcher }: InboxActionProps) {
  const { webhook: draft } = workspace;
  const url = draft.url.value;
  const isInbox = ownInboxIn(url) !== null;
  const isElsewhere = url !== "" && !isInbox;
  const isUnsaved = draft.stored !== null && draft.isChanged.value;
  if (isElsewhere) {
    return <Action label="inbox.point" workspace={workspace} dispatcher={dispatcher} />;
  }
  return draft.stored !== null && !isUnsaved ? (
    <Action label="inbox.try.again" workspace={workspace} dispatcher={dispatcher} />
  ) : draft.stored === null ? (
    <Action label="inbox.try" workspace={workspace} dispatcher={dispatcher} />
  ) : null;
}

interface ActionProps extends InboxActionProps {
  label: "inbox.point" | "inbox.try" | "inbox.try.again";
}

function Action({ label, workspace, dispatcher }: ActionProps) {
  const [run, isBusy] = useInboxTrial(workspace, dispatcher, label === "inbox.point");
  return (
    <div class="try try--second">
      <div class="try__actions">
        <button type="button" class="button" data-testid="try-inbox" aria-disabled={isBusy} onClick={run}>
          {text(label)}
        </button>
      </div>
      {label === "inbox.try" && <p class="try__hint">{text("inbox.try.hint")}</p>}
      {label === "inbox.point" && <p class="try__hint">{text("inbox.point.hint")}</p>}
    </div>
  );
}

/** The same beside the URL field, for whoever has nothing to write there. */
export function InboxOffer({ workspace }: { workspace: Workspace }) {
  const { dispatcher } = useServices();
  return dispatcher === null || workspace.webhook.url.value !== "" || workspace.webhook.stored !== null ? null : (
    <Offer workspace={workspace} dispatcher={dispatcher} />
  );
}

function Offer({ workspace, dispatcher }: InboxActionProps) {
  const [run, isBusy] = useInboxTrial(workspace, dispatcher, false);
  return (
    <button type="button" class="link inbox-offer" data-testid="inbox-offer" aria-disabled={isBusy} onClick={run}>
      {text("inbox.offer")}
    </button>
  );
}

function useInboxTrial(workspace: Workspace, dispatcher: DispatcherClient, isPointedOnly: boolean): [() => void, boolean] {
  const services = useServices();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await (isPointedOnly ? pointAtInbox(dispatcher, workspace.webhook) : tryWithInbox(services, dispatcher, workspace));
    } catch (reason) {
      showToast({ text: reason instanceof Error ? reason.message : String(reason) });
    }
    setBusy(false);
  };
  return [() => void (isBusy || run()), isBusy];
}
