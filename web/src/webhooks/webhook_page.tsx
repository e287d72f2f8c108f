import { useEffect, useState } from "preact/hooks";

import { PageHeading, type Crumb } from "../app/page_heading";
import { useServices } from "../app/services";
import { UnknownPage } from "../app/unknown_page";
import { OccurrencePanel } from "../occurrence/occurrence_panel";
import { PreviewPanel } from "../preview/preview_panel";
import { SendingPanel } from "../sending/sending_panel";
import { titleOf } from "./title";
import { WebhookForm } from "./webhook_form";
import type { Workspace } from "./workspace";

const TRAIL: Crumb[] = [
  { text: "Settings", route: { place: "settings" } },
  { text: "Apps", route: { place: "apps" } },
  { text: "Webhooks", route: { place: "webhooks" } },
];

/** Adding a webhook (`id` null) or editing one, with the exact request beside it. */
export function WebhookPage({ id }: { id: string | null }) {
  const { collection, workspaces } = useServices();
  const [workspace] = useState(() => {
    const stored = id === null ? null : collection.find(id);
    return stored === undefined ? null : workspaces.of(stored);
  });
  if (workspace === null) {
    return <UnknownPage explanation="This webhook does not exist, or no longer." />;
  }
  const { stored } = workspace.webhook;
  const title = stored === null ? "Add a webhook" : `Edit ${titleOf(stored)}`;
  return (
    <>
      <PageHeading trail={TRAIL} title={title} />
      <Workbench workspace={workspace} />
    </>
  );
}

function Workbench({ workspace }: { workspace: Workspace }) {
  useWarningBeforeLeaving(workspace);
  return (
    <div class="workbench">
      <div class="workbench__form">
        <WebhookForm draft={workspace.webhook} />
      </div>
      <div class="workbench__request">
        <PreviewPanel workspace={workspace} />
        <SendingPanel workspace={workspace} />
      </div>
      <div class="workbench__occurrence">
        <OccurrencePanel workspace={workspace} />
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
