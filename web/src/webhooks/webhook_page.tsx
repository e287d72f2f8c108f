import { useEffect, useState } from "preact/hooks";

import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { UnknownPage } from "../app/unknown_page";
import { WebhookForm } from "../form/webhook_form";
import { OccurrencePanel } from "../occurrence/occurrence_panel";
import { PreviewPanel } from "../preview/preview_panel";
import { SendingPanel } from "../sending/sending_panel";
import { text } from "../text/text";
import { HealthLine } from "./health";
import { RevisionsPanel } from "./revisions_panel";
import { titleOf } from "./title";
import { webhooksTrail } from "./trail";
import type { Workspace } from "./workspace";

/** Adding a webhook (`id` null) or editing one, with the exact request beside it. */
export function WebhookPage({ id }: { id: string | null }) {
  const { collection, workspaces } = useServices();
  const [workspace] = useState(() => {
    const stored = id === null ? null : collection.find(id);
    return stored === undefined ? null : workspaces.of(stored);
  });
  if (workspace === null) {
    return <UnknownPage explanation={text("webhooks.gone")} />;
  }
  const { stored } = workspace.webhook;
  const title = stored === null ? text("webhooks.add") : text("webhooks.edit.one", { title: titleOf(stored) });
  return (
    <>
      <PageHeading trail={webhooksTrail()} title={title} />
      <Workbench workspace={workspace} />
    </>
  );
}

function Workbench({ workspace }: { workspace: Workspace }) {
  const { dispatcher } = useServices();
  useWarningBeforeLeaving(workspace);
  return (
    <div class="columns workbench">
      <div class="workbench__form">
        <HealthLine health={workspace.webhook.stored?.health} />
        <WebhookForm workspace={workspace} />
      </div>
      <div class="workbench__request">
        <PreviewPanel workspace={workspace} />
        <SendingPanel workspace={workspace} />
      </div>
      <div class="workbench__occurrence">
        <OccurrencePanel workspace={workspace} />
        {dispatcher !== null && workspace.webhook.stored !== null && (
          <RevisionsPanel workspace={workspace} dispatcher={dispatcher} />
        )}
      </div>
    </div>
  );
}

/** Within the page nothing is lost; closing the page would lose what is not saved. */
function useWarningBeforeLeaving({ webhook }: Workspace): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (webhook.isChanged.peek() && (webhook.url.peek() !== "" || webhook.stored !== null)) {
        event.preventDefault();
      }
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [webhook]);
}
